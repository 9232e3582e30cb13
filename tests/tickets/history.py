"""What history tells, in the shape that tests compare."""

from tickets.models import Event, Ticket


def kinds(ticket: Ticket) -> list[str]:
    """What happened, in order, the opening left out."""
    told = [event.kind for event in ticket.events.all()]
    assert told[0] == Event.Kind.OPENED
    return told[1:]


def last_event(ticket: Ticket, kind: Event.Kind) -> Event:
    return ticket.events.filter(kind=kind).latest("at", "pk")
