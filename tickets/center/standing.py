"""Where a ticket stands, in plain words for those who wait for it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.ui.words import duration, promised_moment, short_moment
from tickets.center.promise import spoken
from tickets.models import Ticket
from tickets.operations.reopen import reopens_by_message
from tickets.promises import Promise
from tickets.vocabulary import State

DONE, CURRENT, TO_DO = "done", "current", "todo"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps from received to solved; `state` is done, current or todo."""

    label: str
    detail: str
    state: str


def lead_of(ticket: Ticket, promise: Promise, now: datetime, *, is_answered: bool) -> tuple[str, str]:
    """Where it stands, and what to expect next. `is_answered`: we wrote or called at least once."""
    match ticket.state:
        case State.PENDING:
            return _waiting(ticket, now)
        case State.RESOLVED:
            closes = spoken(ticket.closes_at, now)
            return _("We think this is solved."), format_html(
                _("If we hear nothing from you, it closes by itself ({when})."), when=closes
            )
        case State.CLOSED if reopens_by_message(ticket):
            return _("This ticket is closed."), _("If there is more to it, write below and it opens again.")
        case State.CLOSED:
            return _("This ticket is closed."), _(
                "If there is more to it, write below: we open a new ticket that follows from this one."
            )
    return _who_works(ticket, is_answered=is_answered), _expect(ticket, promise, now, is_answered=is_answered)


def steps_of(ticket: Ticket, promise: Promise, now: datetime, *, answered_at: datetime | None) -> list[Step]:
    """Received, first answered, in work, solved: what is behind, where it is, what is to come."""
    over = ticket.state in (State.RESOLVED, State.CLOSED)
    received = Step(_("Received"), short_moment(ticket.opened_at, now), DONE)
    if over and answered_at is None:
        return [received, _solution(ticket, promise, now, over)]
    if answered_at is not None:
        took = duration(answered_at - ticket.opened_at)
        when = short_moment(answered_at, now)
        answered = Step(_("Answered"), _("%(when)s, in %(took)s") % {"when": when, "took": took}, DONE)
    else:
        answered = Step(_("Answer"), _promised(promise.heard_by, now), CURRENT)
    return [received, answered, _work(ticket, over, answered), _solution(ticket, promise, now, over)]


def _work(ticket: Ticket, over: bool, answered: Step) -> Step:
    holder = ticket.assignee.name if ticket.assignee else ""
    if over:
        return Step(_("In work"), holder, DONE)
    if ticket.state == State.PENDING:
        return Step(_("Waiting"), ticket.status.public_name or ticket.status.name, CURRENT)
    return Step(_("In work"), holder, TO_DO if answered.state == CURRENT else CURRENT)


def _solution(ticket: Ticket, promise: Promise, now: datetime, over: bool) -> Step:
    if not over:
        return Step(_("Solved"), _promised(promise.solved_by, now), TO_DO)
    moment = ticket.resolved_at or ticket.closed_at or ticket.last_activity_at
    return Step(_("Solved"), short_moment(moment, now), DONE)


def _promised(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return ""
    if moment < now:
        return _("Promised by %s, we are late") % promised_moment(moment, now)
    return _("Promised by %s") % promised_moment(moment, now)


def _who_works(ticket: Ticket, *, is_answered: bool) -> str:
    name = ticket.assignee.user.get_short_name() if ticket.assignee else ""
    if ticket.awaiting_since is None:
        return _("%s is working on it.") % name if name else _("We are working on it.")
    if not is_answered:
        return _("%s is looking at it.") % name if name else _("We have your ticket.")
    return _("%s has your message.") % name if name else _("We have your message.")


def _expect(ticket: Ticket, promise: Promise, now: datetime, *, is_answered: bool) -> str:
    """The next moment that somebody waits for: an answer if one is owed, else the solution, else news."""
    if ticket.awaiting_since is not None and promise.heard_by is not None:
        return _hear(promise.heard_by, now)
    if is_answered and promise.solved_by is not None and promise.solved_by >= now:
        return format_html(_("It should be solved by {when}."), when=spoken(promise.solved_by, now))
    if promise.solved_by is not None and promise.solved_by < now:
        return format_html(
            _("It should have been solved by {when}. We are late, and we know it."),
            when=spoken(promise.solved_by, now),
        )
    if promise.heard_by is not None:
        return _hear(promise.heard_by, now)
    if ticket.awaiting_since is not None:
        return _("You will hear from us as soon as we can.")
    return _("You will hear from us as soon as there is something new.")


def _hear(moment: datetime, now: datetime) -> SafeString:
    if moment < now:
        sentence = _("You should have heard from us by {when}. We are late, and we know it.")
    else:
        sentence = _("You will hear from us by {when}.")
    return format_html(sentence, when=spoken(moment, now))


def _waiting(ticket: Ticket, now: datetime) -> tuple[str, str]:
    lead = f"{ticket.status.public_name or ticket.status.name}."
    if ticket.status.stops_clock:
        return lead, _("We asked you something. Answer below, and we go on.")
    if ticket.pending_until is not None:
        return lead, format_html(
            _("We look at it again {when} at the latest."), when=spoken(ticket.pending_until, now)
        )
    return lead, _("We go on as soon as we can; you can write to us meanwhile.")
