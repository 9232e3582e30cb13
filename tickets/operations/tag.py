"""Tag: words of the house that gather tickets."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Tag, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.statuses import refuse_set_aside

MOST_TAGS: Final = 20
"""On one ticket; what carries more is gathered by none of them."""


@operation
def tag_ticket(ticket: Ticket, *, by: Actor, add: Iterable[str] = (), remove: Iterable[Tag] = ()) -> None:
    """Put tags on the ticket and take others off; a name that there is none of becomes a tag.

    Names are the same however they are capitalised. What changes nothing is harmless. Raises
    PermissionDenied without `ticket.tag`, OperationRefused for what is in the trash and for more tags than
    fit.
    """
    lock_ticket(ticket)

    require(by, "ticket.tag", ticket)
    has = {tag.pk: tag for tag in ticket.tags.all()}
    named, off = _called(add), {tag.pk for tag in remove}
    added = [tag for tag in named if tag.pk not in has]
    removed = [tag for key, tag in has.items() if key in off and tag not in named]
    if not added and not removed:
        return
    refuse_set_aside(ticket)
    if len(has) + len(added) - len(removed) > MOST_TAGS:
        raise OperationRefused(_("At most %d tags fit on a ticket.") % MOST_TAGS)

    ticket.tags.remove(*removed)
    ticket.tags.add(*added)

    record_event(
        ticket,
        Event.Kind.TAGGED,
        by=by,
        added=[tag.name for tag in added],
        removed=[tag.name for tag in removed],
    )


def _called(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, those there were none of made now; two who make one at once share it.

    Which names are the same says the database alone: Python lowers some letters otherwise.
    """
    names = list(names)
    same = Tag.objects.alias(lowered=Lower("name")).filter(lowered__in=[Lower(Value(name)) for name in names])
    if len(same) < len(names):
        Tag.objects.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)
    found: list[Tag] = [*same.all()]
    return found
