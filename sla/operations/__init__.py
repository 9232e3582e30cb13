"""What can happen to a clock.

Every operation locks the clock, then its targets (the caller has locked what they belong to), settles what
fell due before its own moment `at` (none: `moment.now()`), acts, brings `clock` up to date in place,
`clock.next_due_at` and `clock.next_risk_at` with it, and returns `Changes`: what changed, in order. Each may
be repeated without harm.

The moments of a conversation, for the layer above (`sla.operations.conversation`):

    receive_message(clock, *, at)                 a message of someone who is no agent
    give_response(clock, *, at)                   an agent answered in public or on the phone
    pend_clock(clock, *, stops, at)               waiting; `stops`: the status stops the clock
    unpend_clock(clock, *, at)                    waiting no longer
    resolve_clock(clock, *, at)                   resolved or closed
    reopen_clock(clock, *, by_message, at)        open again
    restore_resolution(clock, *, at)              the reopening message asked for nothing

The clock itself:

    start.start_clock(*, plan, priority, department_hours, at) -> (Clock, Changes)
    switch_plan.switch_plan(clock, plan, *, department_hours, at)      also for a department's other hours
    switch_plan.change_priority(clock, priority, *, at)
    set_due.set_due(clock, due_at | None, *, at)
    stop.stop_clock(clock, *, cause, at) · stop.resume_clock(clock, *, cause, at)      merged, trashed
    settle.settle_clock(clock, *, at)
    recompute.recompute_clock(clock, *, department_hours, at)
    cancel.cancel_clock(clock, *, at)

And its parts: start.start_target, meet.meet_target, meet.unmeet_target.

Start a clock for every ticket, with `plan=None` if there is no plan: it promises nothing, but knows what
was said when, carries a manual due date, and takes a plan later by `switch_plan`.
"""
