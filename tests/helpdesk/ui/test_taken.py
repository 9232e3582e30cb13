from uuid import UUID, uuid4

from helpdesk.ui import taken


def test_the_latest_forms_are_remembered_in_their_order(rf):
    request = rf.get("/")
    request.session = {}
    forms = [uuid4() for _ in range(taken.AT_MOST + 1)]

    for form in forms:
        taken.remember_taken(request, form)

    assert [UUID(known) for known in request.session[taken.TAKEN]] == forms[1:]
