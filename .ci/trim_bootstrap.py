"""Makes our Bootstrap from the file of the npm package, when a new version is taken:

    python .ci/trim_bootstrap.py bootstrap.min.css > static/vendor/bootstrap/bootstrap.layer.min.css

Kept is what every page stands on: variables, reboot, forms, the bare button, helpers, plain utilities. Left
out are the components that need Bootstrap's script (which we don't use) or that we draw ourselves, the grid
(ours is CSS grid), colour variants (our tokens say colours) and utilities per width (we write media queries).
The whole of it would be a quarter of what a first visit may weigh.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

COMPONENTS = (
    "accordion alert badge blockquote breadcrumb btn- card carousel collaps display- dropdown dropend "
    "dropstart dropup fade figure form-floating form-range form-switch hstack icon-link img- initialism "
    "input-group lead link- list- modal nav offcanvas page- pagination placeholder popover progress show "
    "spinner tab- table toast tooltip valid-tooltip invalid-tooltip vr vstack was-validated"
)
GRID = "col container g- gx- gy- offset order- ratio row"
UTILITIES = (
    "bg- border bottom- d-inline-grid d-print d-table end- fixed- float- focus-ring font-monospace fs- "
    "fst- fw- invisible lh- object-fit opacity- overflow- pe-all pe-auto pe-none rounded shadow start- "
    "sticky- top- text-bg text-black text-white text-primary text-secondary text-success text-danger "
    "text-warning text-info text-light text-dark text-opacity text-decoration text-lowercase "
    "text-uppercase text-capitalize translate- user-select visible z-"
)
MARGINS_BELOW_ZERO, HEADINGS_AS_CLASSES = r"[mp][tbsexy]?-n\d", r"h[1-6]\b"
NAMES = [*f"{COMPONENTS} {GRID} {UTILITIES}".split(), MARGINS_BELOW_ZERO, HEADINGS_AS_CLASSES]
LEFT_OUT = re.compile(rf"\.(?:{'|'.join(NAMES)})")
WIDTHS = re.compile(r"-(?:sm|md|lg|xl|xxl)(?:-|\b)")
PALETTE = "blue|indigo|purple|pink|red|orange|yellow|green|teal|cyan|gray"
DEAD_VARIABLES = re.compile(rf"--bs-(?:{PALETTE})[\w-]*:[^;}}]*;?")


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Every rule of one level: what stands before its braces, and what inside."""
    depth = start = opened = 0
    for place, sign in enumerate(css):
        if sign == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1


def trimmed(css: str) -> str:
    kept = []
    for head, body in rules(css):
        if head.startswith("@media"):
            if inner := trimmed(body):
                kept.append(f"{head}{{{inner}}}")
        elif not head.startswith("@"):
            wanted = [each for each in head.split(",") if not (LEFT_OUT.search(each) or WIDTHS.search(each))]
            if wanted:
                kept.append(f"{','.join(wanted)}{{{DEAD_VARIABLES.sub('', body)}}}")
    return "".join(kept)


def main() -> None:
    source = Path(sys.argv[1]).read_text()
    licence, rest = source.removeprefix('@charset "UTF-8";').split("*/", 1)
    css = trimmed(re.sub(r"/\*.*?\*/", "", rest, flags=re.DOTALL))
    sys.stdout.write(f"/* trimmed by .ci/trim_bootstrap.py */\n{licence}*/\n@layer bootstrap{{{css}}}\n")


if __name__ == "__main__":
    main()
