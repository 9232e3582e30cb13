"""What a sentence about an event is made of, and how it is put together."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from helpdesk.ui.words import full_moment

Gaps: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One event for people: plain words, the same as safe HTML with the values bold, and an icon's name."""

    text: str
    html: SafeString
    icon: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Wording:
    """The three ways to say one event, with %(who)s and %(gaps)s.

    `you` to whoever did it, `who` to others, `itself` where nobody did it or the name stands above
    already. `gist` is what a folded line shows of it: the new value, or nothing.
    """

    icon: str
    you: str
    who: str
    itself: str
    gaps: Gaps
    gist: str = ""


def put_together(template: str, gaps: Gaps, *, who: str = "") -> tuple[str, SafeString]:
    """Fill the gaps of a translated sentence: as text, and as HTML in which every gap is bold."""
    bold = {name: format_html("<b>{}</b>", value) for name, value in gaps.items()}
    html = escape(template) % {**bold, "who": escape(who)}
    return template % {**gaps, "who": who}, mark_safe(html)  # noqa: S308  every part was escaped


def framed(sentence: Sentence, frame: str, *, comment: str = "") -> Sentence:
    """Put a sentence into a translated frame with %(sentence)s and perhaps a %(comment)s."""
    html = escape(frame) % {"sentence": sentence.html, "comment": escape(comment)}
    text = frame % {"sentence": sentence.text, "comment": comment}
    return Sentence(text, mark_safe(html), sentence.icon)  # noqa: S308  every part was escaped


def moment(written: str | None) -> str:
    """A moment as an event keeps it (ISO 8601), in the reader's zone."""
    return full_moment(datetime.fromisoformat(written)) if written else ""
