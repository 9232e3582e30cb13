"""Retopic: it is about something else than it seemed."""

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, HelpTopic, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.promise import tell_changes
from tickets.operations.reroute import differences, route_by_topic, take_route, tell_differences
from tickets.operations.statuses import refuse_set_aside


@operation
def retopic_ticket(ticket: Ticket, topic: HelpTopic | None, *, by: Actor, comment: str = "") -> None:
    """Change the help topic and ask again for every value that neither an agent nor a rule has set.

    Raises PermissionDenied without `ticket.retopic`, OperationRefused for an archived topic, where no
    department takes it, and for what is in the trash.
    """
    lock_ticket(ticket)

    require(by, "ticket.retopic", ticket)
    if ticket.topic == topic:
        return
    refuse_set_aside(ticket)
    if topic is not None and topic.archived_at is not None:
        raise OperationRefused(_("“%s” is archived; choose another topic.") % topic)

    before = ticket.topic
    route = route_by_topic(ticket, topic)
    found = differences(ticket, route)
    ticket.topic = topic
    ticket.save(update_fields=["topic"])
    changes = take_route(ticket, route)

    record_event(
        ticket,
        Event.Kind.RETOPICKED,
        by=by,
        comment=comment,
        before=str(before) if before else None,
        after=str(topic) if topic else None,
    )
    tell_differences(ticket, found, by=by, because="topic")
    tell_changes(ticket, changes)
