"""Settle: what time brought upon a ticket is acted on before anything else happens to it."""

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
from sla.watching import is_due
from tickets.actor import SYSTEM
from tickets.history import act_apart, record_event
from tickets.models import Event, Ticket
from tickets.notifications.audience import named_by
from tickets.operations.promise import tell_changes
from tickets.operations.tiers import hand_to_next_tier
from tickets.operations.urgency import set_priority

What = EscalationRule.What


def settle_if_due(ticket: Ticket) -> None:
    """Let a locked ticket be as if a watcher had just looked: what came before an act is no later lost."""
    if is_due(ticket.clock, now()):
        with act_apart():
            act_on_what_came(ticket)


def act_on_what_came(ticket: Ticket) -> None:
    """Warn, tell of breaches and carry out the escalation rules of a locked ticket, each once."""
    while _act_once(ticket):
        pass


def _act_once(ticket: Ticket) -> bool:
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
        set_priority(ticket, Priority(rule.priority), by=SYSTEM, comment=rule_in_words(rule))


def _escalate(ticket: Ticket, moment: Moment, rule: EscalationRule) -> None:
    note = _("By the rule %(rule)s; due %(due)s.") % {
        "rule": rule_in_words(rule),
        "due": full_moment(moment.due_at) if moment.due_at else "–",
    }
    try:
        hand_to_next_tier(ticket, by=SYSTEM, comment=note)
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
