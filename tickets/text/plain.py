"""Plain text as HTML."""

import re

from django.utils.html import escape

from tickets.text.clean import clean_html

_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}")
_BULLET = re.compile(r"^\s{0,3}[-*•]\s+(.+)$")
_ORDINAL = re.compile(r"^\s{0,3}(\d{1,2})[.)]\s+(.+)$")


def html_of(text: str) -> str:
    """Plain text as paragraphs, lists and links; safe to show."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = re.split(r"\n\s*\n", text)
    return clean_html("\n".join(_block(block) for block in blocks if block.strip()))


def _block(block: str) -> str:
    lines = block.split("\n")
    bullets = [match[1] for line in lines if (match := _BULLET.match(line))]
    if len(bullets) == len(lines):
        return _list("ul", bullets)
    ordinals = [match for line in lines if (match := _ORDINAL.match(line))]
    # Only what counts from one is a list: HTML would count anew and make “2.” a “1.”.
    if [int(match[1]) for match in ordinals] == list(range(1, len(lines) + 1)):
        return _list("ol", [match[2] for match in ordinals])
    return "<p>" + "<br>".join(_linked(line) for line in lines) + "</p>"


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{_linked(item)}</li>" for item in items) + f"</{tag}>"


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
