"""What filter words mean: which tickets they hold, for this agent at this moment."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial, reduce
from operator import or_
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from agents.models import Agent, Department, Team
from sla.priority import Priority
from tickets.models import HelpTopic, Organization, Status, Tag, Ticket
from tickets.models.ticket import overdue_at
from tickets.search.language import Query, Term
from tickets.search.moments import compare_moments
from tickets.search.not_understood import NotUnderstood
from tickets.search.people import agents_called, among_requesters_called
from tickets.search.words import found_by
from tickets.vocabulary import DONE, WORKABLE, State

STATES: Final = {
    "open": State.OPEN,
    "pending": State.PENDING,
    "waiting": State.PENDING,
    "resolved": State.RESOLVED,
    "closed": State.CLOSED,
    "merged": State.MERGED,
    "trashed": State.TRASHED,
    "trash": State.TRASHED,
}
PRIORITIES: Final = {priority.name.lower(): priority for priority in Priority}
CONDITIONS: Final = ("unanswered", "answered", "overdue", "due-soon", "unassigned", "assigned", "reopened")
OF_WORK: Final = frozenset({"unanswered", "answered", "overdue", "due-soon"})
"""Conditions that only open and waiting tickets can be in."""

NOBODY: Final = frozenset({"none", "nobody"})
MINE: Final = frozenset({"me", "mine"})

Read = Callable[[str, Agent, datetime], Q]


def condition(query: Query, agent: Agent, moment: datetime) -> Q:
    """The tickets a query asks for; what it says that makes no sense holds none (see `misunderstood`).

    What is in the trash is there only for those who ask for it and may take out of it.
    """
    found = Q()
    for term in query.terms:
        try:
            holds = _holds(term, agent, moment)
        except NotUnderstood:
            return Q(pk__in=[])
        found &= ~holds if term.is_negated else holds
    if states_of(query) is None:
        found &= ~Q(state=State.TRASHED)
    return found & found_by(query.words) if query.words else found


def misunderstood(query: Query, agent: Agent, moment: datetime) -> list[str]:
    """A sentence for each filter word that can't be understood, or names what isn't there."""
    sentences: list[str] = []
    for term in query.terms:
        try:
            _holds(term, agent, moment)
            _look_up(term)
        except NotUnderstood as why:
            sentences.append(str(why))
    for key in query.unknown:
        sentences.append(_("“%s:” is no filter word, so it was searched for as it stands.") % key)
    return sentences


def states_of(query: Query) -> frozenset[State] | None:
    """The states a query is limited to; None where it isn't."""
    term = query.only("state")
    if term is not None:
        return frozenset(state for value in term.values if (state := STATES.get(value.lower())))
    conditions = query.only("is")
    if conditions is not None and OF_WORK.issuperset(value.lower() for value in conditions.values):
        return frozenset(WORKABLE)
    return frozenset(WORKABLE) if query.only("due") is not None else None


def _holds(term: Term, agent: Agent, moment: datetime) -> Q:
    if not term.values:
        raise NotUnderstood(_("“%s:” needs a value after it.") % term.key)
    if term.key in COMPARED:
        field, is_ahead = COMPARED[term.key]
        found = _any(
            compare_moments(field, term.sign, value, moment, is_ahead=is_ahead) for value in term.values
        )
        return found & Q(state__in=WORKABLE) if is_ahead else found
    if term.key == "priority":
        return _any(_priority(term.sign, value) for value in term.values)
    if term.sign:
        raise NotUnderstood(
            _("“%(key)s:” can't be compared with %(sign)s.") % {"key": term.key, "sign": term.sign}
        )
    if term.key == "state":
        states = [_state(value, agent) for value in term.values]
        return Q(state=states[0]) if len(states) == 1 else Q(state__in=states)
    return _any(READERS[term.key](value, agent, moment) for value in term.values)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _state(value: str, agent: Agent) -> State:
    state = STATES.get(value.lower())
    if state is None:
        raise NotUnderstood(_one_of("state", value, ("open", "waiting", "resolved", "closed", "merged")))
    if state == State.TRASHED and not agent.permits_anywhere("ticket.delete"):
        raise NotUnderstood(_("Your role doesn't let you look into the trash."))
    return state


def _priority(sign: str, value: str) -> Q:
    priority = PRIORITIES.get(value.lower())
    if priority is None:
        raise NotUnderstood(_one_of("priority", value, tuple(PRIORITIES)))
    lookup = {"": "", "<": "__lt", "<=": "__lte", ">": "__gt", ">=": "__gte"}[sign]
    return Q(**{f"priority{lookup}": priority})


