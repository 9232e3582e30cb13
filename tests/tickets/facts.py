"""The facts that stand on a ticket for the lists, computed anew from what they are facts about."""

from django.db.models import Prefetch, QuerySet

from sla.models import Stop
from sla.target_kind import TargetKind
from tickets.models import Entry, Event, SearchDocument, Ticket
from tickets.operations.response import asks_for_response, is_own
from tickets.operations.search_documents import renew
from tickets.vocabulary import AccessReason, EntryKind, State


def assert_facts(ticket: Ticket) -> None:
    """Compare every fact on the ticket's row with status, entries, events, targets and accesses."""
    assert_facts_of(Ticket.objects.filter(pk=ticket.pk))


def assert_facts_of(tickets: QuerySet[Ticket]) -> None:
    """The same for many, in as few queries."""
    rows = tickets.select_related(
        "status", "trashed_from", "merged_from", "requester", "clock"
    ).prefetch_related(
        "accesses",
        "events",
        "requester__addresses",
        Prefetch("entries", Entry.objects.select_related("agent__user", "requester")),
        "escalations",
        "clock__targets",
        "clock__stops",
    )
    for ticket in rows:
        _assert_facts(ticket)
    _assert_found_by_what_they_say([ticket.pk for ticket in rows])


def _assert_found_by_what_they_say(keys: list[int]) -> None:
    """Writing their search documents anew changes nothing."""
    documents = SearchDocument.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "words")
    written = list(documents)
    renew(keys)

    assert written == list(documents.all())
    assert len(written) == len(set(keys))


def _assert_facts(ticket: Ticket) -> None:
    accesses = list(ticket.accesses.all())
    assert ticket.state == ticket.status.state
    assert ticket.awaiting_since == _first_unanswered(ticket)
    assert ticket.last_activity_at == max(
        event.at for event in ticket.events.all() if event.kind not in Event.QUIET
    )
    assert (ticket.next_due_at, ticket.next_risk_at) == _next(ticket)
    assert (ticket.resolved_at is not None) == (_standing(ticket) in (State.RESOLVED, State.CLOSED))
    assert (ticket.closed_at is not None) == (_standing(ticket) == State.CLOSED)
    assert {access.agent_id for access in accesses if access.reason == AccessReason.GIVER} == _givers(ticket)
    assert ticket.clock.priority == ticket.priority
    assert set(ticket.origins) - {"plan"} == _values(ticket)
    assert ticket.clock.plan_id is None or "plan" in ticket.origins


def _standing(ticket: Ticket) -> str:
    """The state, or the one before the trash or the merge."""
    before = ticket.trashed_from or ticket.merged_from
    return before.state if before else ticket.state


def _first_unanswered(ticket: Ticket):
    answered_at = None
    waiting_since = None
    calls = _calls([ticket])
    asked_nothing = _asked_nothing(ticket)
    heard = [
        entry
        for entry in ticket.entries.all()
        if (entry.is_public or entry.pk in calls) and entry.pk not in asked_nothing
    ]
    for entry in sorted([*heard, *_answers_elsewhere(ticket)], key=lambda entry: entry.pk):
        if entry.kind == EntryKind.MESSAGE:
            if asks_for_response(ticket, entry.requester):
                waiting_since = waiting_since or entry.created_at
        elif not is_own(ticket, entry.agent):
            answered_at, waiting_since = entry.created_at, None
    assert waiting_since is None or answered_at is None or waiting_since >= answered_at
    return waiting_since


def _calls(tickets) -> set[int]:
    return {
        event.entry_id
        for ticket in tickets
        for event in ticket.events.all()
        if event.kind == Event.Kind.ANSWERED_BY_PHONE
    }


def _answers_elsewhere(ticket: Ticket) -> list[Entry]:
    """What its requester was answered in tickets above it, while it was merged into them."""
    merges = [e for e in ticket.events.all() if e.kind in (Event.Kind.MERGED, Event.Kind.UNMERGED)]
    if not any(event.details["is_child"] for event in merges):
        return []
    found: list[Entry] = []
    for other in Ticket.objects.exclude(pk=ticket.pk).order_by("pk"):
        spoken = [
            entry
            for entry in other.entries.order_by("pk")
            if (entry.pk in _calls([other]) and other.requester_id == ticket.requester_id)
            or (
                entry.kind == EntryKind.RESPONSE
                and entry.deliveries.filter(requester=ticket.requester_id, letter="response").exists()
            )
        ]
        found += [entry for entry in spoken if _was_above(other, ticket, entry.created_at)]
    return found


def _was_above(parent: Ticket, ticket: Ticket, moment) -> bool:
    """Whether the ticket was merged into the other one at a moment, perhaps by way of others."""
    into = None
    for event in ticket.events.order_by("pk"):
        is_merge = event.kind in (Event.Kind.MERGED, Event.Kind.UNMERGED)
        if event.at <= moment and is_merge and event.details["is_child"]:
            into = event.details["number"] if event.kind == Event.Kind.MERGED else None
    if into is None:
        return False
    return into == parent.number or _was_above(parent, Ticket.objects.get(number=into), moment)


def _asked_nothing(ticket: Ticket) -> set[int]:
    """The messages from a reopening to *nothing to do*."""
    since_it_came_back: set[int] = set()
    found: set[int] = set()
    for event in sorted(ticket.events.all(), key=lambda event: event.pk):
        if event.kind == Event.Kind.REOPENED:
            since_it_came_back = set()
        elif event.kind == Event.Kind.RECEIVED:
            since_it_came_back.add(event.entry_id)
        elif event.kind == Event.Kind.RESOLVED and event.details["nothing_to_do"]:
            found |= since_it_came_back
    return found


def _next(ticket: Ticket):
    clock = ticket.clock
    running = [target for target in clock.targets.all() if target.is_running]
    if clock.manual_due_at is not None:
        running = [target for target in running if target.kind != TargetKind.RESOLUTION]
    dues = [target.due_at for target in running]
    risks = [target.warn_at for target in running]
    is_over = any(stop.until is None and stop.cause != Stop.Cause.PENDING for stop in clock.stops.all())
    if clock.manual_due_at is not None and not is_over:
        dues.append(clock.manual_due_at)
        risks.append(clock.manual_warn_at)
    return _earliest(dues), _earliest(risks)


def _earliest(moments):
    return min((moment for moment in moments if moment is not None), default=None)


def _givers(ticket: Ticket) -> set[int]:
    given = [each for each in ticket.escalations.all() if each.returned_at is None]
    return {each.giver_id for each in given if each.giver_id is not None}


def _values(ticket: Ticket) -> set[str]:
    values = {"team": ticket.team_id, "assignee": ticket.assignee_id}
    return {"department", "priority"} | {name for name, value in values.items() if value is not None}
