"""Refer: others may see it."""

from typing import TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import Agent, Department, Team
from sla.moment import now
from tickets.access import require, sees
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket, TicketAccess
from tickets.operations.lock import lock_ticket
from tickets.operations.statuses import refuse_set_aside
from tickets.vocabulary import AccessReason

Referee: TypeAlias = Agent | Team | Department


@operation
def refer_ticket(ticket: Ticket, to: Referee, *, by: Actor, comment: str = "") -> None:
    """Let an agent, a team or a department see the ticket too; it stays where it is.

    Referring again changes nothing. Raises PermissionDenied without `ticket.refer`, OperationRefused where
    they see it anyway or work no longer, and for what is in the trash.
    """
    lock_ticket(ticket)

    require(by, "ticket.refer", ticket)
    refuse_set_aside(ticket)
    if _referrals(ticket, to).exists():
        return
    _refuse_needless(ticket, to)

    TicketAccess.objects.create(
        ticket=ticket, reason=AccessReason.REFERRAL, created_at=now(), **{_what(to): to}
    )

    record_event(ticket, Event.Kind.REFERRED, by=by, comment=comment, what=_what(to), to=str(to))


@operation
def unrefer_ticket(ticket: Ticket, to: Referee, *, by: Actor, comment: str = "") -> None:
    """End a referral; whoever sees the ticket for another reason goes on seeing it.

    Harmless where there is none. Raises PermissionDenied without `ticket.refer`.
    """
    lock_ticket(ticket)

    require(by, "ticket.refer", ticket)
    if not _referrals(ticket, to).exists():
        return

    _referrals(ticket, to).delete()

    record_event(ticket, Event.Kind.UNREFERRED, by=by, comment=comment, what=_what(to), to=str(to))


def _referrals(ticket: Ticket, to: Referee) -> QuerySet[TicketAccess]:
    return TicketAccess.objects.filter(ticket=ticket, reason=AccessReason.REFERRAL, **{_what(to): to})


def _what(to: Referee) -> str:
    match to:
        case Agent():
            return "agent"
        case Team():
            return "team"
        case Department():
            return "department"


def _refuse_needless(ticket: Ticket, to: Referee) -> None:
    match to:
        case Agent():
            if not to.is_active:
                raise OperationRefused(_("%s is no longer an active agent.") % to)
            sees_already = sees(to, ticket)
        case Team():
            sees_already = ticket.team == to
        case Department():
            sees_already = ticket.department == to
    if sees_already:
        raise OperationRefused(_("%s sees this ticket already.") % to)
    if not isinstance(to, Agent) and to.archived_at is not None:
        raise OperationRefused(_("%s is archived.") % to)
