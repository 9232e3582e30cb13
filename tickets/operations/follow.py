"""Follow: an agent wants to hear of a ticket."""

from agents.models import Agent
from tickets.access import require_sight
from tickets.history import operation, record_event
from tickets.models import Event, Follower, Ticket
from tickets.operations.followers import let_follow
from tickets.operations.lock import lock_ticket


@operation
def follow_ticket(ticket: Ticket, *, by: Agent) -> None:
    """Tell me what happens here. Gives no access: raises PermissionDenied for what the agent doesn't see."""
    lock_ticket(ticket)

    require_sight(by, ticket)

    if let_follow(ticket, by):
        record_event(ticket, Event.Kind.FOLLOWED, by=by)


@operation
def unfollow_ticket(ticket: Ticket, *, by: Agent) -> None:
    """Tell me no more; harmless for who doesn't follow, and possible without seeing the ticket."""
    lock_ticket(ticket)

    deleted, _rows = Follower.objects.filter(ticket=ticket, agent=by).delete()

    if deleted:
        record_event(ticket, Event.Kind.UNFOLLOWED, by=by)
