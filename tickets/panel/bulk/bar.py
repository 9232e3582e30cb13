"""The bar of a list: what can be done to the tickets that are chosen on it."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.gate import AgentRequest
from tickets.panel.addresses import KEPT
from tickets.panel.bulk.chosen import AT_MOST, CURSOR
from tickets.panel.bulk.verbs import bulk_verbs
from tickets.panel.narrowing import Narrowed


class Numbered(Protocol):
    """A ticket, or its row."""

    number: str


def bulk_bar(
    request: AgentRequest, shown: Narrowed, rows: Iterable[Numbered], *, whole: int | None = 0
) -> dict[str, Any]:
    """What `parts/_bulk_bar.html` shows; nothing where the agent may do nothing to many.

    `whole`: how many tickets the list has beyond its page: none where 0, too many to count where None.
    """
    verbs = bulk_verbs(request.agent, shown.queue)
    place = {name: value for name in CURSOR if (value := request.GET.get(name))}
    kept = dict(zip(KEPT, (shown.base.slug, str(shown.extra), shown.sort.slug), strict=True))
    return {
        "bulk_verbs": verbs,
        "bulk_kept": {**{name: value for name, value in kept.items() if value}, **place},
        "bulk_listed": " ".join(row.number for row in rows),
        "bulk_whole": _whole(whole) if whole != 0 else "",
    }


def _whole(count: int | None) -> str:
    if count is None or count > AT_MOST:
        return _("The first %d of this list") % AT_MOST
    return ngettext("The %d of this list", "All %d of this list", count) % count
