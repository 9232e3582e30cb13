"""From plain text to HTML and back."""

import re
from html.parser import HTMLParser

from django.utils.html import escape

from tickets.text.clean import clean_html

_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}")
_BULLET = re.compile(r"^\s{0,3}[-*•]\s+(.+)$")
_ORDINAL = re.compile(r"^\s{0,3}\d{1,2}[.)]\s+(.+)$")


def html_of(text: str) -> str:
    """Plain text as paragraphs, lists and links; safe to show."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = re.split(r"\n\s*\n", text)
    return clean_html("\n".join(_block(block) for block in blocks if block.strip()))


def _block(block: str) -> str:
    lines = block.split("\n")
    for pattern, tag in ((_BULLET, "ul"), (_ORDINAL, "ol")):
        found = [pattern.match(line) for line in lines]
        if all(found):
            items = "".join(f"<li>{_linked(match[1])}</li>" for match in found if match)
            return f"<{tag}>{items}</{tag}>"
    return "<p>" + "<br>".join(_linked(line) for line in lines) + "</p>"


def _linked(line: str) -> str:
    out: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(".,;:!?)")
        out.append(escape(line[position : match.start()]))
        out.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        position = match.start() + len(address)
    out.append(escape(line[position:]))
    return "".join(out)


def text_of(html: str) -> str:
    """The words of cleaned HTML, line by line, for mail's text part, search and excerpts."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line.strip() for line in "".join(reader.out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects text and turns block boundaries into line breaks."""

    _PARAGRAPHS = frozenset({"p", "ul", "ol", "pre", "blockquote", "table", "h1", "h2", "h3"})
    _LINES = frozenset({"div", "tr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        if tag == "br":
            self.out.append("\n")
        elif tag == "li":
            self.out.append("\n" + self._mark())
        elif tag in self._PARAGRAPHS:
            self.out.append("\n\n")
        elif tag in self._LINES:
            self.out.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in self._PARAGRAPHS:
            self.out.append("\n\n")
        elif tag in self._LINES:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def _mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "
