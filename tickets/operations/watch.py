"""Watch: what time brought upon a ticket is acted on (SLA.md, Watching)."""

from tickets.history import operation
from tickets.models import Ticket
from tickets.operations.lock import lock_as_it_is
from tickets.operations.settle import act_on_what_came
from tickets.operations.waiting import take_up_if_reminded


@operation
def watch_ticket(ticket: Ticket) -> None:
    """Warn, tell of breaches and carry out escalation rules, each once, however late this runs.

    `sla.watching.due_clocks()` finds what to call it on. Any number of workers may, and whatever happens to
    a ticket settles it first: whoever comes second finds nothing left to do.
    """
    clock = ticket.clock
    lock_as_it_is(ticket)
    take_up_if_reminded(ticket)
    ticket.clock = clock  # the very one, with plan and rules that thousands share; its own lock reloads it

    act_on_what_came(ticket)
