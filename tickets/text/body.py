"""A text that somebody wrote, in both of the forms an entry keeps."""

from dataclasses import dataclass

from tickets.text.clean import clean_html
from tickets.text.plain import html_of
from tickets.text.words import text_of


@dataclass(frozen=True, slots=True)
class Body:
    """What was written: cleaned HTML and its plain words."""

    html: str
    text: str

    @classmethod
    def from_text(cls, text: str) -> "Body":
        html = html_of(text)
        return cls(html=html, text=text_of(html))

    @classmethod
    def from_html(cls, html: str) -> "Body":
        cleaned = clean_html(html)
        return cls(html=cleaned, text=text_of(cleaned))

    def __bool__(self) -> bool:
        return bool(self.text)
