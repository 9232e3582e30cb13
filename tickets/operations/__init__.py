"""What can happen to a ticket: one module per verb, in the shape lock, ask, change, tell.

The declared order in which operations call each other, each only those to its right:

    receive → reopen → resume
    receive → close
    receive → open → route
    reply → change_status → pend | resolve | close | reopen → resume
    escalate, give_back → assign
    chain → open

Below all of them stand the parts that are no verbs: lock, entries, holder, promise.
"""
