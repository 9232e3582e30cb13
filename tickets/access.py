"""Who sees a ticket, and who may do what with it.

*Seeing* is a queryset, so that not-yours is 404 by construction; *may* is a predicate on one ticket.
Whoever sees it: a member of its department (*assigned only* narrows that), its assignee, a member of its
team, whoever it was referred to, the giver of an escalation. Following and being mentioned give no access.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from agents.models import Agent, Department
from agents.permissions import CATALOGUE
from tickets.actor import Actor, System
from tickets.models import Requester, Ticket, TicketAccess
from tickets.models.ticket import TicketQuerySet
from tickets.vocabulary import State

REQUESTER_MAY = frozenset({"ticket.reply", "ticket.close", "ticket.reopen"})
"""What the people on a ticket may do with it: write, call it solved, say that it isn't."""


def visible_to(actor: Actor) -> TicketQuerySet:
    """The tickets this actor may look at: the only door to tickets in views."""
    tickets: TicketQuerySet = Ticket.objects.all()
    if isinstance(actor, Agent):
        return tickets.filter(_seen_by_agent(actor))
    if isinstance(actor, Requester):
        on_it = Q(requester=actor) | Q(pk__in=actor.collaborations.values("ticket"))
        return tickets.filter(on_it).exclude(state=State.TRASHED)
    return tickets


def _seen_by_agent(agent: Agent) -> Q:
    """Department, assignee, team, and what TicketAccess holds for the agent, the teams and the departments.

    Who sees only assigned tickets of a department doesn't see what is referred to the whole of it either.
    """
    if not agent.is_active:
        return Q(pk__in=[])
    shared = TicketAccess.objects.filter(
        Q(agent=agent) | Q(team__in=agent.team_ids) | Q(department__in=agent.whole_department_ids)
    )
    return (
        Q(department__in=agent.whole_department_ids)
        | Q(assignee=agent)
        | Q(team__in=agent.team_ids)
        | Q(pk__in=shared.values("ticket"))
    )


def sees(actor: Actor, ticket: Ticket) -> bool:
    """Whether this one ticket is among those visible to the actor."""
    if isinstance(actor, System) or _is_plainly_theirs(actor, ticket):
        return True
    return visible_to(actor).filter(pk=ticket.pk).exists()


def _is_plainly_theirs(actor: Agent | Requester, ticket: Ticket) -> bool:
    """What the rows at hand tell without asking the database; the queryset says the same."""
    if isinstance(actor, Requester):
        return ticket.requester_id == actor.pk and ticket.state != State.TRASHED
    if not actor.is_active:
        return False
    return (
        ticket.assignee_id == actor.pk
        or ticket.department_id in actor.whole_department_ids
        or ticket.team_id in actor.team_ids
    )


def may(actor: Actor, code: str, ticket: Ticket) -> bool:
    """Whether the actor holds this permission on a ticket that he or she sees.

    In the ticket's department the membership's role decides, elsewhere the agent's visiting role.
    """
    if isinstance(actor, System):
        return True
    if isinstance(actor, Requester):
        return code in REQUESTER_MAY
    return actor.is_active and code in actor.permissions_in(ticket.department_id)


def require(actor: Actor, code: str, ticket: Ticket) -> None:
    """Ask for a permission; raises PermissionDenied (403) that names what is missing."""
    require_sight(actor, ticket)
    if not may(actor, code, ticket):
        raise PermissionDenied(_missing(code, ticket.department))


def require_sight(actor: Actor, ticket: Ticket) -> None:
    """Ask for no more than that the actor sees the ticket; raises PermissionDenied (403)."""
    if not sees(actor, ticket):
        raise PermissionDenied(_("You can't see this ticket."))


def may_in(actor: Actor, code: str, department: Department) -> bool:
    """Whether the actor holds a permission where there is no ticket yet; only agents need one there."""
    if not isinstance(actor, Agent):
        return True
    return actor.is_active and code in actor.permissions_in(department.pk)


def require_in(actor: Actor, code: str, department: Department) -> None:
    """Ask for a permission where there is no ticket yet; raises PermissionDenied that names it."""
    if not may_in(actor, code, department):
        raise PermissionDenied(_missing(code, department))


def _missing(code: str, department: Department) -> str:
    return _("Your role doesn't include “%(permission)s” in %(department)s.") % {
        "permission": CATALOGUE[code],
        "department": department,
    }
