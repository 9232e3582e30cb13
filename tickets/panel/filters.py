"""The chips above a list: what narrows it, each with its way out, and what is often asked for."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tickets.panel.narrowing import Narrowed
from tickets.search.language import Term

LABELS: Final[dict[str, str | Promise]] = {
    "state": _("State"),
    "status": _("Status"),
    "is": pgettext_lazy("filter", "Is"),
    "priority": _("Priority"),
    "assignee": _("Assignee"),
    "team": _("Team"),
    "department": _("Department"),
    "topic": _("Help topic"),
    "tag": _("Tag"),
    "requester": _("Requester"),
    "organization": _("Organization"),
    "created": _("Created"),
    "updated": _("Active"),
    "due": pgettext_lazy("filter", "Due"),
}
SIGNS: Final = {"": "", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
QUICK: Final = (
    (_("Unanswered"), Term("is", ("unanswered",))),
    (_("Mine"), Term("assignee", ("me",))),
    (_("High or emergency"), Term("priority", ("high",), ">=")),
    (_("Older than a week"), Term("created", ("7d",), ">")),
)


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A word that narrows the list, and the list without it; or, without a value, one that would."""

    label: str | Promise
    value: str
    url: str


def active_chips(shown: Narrowed) -> list[FilterChip]:
    """What narrows the list now."""
    extra = shown.extra
    return [
        FilterChip(LABELS[term.key], _value(term), shown.address(extra=extra.without(term)))
        for term in extra.terms
    ]


def quick_chips(shown: Narrowed) -> list[FilterChip]:
    """What is often asked for, where the list doesn't say anything about it yet."""
    asked = {term.key for term in shown.queue.query.terms}
    return [
        FilterChip(label, "", shown.address(extra=shown.extra.with_term(term)))
        for label, term in QUICK
        if term.key not in asked and (term.key != "is" or not shown.base.is_over)
    ]


def filter_address(shown: Narrowed) -> str:
    """The form that offers everything there is to narrow by."""
    parts = {"queue": shown.base.slug, "q": str(shown.extra), "sort": shown.sort.slug}
    return f"{reverse('panel:filter')}?{urlencode(parts)}"


def save_address(shown: Narrowed) -> str:
    """The form that saves the list as a queue; nothing where there is nothing to save."""
    if not shown.extra:
        return ""
    return f"{reverse('panel:save_queue')}?{urlencode({'words': str(shown.queue.query)})}"


def _value(term: Term) -> str:
    signs = ("≠" if term.is_negated else "") + SIGNS[term.sign]
    return " ".join(filter(None, [signs, ", ".join(term.values)]))
