"""Watch: what time brought upon a ticket is acted on (SLA.md, Watching)."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from helpdesk.ui.words import full_moment
from sla.models import EscalationRule
from sla.moment import now
from sla.operations import Call, Moment, watch_clock
from sla.priority import Priority
from sla.promise import rule_in_words
from tickets.actor import SYSTEM
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.notifications.audience import named_by
from tickets.operations.escalate import escalate_ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.promise import tell_changes

What = EscalationRule.What


@operation
def watch_ticket(ticket: Ticket) -> None:
    """Warn, tell of breaches and carry out escalation rules, each once, however late this runs.

    `sla.watching.due_clocks()` finds what to call it on. Any number of workers may: whoever comes second
    finds nothing left to do.
    """
    clock = ticket.clock
    lock_ticket(ticket)
    ticket.clock = clock  # the very one, with plan and rules that thousands share; its own lock reloads it

    while _act_on_what_came(ticket):
        pass


def _act_on_what_came(ticket: Ticket) -> bool:
    """Whether to look again at once: a priority that rose may have moved other moments into the past."""
    changes, moments = watch_clock(ticket.clock, at=now())
    tell_changes(ticket, changes)
    before = ticket.priority
    for moment in moments:
        if moment.rule is not None:
            _apply_rule(ticket, moment, moment.rule)
        else:
            record_event(ticket, _KINDS[moment.call], by=SYSTEM, **_told(moment))
    return ticket.priority != before


_KINDS: Final = {
    Call.WARN: Event.Kind.TARGET_WARNED,
    Call.WARN_OF_DUE_DATE: Event.Kind.DUE_WARNED,
    Call.TELL_MISSED_DUE_DATE: Event.Kind.DUE_MISSED,
}


def _apply_rule(ticket: Ticket, moment: Moment, rule: EscalationRule) -> None:
    act = _ACTS.get(rule.what, _notify)
    act(ticket, moment, rule)


def _notify(ticket: Ticket, moment: Moment, rule: EscalationRule) -> None:
    """Whoever is to be told is found now: later in this act the ticket may be in other hands."""
    told = named_by(rule, ticket)
    record_event(
        ticket,
        Event.Kind.RULE_APPLIED,
        by=SYSTEM,
        rule=rule_in_words(rule),
        told=[agent.name for agent in told],
        agents=[agent.pk for agent in told],
        **_told(moment),
    )


def _raise_priority(ticket: Ticket, moment: Moment, rule: EscalationRule) -> None:
    """Never lowered: what is as urgent already stays as it is."""
    if rule.priority is not None and rule.priority > ticket.priority:
        prioritize_ticket(ticket, Priority(rule.priority), by=SYSTEM, comment=rule_in_words(rule))


def _escalate(ticket: Ticket, moment: Moment, rule: EscalationRule) -> None:
    note = _("By the rule %(rule)s; due %(due)s.") % {
        "rule": rule_in_words(rule),
        "due": full_moment(moment.due_at) if moment.due_at else "–",
    }
    try:
        escalate_ticket(ticket, by=SYSTEM, comment=note)
    except OperationRefused:
        details = {name: value for name, value in _told(moment).items() if name != "is_superseded"}
        record_event(ticket, Event.Kind.NOT_ESCALATED, by=SYSTEM, rule=rule_in_words(rule), **details)


_ACTS: Final[dict[str, Callable[[Ticket, Moment, EscalationRule], None]]] = {
    What.RAISE_PRIORITY: _raise_priority,
    What.ESCALATE: _escalate,
}


def _told(moment: Moment) -> dict[str, Any]:
    """A moment as events tell it."""
    told: dict[str, Any] = {
        "at": moment.at.isoformat(),
        "due_at": moment.due_at.isoformat() if moment.due_at else None,
    }
    if moment.kind is not None:
        told |= {"target": moment.kind.value, "is_superseded": moment.is_superseded}
    return told
