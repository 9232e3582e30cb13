"""What can happen to a ticket: one module per verb, in the shape lock, ask, change, tell.

The declared order in which operations call each other, each only those to its right:

    receive → reopen | resume | open | close
    broadcast → reply → claim | change_status → pend | resume | resolve | close | reopen
    answer_by_phone → claim
    resolve_incident → resolve
    chain → open
    split → open
    collaborate → register_requester
    close_left_alone → close

Everything else stands by itself. Below all of them stand the parts that are no verbs: lock, statuses,
blockers, entries, response, holder, followers, brought_people, origins, route, reroute, ties, waiting,
promise.
"""
