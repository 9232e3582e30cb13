"""A reply is never lost, and never sent past something that its writer has not seen.

The page carries a mark of what stood on it. If a public entry, the assignee, the team or the state is
another one when the reply arrives, it is held and shown with what is new.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tickets.models import Entry, Ticket
from tickets.panel.reading import Reading


@dataclass(frozen=True, slots=True)
class Held:
    """What came in between: entries that were written, and what changed, in sentences."""

    entries: list[Entry]
    changes: list[str]
    first_place: int


def mark_of(ticket: Ticket, public_entries: int) -> str:
    """What the page shows that a reply depends on: "public entries.state.assignee.team"."""
    return f"{public_entries}.{ticket.state}.{ticket.assignee_id or 0}.{ticket.team_id or 0}"


def mark_shown(reading: Reading) -> str:
    """The mark of a page that shows this."""
    return mark_of(reading.ticket, sum(entry.is_public for entry in reading.entries))


def is_outdated(mark: str, current: str) -> bool:
    """Whether something changed between two marks; a mark that makes no sense holds nothing up."""
    return mark != current and mark.count(".") == current.count(".") and mark.split(".")[0].isdecimal()


def news_since(mark: str, reading: Reading) -> Held:
    """What is new since the page that had this mark."""
    seen, current = mark.split("."), mark_shown(reading).split(".")
    public = [entry for entry in reading.entries if entry.is_public]
    entries = public[int(seen[0]) :]
    places = {entry.pk: place for place, entry in enumerate(reading.entries, start=1)}
    ticket = reading.ticket
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
    return Held(entries, changes, first_place=places[entries[0].pk] if entries else 0)