def _named(model: type[Model], name: str) -> QuerySet[Any]:
    return model._default_manager.filter(name__iexact=name)


def _is(value: str, _agent: Agent, moment: datetime) -> Q:
    match value.lower():
        case "unanswered":
            return Q(state__in=WORKABLE, awaiting_since__isnull=False)
        case "answered":
            return Q(state=State.OPEN, awaiting_since__isnull=True)
        case "overdue":
            return overdue_at(moment)
        case "due-soon":
            return Q(state__in=WORKABLE, next_risk_at__lte=moment, next_due_at__gte=moment)
        case "unassigned":
            return Q(assignee__isnull=True)
        case "assigned":
            return Q(assignee__isnull=False)
        case "reopened":
            return Q(reopened_at__isnull=False) & ~Q(state__in=(*DONE, State.MERGED))
        case _:
            raise NotUnderstood(_one_of("is", value, CONDITIONS))


def _assignee(value: str, agent: Agent, _moment: datetime) -> Q:
    if value.lower() in MINE:
        return Q(assignee=agent)
    if value.lower() in NOBODY:
        return Q(assignee__isnull=True)
    return Q(assignee__in=agents_called(value))


def _team(value: str, agent: Agent, _moment: datetime) -> Q:
    if value.lower() in MINE:
        return Q(team__in=agent.team_ids)
    if value.lower() in NOBODY:
        return Q(team__isnull=True)
    return Q(team__in=_named(Team, value))


def _department(value: str, agent: Agent, _moment: datetime) -> Q:
    if value.lower() in MINE:
        return Q(department__in=agent.department_ids)
    return Q(department__in=_named(Department, value))


def _topic(value: str, _agent: Agent, _moment: datetime) -> Q:
    if value.lower() in NOBODY:
        return Q(topic__isnull=True)
    return Q(topic__in=_named(HelpTopic, value))


def _tag(value: str, _agent: Agent, _moment: datetime) -> Q:
    """Asked of the table between, since a join would list a ticket once for each of its tags."""
    tagged = Ticket.tags.through.objects.all()
    if value.lower() in NOBODY:
        return ~Q(pk__in=tagged.values("ticket"))
    return Q(pk__in=tagged.filter(tag__in=_named(Tag, value)).values("ticket"))


def _status(value: str, _agent: Agent, _moment: datetime) -> Q:
    return Q(status__in=_named(Status, value))


def _organization(value: str, _agent: Agent, _moment: datetime) -> Q:
    if value.lower() in NOBODY:
        return Q(organization__isnull=True)
    return Q(organization__in=_named(Organization, value))


def _requester(value: str, _agent: Agent, _moment: datetime) -> Q:
    return Q(requester__in=among_requesters_called(value))


READERS: Final[dict[str, Read]] = {
    "is": _is,
    "assignee": _assignee,
    "team": _team,
    "department": _department,
    "topic": _topic,
    "tag": _tag,
    "status": _status,
    "organization": _organization,
    "requester": _requester,
}
COMPARED: Final = {
    # the moment it compares, and whether a duration reaches ahead from now instead of back
    "created": ("opened_at", False),
    "updated": ("last_activity_at", False),
    "due": ("next_due_at", True),
}
NAMED: Final[dict[str, Callable[[str], Any]]] = {
    "assignee": agents_called,
    "team": partial(_named, Team),
    "department": partial(_named, Department),
    "topic": partial(_named, HelpTopic),
    "tag": partial(_named, Tag),
    "status": partial(_named, Status),
    "organization": partial(_named, Organization),
}


def _look_up(term: Term) -> None:
    """Whether there is what a filter word names; a query each, so only where people wait for the sentence.

    Not so for requesters: whom we know is told only by tickets that the agent sees.
    """
    for value in term.values:
        if term.key in NAMED and value.lower() not in NOBODY | MINE and not NAMED[term.key](value).exists():
            raise NotUnderstood(_("There is no %(key)s “%(value)s”.") % {"key": term.key, "value": value})


def _one_of(key: str, value: str, known: tuple[str, ...]) -> str:
    return _("“%(key)s:%(value)s” isn't known. There are %(known)s.") % {
        "key": key,
        "value": value,
        "known": ", ".join(known),
    }
