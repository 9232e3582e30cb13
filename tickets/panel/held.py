"""A reply is never lost, and never sent past something that its writer has not seen.

The page carries a mark of what stood on it. If a public entry, the assignee, the team, the state or
what is merged into the ticket is another one when the reply arrives, it is held and shown with what is new.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agents.models import Agent
from tickets.access import visible_to
from tickets.models import Entry, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.panel.reading import Reading


@dataclass(frozen=True, slots=True)
class Held:
    """What came in between: entries that were written, and what changed, in sentences."""

    entries: list[Entry]
    changes: list[str]
    first_place: int


def mark_of(ticket: Ticket, public_entries: int, merged: Iterable[int]) -> str:
    """What the page shows that a reply depends on: "public entries.state.assignee.team.merged tickets".

    The entries are the ticket's own: merged tickets get no new ones.
    """
    holders = f"{ticket.assignee_id or 0}.{ticket.team_id or 0}"
    return f"{public_entries}.{ticket.state}.{holders}.{'-'.join(map(str, merged)) or 0}"


def mark_shown(reading: Reading) -> str:
    """The mark of a page that shows this."""
    ticket: Any = reading.ticket
    own = sum(entry.is_public and entry.ticket_id == ticket.pk for entry in reading.entries)
    return mark_of(ticket, own, ticket.merged_keys)


def is_outdated(mark: str, current: str) -> bool:
    """Whether something changed between two marks; a mark that makes no sense holds nothing up."""
    return mark != current and mark.count(".") == current.count(".") and mark.split(".")[0].isdecimal()


def news_since(mark: str, reading: Reading, agent: Agent) -> Held:
    """What is new since the page that had this mark."""
    seen, current = mark.split("."), mark_shown(reading).split(".")
    ticket: Any = reading.ticket
    own = [entry.pk for entry in reading.entries if entry.is_public and entry.ticket_id == ticket.pk]
    came = set(ticket.merged_keys) - _keys(seen[4])
    entries = [
        entry
        for entry in reading.entries
        if entry.pk in own[int(seen[0]) :] or (entry.is_public and entry.ticket_id in came)
    ]
    places = {entry.pk: place for place, entry in enumerate(reading.entries, start=1)}
    changes = []
    if seen[1] != current[1]:
        changes.append(_("The status is “%s” now.") % ticket.status)
    if seen[2] != current[2]:
        changes.append(
            _("%s has the ticket now.") % ticket.assignee if ticket.assignee else _("Nobody has it now.")
        )
    if seen[3] != current[3]:
        changes.append(
            _("It is with team %s now.") % ticket.team if ticket.team else _("It is with no team now.")
        )
    changes += [_("#%s was merged into it.") % number for number in _numbers(Ticket.objects.all(), came)]
    left = _keys(seen[4]) - set(ticket.merged_keys)
    # The mark comes back from a browser and could name any ticket.
    gone = _numbers(visible_to(agent), left)
    changes += [_("#%s was taken out of it again.") % number for number in gone]
    if left and not gone:
        changes.append(_("A ticket was taken out of it again."))
    return Held(entries, changes, first_place=places[entries[0].pk] if entries else 0)


def _keys(written: str) -> set[int]:
    """The merged tickets that a mark names."""
    return {int(key) for key in written.split("-") if key.isdecimal() and key != "0"}


def _numbers(tickets: TicketQuerySet, keys: set[int]) -> list[str]:
    return list(tickets.filter(pk__in=keys).order_by("pk").values_list("number", flat=True))
