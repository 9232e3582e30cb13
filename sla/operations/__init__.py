"""What can happen to a clock.

Every operation locks the clock, then its targets (the caller has locked what they belong to), settles what
fell due before its own moment `at` (none: `moment.now()`), follows what was edited in plan or hours since
the clock was computed (told to nobody), acts, brings `clock` up to date in place,
`clock.next_due_at` and `clock.next_risk_at` with it, and returns `Changes`: what changed, in order. Each may
be repeated without harm.

The moments of a conversation:

    start_clock(*, plan, priority, department_hours, at) -> (Clock, Changes)
    receive_message(clock, *, at)               a message of someone who is no agent
    give_response(clock, *, at)                 an agent answered in public or on the phone
    pend_clock(clock, *, stops, at)             waiting; `stops`: the status stops the clock
    resume_clock(clock, *, at)                  waiting no longer; as of a reminder's moment: at that moment
    resolve_clock(clock, *, at)                 resolved or closed
    reopen_clock(clock, *, by_message, at)      open again; `by_message`: who asked for help reopened it
    restore_resolution(clock, *, at)            the reopening message asked for nothing

What is promised:

    switch_plan(clock, plan | None, *, priority, department_hours, at)    also for a department's other hours
    change_priority(clock, priority, *, at)
    set_due(clock, due_at | None, *, at)
    recompute_clock(clock, *, department_hours, at)                       after an edit of plan or hours

What time brings:

    watch_clock(clock, *, at) -> (Changes, Moments)                       warnings, rules, manual due dates

The rest: `stop_clock` and `resume_clock` with a cause (merged, trashed), `settle_clock`, `cancel_clock`, and
for a single target `start_target`, `meet_target`, `unmeet_target`.

Start a clock for every ticket, with `plan=None` if there is no plan: it promises nothing, but knows what
was said when, carries a manual due date, and takes a plan later by `switch_plan`.
"""

from sla.operations.cancel import cancel_clock
from sla.operations.changes import Change, Changes, What
from sla.operations.conversation import (
    give_response,
    pend_clock,
    receive_message,
    reopen_clock,
    resolve_clock,
    restore_resolution,
)
from sla.operations.meet import meet_target, unmeet_target
from sla.operations.recompute import recompute_clock
from sla.operations.set_due import set_due
from sla.operations.settle import settle_clock
from sla.operations.start import start_clock, start_target
from sla.operations.stop import resume_clock, stop_clock
from sla.operations.switch_plan import change_priority, switch_plan
from sla.operations.watch import Call, Moment, watch_clock

__all__ = [
    "Call",
    "Change",
    "Changes",
    "Moment",
    "What",
    "cancel_clock",
    "change_priority",
    "give_response",
    "meet_target",
    "pend_clock",
    "receive_message",
    "recompute_clock",
    "reopen_clock",
    "resolve_clock",
    "restore_resolution",
    "resume_clock",
    "set_due",
    "settle_clock",
    "start_clock",
    "start_target",
    "stop_clock",
    "switch_plan",
    "unmeet_target",
    "watch_clock",
]
