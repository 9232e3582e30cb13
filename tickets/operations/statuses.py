"""Which status is meant, and what holds whatever the verb."""

from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from tickets.models import Status, Ticket
from tickets.vocabulary import DONE, State


def choose_status(state: State, status: Status | None = None) -> Status:
    """The status asked for, or the state's default; raises OperationRefused for one of another state."""
    if status is None:
        return Status.objects.get(state=state, is_default=True)
    if status.state != state:
        raise OperationRefused(
            _("“%(status)s” is not a status for %(state)s.")
            % {"status": status, "state": state.label.lower()}
        )
    return status


def refuse_set_aside(ticket: Ticket) -> None:
    """Nothing but taking it back happens to what is merged or in the trash; raises OperationRefused."""
    if ticket.state == State.TRASHED:
        raise OperationRefused(_("#%s is in the trash. Restore it first.") % ticket.number)
    if ticket.merged_into is not None:
        raise OperationRefused(
            _("#%(number)s was merged into #%(parent)s, and goes on there.")
            % {"number": ticket.number, "parent": ticket.merged_into.number}
        )


def refuse_closed(ticket: Ticket) -> None:
    """What is closed is left as it is; raises OperationRefused, also for what is set aside."""
    refuse_set_aside(ticket)
    if ticket.state == State.CLOSED:
        raise OperationRefused(_("#%s is closed. Reopen it first.") % ticket.number)


def refuse_done(ticket: Ticket) -> None:
    """What needs work to be left is refused once there is none; raises OperationRefused."""
    refuse_closed(ticket)
    if ticket.state in DONE:
        raise OperationRefused(_("#%s is resolved. Reopen it first.") % ticket.number)
