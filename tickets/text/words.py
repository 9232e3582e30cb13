"""The words of cleaned HTML, line by line: for mail's text part, search and excerpts."""

import re
from html.parser import HTMLParser
from typing import Final

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_PARAGRAPHS: Final = frozenset({"p", "ul", "ol", "pre", "blockquote", "table", "h1", "h2", "h3", "hr"})
_LINES: Final = frozenset({"div", "tr", "li"})
_LISTS: Final = frozenset({"ul", "ol"})
_CELLS: Final = frozenset({"td", "th"})
_BLANK_LINE: Final = 2


def text_of(html: str) -> str:
    """The HTML as plain text: paragraphs parted by a blank line, lists with marks, links with addresses."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.out).strip()


class _Reader(HTMLParser):
    """Reads as a browser does: space collapses, and a block begins and ends a line, however deep it nests."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._breaks = 0  # line breaks owed before the next words
        self._is_marked = False  # a list mark stands and waits for its words
        self._pre = 0
        self._counts: list[int | None] = []  # of the lists we are in; None for bullets
        self._link: tuple[str, int] | None = None  # its address, and where its words begin

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break_for(tag)
        if tag in _LISTS:
            self._counts.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._mark()
        elif tag == "br":
            self._breaks = min(self._breaks + 1, _BLANK_LINE)
        elif tag == "pre":
            self._pre += 1
        elif tag in _CELLS:
            self.handle_data(" ")
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.out))

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS and self._counts:
            self._counts.pop()
        elif tag == "pre":
            self._pre = max(self._pre - 1, 0)
        elif tag == "a" and self._link is not None:
            self._tell_address(*self._link)
            self._link = None
        self._break_for(tag)

    def handle_data(self, data: str) -> None:
        if not self._pre:
            data = _SPACE.sub(" ", data)
            if self._breaks or not self.out or self.out[-1].endswith((" ", "\n")):
                data = data.lstrip(" ")
        if not data:
            return
        if self._breaks and self.out:
            self.out[-1] = self.out[-1].rstrip(" ")
            self.out.append("\n" * self._breaks)
        self._breaks, self._is_marked = 0, False
        self.out.append(data)

    def _break_for(self, tag: str) -> None:
        if self._is_marked:  # <li><p>: the words stand behind their mark
            return
        is_nested_list = tag in _LISTS and self._counts
        if tag in _PARAGRAPHS and not is_nested_list:
            self._breaks = _BLANK_LINE
        elif tag in _LINES or tag in _PARAGRAPHS:
            self._breaks = max(self._breaks, 1)

    def _mark(self) -> None:
        count = self._counts[-1] if self._counts else None
        if count is not None:
            self._counts[-1] = count = count + 1
        self.handle_data("- " if count is None else f"{count}. ")
        self._is_marked = True

    def _tell_address(self, address: str, begin: int) -> None:
        words = "".join(self.out[begin:]).strip()
        if words and address.removeprefix("mailto:") != words:
            self.handle_data(f" ({address})" if address else "")
