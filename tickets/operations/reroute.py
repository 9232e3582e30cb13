"""A ticket's values asked for anew, because its topic or its department changes (SLA.md, The plan).

What an agent or a rule set is not asked again.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from agents.models import Department
from sla.moment import now
from sla.operations import Changes, switch_plan
from sla.priority import Priority
from tickets.actor import Actor
from tickets.history import record_event
from tickets.models import Event, HelpTopic, Ticket
from tickets.operations.holder import may_hold
from tickets.operations.origins import is_lasting
from tickets.operations.route import Chosen, Route, route_ticket
from tickets.vocabulary import Origin

VALUES: Final = ("department", "priority", "plan", "team", "assignee")


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that changes with the route, from what to what."""

    name: str
    before: Any
    after: Any


def route_of(ticket: Ticket) -> Route:
    """The values the ticket has."""
    return Route(
        department=ticket.department,
        priority=Priority(ticket.priority),
        plan=ticket.clock.plan,
        team=ticket.team,
        assignee=ticket.assignee,
        origins=dict(ticket.origins),
    )


def route_by_topic(ticket: Ticket, topic: HelpTopic | None) -> Route:
    """The values the ticket would have under another topic; what an agent or a rule set stays."""
    current = route_of(ticket)
    kept = [name for name in VALUES if is_lasting(ticket, name)]
    if "team" in kept and current.assignee is None:
        kept.append("assignee")  # handed to the team as a whole: nobody is put before it
    fresh = route_ticket(
        topic=topic,
        organization=ticket.organization,
        chosen=Chosen(department=ticket.department if "department" in kept else None),
    )
    origins = {name: origin for name, origin in fresh.origins.items() if name not in kept}
    origins |= {name: origin for name, origin in current.origins.items() if name in kept}
    return _without_unfit(replace(fresh, **{name: getattr(current, name) for name in kept}, origins=origins))


def route_by_department(ticket: Ticket, department: Department, origin: Origin) -> Route:
    """The values the ticket would have in another department.

    Its plan changes if there is none or it follows the department, never if an agent chose it. The
    department's plan comes first then, before what the topic or the organization says.
    """
    route = _with(route_of(ticket), "department", department, origin)
    follows = route.plan is None or route.plan.follows_department
    if follows and not is_lasting(ticket, "plan"):
        if department.plan is not None and department.plan.is_active:
            route = _with(route, "plan", department.plan, Origin.DEPARTMENT)
        else:
            fresh = route_ticket(
                topic=ticket.topic, organization=ticket.organization, chosen=Chosen(department=department)
            )
            route = _with(route, "plan", fresh.plan, Origin(fresh.origins.get("plan", Origin.DESK)))
    return _without_unfit(route)


def differences(ticket: Ticket, route: Route) -> list[Difference]:
    """What changes when the ticket takes this route, in the order in which people read it."""
    current = route_of(ticket)
    return [
        Difference(name, getattr(current, name), getattr(route, name))
        for name in VALUES
        if getattr(current, name) != getattr(route, name)
    ]


def take_route(ticket: Ticket, route: Route) -> Changes:
    """Bring the ticket's values and its clock onto the route; returns what the clock did."""
    moment = now()
    ticket.department, ticket.priority = route.department, route.priority
    ticket.team, ticket.assignee = route.team, route.assignee
    ticket.origins = route.origins
    ticket.save(update_fields=["department", "priority", "team", "assignee", "origins"])
    return switch_plan(
        ticket.clock,
        route.plan,
        priority=route.priority,
        department_hours=route.department.hours,
        at=moment,
    )


def tell_differences(ticket: Ticket, found: list[Difference], *, by: Actor, because: str) -> None:
    """Record an event for every value that changed, and that another one (`because`) brought it along."""
    changed = {difference.name: difference for difference in found}
    for name, kind in _KINDS.items():
        if name in changed:
            before, after = _told(changed[name].before), _told(changed[name].after)
            record_event(ticket, kind, by=by, before=before, after=after, because=because)
    if "team" in changed or "assignee" in changed:
        _tell_holder(ticket, changed, by=by, because=because)


_KINDS: Final = {
    "department": Event.Kind.TRANSFERRED,
    "priority": Event.Kind.PRIORITIZED,
    "plan": Event.Kind.REPLANNED,
}


def _tell_holder(ticket: Ticket, changed: dict[str, Difference], *, by: Actor, because: str) -> None:
    team_before = changed["team"].before if "team" in changed else ticket.team
    assignee_before = changed["assignee"].before if "assignee" in changed else ticket.assignee
    is_given = any(changed[name].after is not None for name in ("team", "assignee") if name in changed)
    record_event(
        ticket,
        Event.Kind.ASSIGNED if is_given else Event.Kind.RELEASED,
        by=by,
        team=_told(ticket.team),
        team_before=_told(team_before),
        assignee=_told(ticket.assignee),
        assignee_before=_told(assignee_before),
        because=because,
    )


def _told(value: Any) -> str | int | None:
    """A value as an event tells it: names as they are now, priorities as numbers."""
    if value is None or isinstance(value, Priority):
        return value
    return str(value)


def _without_unfit(route: Route) -> Route:
    """The same route, with nobody assigned whom the department cannot give its tickets to."""
    if route.assignee is None or may_hold(route.assignee, route.department):
        return route
    return _with(route, "assignee", None, Origin.DEPARTMENT)


def _with(route: Route, name: str, value: Any, origin: Origin) -> Route:
    """The same route with one value replaced; what is empty comes from nowhere."""
    origins = {other: why for other, why in route.origins.items() if other != name}
    if value is not None:
        origins[name] = origin.value
    return replace(route, **{name: value}, origins=origins)
