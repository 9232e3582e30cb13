"""Tags and filters that every page is drawn with: they know shapes and words, nothing of tickets."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.ui import faces, words

register = template.Library()

ICONS = "vendor/bootstrap-icons/icons.svg"
MARKS = "img/marks.svg"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decoration unless a label says what it means."""
    return _drawing(ICONS, name, str(label))


@register.simple_tag
def mark(name: str, label: str = "") -> SafeString:
    """One of our own marks: ring, bars-1, bars-2, bars-3."""
    return _drawing(MARKS, name, str(label))


@register.simple_tag
def ring(share: float) -> SafeString:
    """The ring with a share of it left, from 0 to 1; decoration, the words stand beside it."""
    left = round(max(0.0, min(1.0, share)) * 100)
    return format_html(
        '<svg class="ring" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">'
        '<circle class="ring-track" cx="8" cy="8" r="6"/>'
        '<circle class="ring-left" cx="8" cy="8" r="6" pathLength="100" stroke-dasharray="{} 100"/></svg>',
        left,
    )


@register.simple_tag
def avatar(person: object, round: bool = False, size: str = "") -> SafeString:
    """The initials of a person, hidden from screen readers because the name stands beside them.

    Round for those who work here, square for those we help; an empty name is an empty, dashed place.
    """
    name = str(person or "")
    classes = ["avatar"]
    if size:
        classes.append(f"avatar-{size}")
    if round:
        classes.append("avatar-agent")
    classes.append(f"face-{faces.colour(name)}" if name else "face-none")
    return format_html(
        '<span class="{}" aria-hidden="true">{}</span>', " ".join(classes), faces.initials(name)
    )


@register.simple_tag
def who(person: object, round: bool = False, nobody: str = "") -> SafeString:
    """Avatar and name in one line; without a name the word for nobody."""
    if person:
        return format_html('<span class="who">{}<span>{}</span></span>', avatar(person, round), person)
    return format_html(
        '<span class="who who-none">{}<span>{}</span></span>', avatar("", round), nobody or _("Nobody")
    )


@register.simple_tag(takes_context=True)
def when(context: RequestContext, moment: datetime | None, shape: str = "short") -> SafeString:
    """A moment in the reader's zone, the whole of it in its title.

    Shapes: short ("09:31", "Mon 16:02", "2 Oct, 09:31"), day (for narrow columns), full, ago ("5 m ago",
    kept fresh by times.js). All but full need `now` in the context and are full without it.
    """
    if moment is None:
        return SafeString("")
    full = words.full_moment(moment)
    now: datetime | None = context.get("now")
    if now is None or shape == "full":
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), full)
    spoken = _SHAPES[shape](moment, now)
    fresh = SafeString(" data-ago") if shape == "ago" else ""
    return format_html('<time datetime="{}" title="{}"{}>{}</time>', moment.isoformat(), full, fresh, spoken)


@register.filter
def duration(length: timedelta | None) -> str:
    """How long, in wall time: "2 h 5 m", "3 d 4 h"."""
    return words.duration(length) if length is not None else ""


@register.filter
def exact_duration(length: timedelta | None) -> str:
    """How long, in business time, to the second: "1 h 2 m 40 s"."""
    return words.exact_duration(length) if length is not None else ""


@register.filter
def working_duration(length: timedelta | None) -> str:
    """How long, in business time, never in days: "31 h 5 m"."""
    return words.working_duration(length) if length is not None else ""


@register.filter
def file_size(size: int | None) -> str:
    """A number of bytes as people read it: "184 kB"."""
    return words.file_size(size) if size is not None else ""


@register.inclusion_tag("ui/pager.html")
def pager(before: str = "", after: str = "", summary: str = "") -> dict[str, Any]:
    """Previous and next pages by key: each an address such as "?after=…", or empty where the list ends."""
    return {"before": before, "after": after, "summary": summary}


@register.inclusion_tag("ui/empty.html")
def empty(icon: str, title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """An empty place that says why it is empty and, with an address and a label, what to do."""
    return {"icon": icon, "title": title, "text": text, "url": url, "label": label}


_SHAPES = {"short": words.short_moment, "day": words.short_day, "ago": words.ago}


@register.filter
def errors_on_top(form: BaseForm) -> list[str]:
    """What no visible field can say: errors of the form as a whole, and of its hidden fields."""
    return [*form.non_field_errors(), *(error for field in form.hidden_fields() for error in field.errors)]


@lru_cache(maxsize=1024)  # a page draws a hundred of them, and a sprite's address never changes
def _drawing(sprite: str, name: str, label: str) -> SafeString:
    meaning = SafeString('aria-hidden="true"')
    if label:
        meaning = format_html('role="img" aria-label="{}"', label)
    return format_html(
        '<svg class="icon" {} width="16" height="16"><use href="{}#{}"/></svg>', meaning, static(sprite), name
    )
