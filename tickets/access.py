"""Who sees a ticket, and who may do what with it (the table of HOUSE.md 3).

*Seeing* is a queryset, so that not-yours is 404 by construction; *may* is a predicate on one ticket.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agents.models import Agent
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
    """Department, assignee, and what stands in TicketAccess for agent, teams and departments."""
    if not agent.is_active:
        return Q(pk__in=[])
    wholly = [row.department_id for row in agent.memberships.all() if not row.is_assigned_only]
    member_of = [row.department_id for row in agent.memberships.all()]
    shared: QuerySet[TicketAccess] = TicketAccess.objects.filter(
        Q(agent=agent) | Q(team__in=[team.pk for team in agent.teams.all()]) | Q(department__in=member_of)
    )
    return Q(department__in=wholly) | Q(assignee=agent) | Q(pk__in=shared.values("ticket"))


def may(actor: Actor, code: str, ticket: Ticket) -> bool:
    """Whether the actor holds this permission on a ticket that he sees.

    In the ticket's department the membership's role decides, elsewhere the agent's visiting role.
    """
    if isinstance(actor, System):
        return True
    if isinstance(actor, Requester):
        return code in REQUESTER_MAY
    if not actor.is_active:
        return False
    for membership in actor.memberships.all():
        if membership.department_id == ticket.department_id:
            return membership.role.permits(code)
    return actor.visiting_role is not None and actor.visiting_role.permits(code)


def require(actor: Actor, code: str, ticket: Ticket) -> None:
    """Ask for a permission; raises PermissionDenied (403) that names what is missing."""
    if not sees(actor, ticket):
        raise PermissionDenied(_("You can't see this ticket."))
    if not may(actor, code, ticket):
        raise PermissionDenied(
            _("Your role doesn't include “%(permission)s” in %(department)s.")
            % {"permission": CATALOGUE[code], "department": ticket.department}
        )


def sees(actor: Actor, ticket: Ticket) -> bool:
    """Whether this one ticket is among those visible to the actor."""
    if isinstance(actor, System):
        return True
    return visible_to(actor).filter(pk=ticket.pk).exists()


def may_open_in(agent: Agent) -> set[int]:
    """Keys of the departments in which the agent may open tickets on behalf of requesters."""
    return {row.department_id for row in agent.memberships.all() if row.role.permits("ticket.open")}
