"""What somebody wrote into an editor, before anything is made of it."""

import re
from html import unescape

from django.utils.html import strip_tags

_BREAK = re.compile(r"<br\s*/?>|</(?:div|p|li|h\d|pre|blockquote)>", re.IGNORECASE)


class Written(str):
    """The text as it came, with the knowledge whether it is HTML; not cleaned, not safe to show."""

    is_html: bool

    def __new__(cls, text: str, *, is_html: bool = False) -> "Written":
        written = super().__new__(cls, text)
        written.is_html = is_html
        return written

    @property
    def plain(self) -> str:
        """Only the words, one line for each line of the editor."""
        if not self.is_html:
            return str(self)
        return unescape(strip_tags(_BREAK.sub("\n", self))).replace("\xa0", " ").strip()
