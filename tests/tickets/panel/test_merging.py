"""Merged tickets in the panel: the verbs, what both pages show, and the reply that a merge holds up."""

import pytest
from django.core.files.base import ContentFile

from agents.permissions import AGENT_ROLE, EVERY_CODE
from tests.factories.people import DepartmentFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.tickets.center.pages import fields_of
from tests.tickets.panel.reading import words_of
from tickets.files.store import keep_upload
from tickets.models import Attachment, Entry
from tickets.operations.merge import merge_ticket, unmerge_ticket
from tickets.operations.receive import receive_message
from tickets.text.body import Body
from tickets.vocabulary import Source, State


@pytest.fixture
def child(department):
    return open_a_ticket(
        requester=RequesterFactory(name="Ngozi"),
        department=department,
        subject="Printing fails",
        text="Smoke comes out of it.",
    )


@pytest.fixture
def merged(child, ticket, supreme):
    merge_ticket(child, into=ticket, by=supreme)
    return child


def address(ticket, verb: str = "") -> str:
    return f"/panel/tickets/{ticket.number}/{verb + '/' if verb else ''}"


def test_merge_asks_for_the_other_number_and_leads_back(boss, child, ticket):
    form = boss.get(address(child, "merge"))
    response = boss.post(address(child, "merge"), {"into": f"#{ticket.number}", "comment": "The same."})

    assert "Nothing is moved" in words_of(form)
    assert (response.status_code, response["Location"]) == (302, address(child))
    child.refresh_from_db()
    assert (child.state, child.merged_into) == (State.MERGED, ticket)


def test_merge_says_beforehand_what_follows(boss, child, ticket):
    page = boss.get(address(child, "merge"), {"into": ticket.number})

    words = words_of(page)
    assert f"Goes on in {ticket}" in words
    assert "Gets a letter: Ngozi" in words
    child.refresh_from_db()
    assert child.state == State.OPEN


def test_into_what_one_does_not_see_is_into_nothing(boss, child, ticket):
    elsewhere = open_a_ticket(department=DepartmentFactory(name="Branch"))

    answers = [boss.post(address(child, "merge"), {"into": number}) for number in (elsewhere.number, "1", "")]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert "You see no ticket with this number." in words_of(answers[0])
    assert "Give the number of the ticket" in words_of(answers[2])


@pytest.mark.parametrize("verb", ["merge", "unmerge"])
def test_it_is_refused_without_the_permission_and_not_there_out_of_sight(
    john, sign_in, child, ticket, department, verb
):
    stranger = sign_in(agent_in(DepartmentFactory(name="Elsewhere"), permissions=EVERY_CODE))

    answers = [each.post(address(child, verb), {"into": ticket.number}) for each in (john, stranger)]

    assert "ticket.merge" not in AGENT_ROLE
    assert [answer.status_code for answer in answers] == [403, 404]
    child.refresh_from_db()
    assert child.state == State.OPEN


def test_the_other_page_shows_its_thread_marked_with_its_number(john, merged, ticket):
    page = words_of(john.get(address(ticket)))

    assert "Smoke comes out of it." in page
    assert f"from #{merged.number}" in page
    assert f"Supreme merged #{merged.number} into this" in page
    assert f"Merged into this #{merged.number} Printing fails" in page
    assert f"came with #{merged.number}" in page


def test_its_own_page_leads_there_and_offers_the_way_back(boss, john, merged, ticket):
    page = boss.get(address(merged))

    words = words_of(page)
    assert f"Merged into #{ticket.number}" in words
    assert f"Supreme merged this into #{ticket.number}" in words or "You merged this into" in words
    assert "Unmerge" in words
    assert page.context["composer"] is None
    assert "Unmerge" not in words_of(john.get(address(merged)))


def test_unmerge_leads_back_to_it(boss, merged, ticket):
    response = boss.post(address(merged, "unmerge"))

    assert (response.status_code, response["Location"]) == (302, address(merged))
    merged.refresh_from_db()
    assert merged.state == State.OPEN
    assert "Smoke" not in words_of(boss.get(address(ticket)))


def test_who_does_not_see_it_reads_it_in_the_other_one_without_a_way_to_it(sign_in, supreme, ticket):
    branch = DepartmentFactory(name="Branch")
    hidden = open_a_ticket(department=branch, text="Said at the branch.")
    both = agent_in(branch, permissions=EVERY_CODE, visiting_role=None)
    merge_by = agent_in(ticket.department, permissions=EVERY_CODE)
    merge_by.memberships.create(department=branch, role=both.memberships.get().role)
    upload = keep_upload(ContentFile(b"what happened"), "log.txt")
    receive_message(hidden, Body.from_text("See."), by=hidden.requester, source=Source.WEB, uploads=[upload])
    merge_ticket(hidden, into=ticket, by=merge_by)
    reader = sign_in(supreme)

    page = reader.get(address(ticket))

    assert "Said at the branch." in words_of(page)
    assert page.context["merged"] == []
    assert reader.get(address(hidden)).status_code == 404
    token = Attachment.objects.get().token
    assert reader.get(f"{address(ticket)}files/{token}/").status_code == 200


@pytest.mark.parametrize("does", ["merge", "unmerge"])
def test_a_reply_is_held_when_something_was_merged_or_taken_out_since(boss, supreme, child, ticket, does):
    if does == "unmerge":
        merge_ticket(child, into=ticket, by=supreme)
    given = fields_of(boss.get(address(ticket, "reply")).content.decode()) | {"message": "Try it now."}
    if does == "merge":
        merge_ticket(child, into=ticket, by=supreme)
    else:
        unmerge_ticket(child, by=supreme)

    held = boss.post(address(ticket, "reply"), given)

    said = {"merge": "was merged into it.", "unmerge": "was taken out of it again."}[does]
    assert held.status_code == 409
    assert f"#{child.number} {said}" in words_of(held)
    assert not Entry.objects.filter(kind="response").exists()
    if does == "merge":
        assert [entry.ticket for entry in held.context["composer"].held.entries] == [child]


def test_a_mark_is_as_long_as_what_was_merged_and_tells_of_nothing_out_of_sight(john, ticket):
    hidden = open_a_ticket()
    given = fields_of(john.get(address(ticket, "reply")).content.decode()) | {"message": "Try it now."}
    named = "-".join([str(hidden.pk), *(str(10**9 + number) for number in range(300))])

    held = john.post(
        address(ticket, "reply"), given | {"seen": given["seen"].rpartition(".")[0] + f".{named}"}
    )

    assert held.status_code == 409
    assert "A ticket was taken out of it again." in words_of(held)
    assert hidden.number not in held.content.decode()


def test_a_reply_to_what_was_merged_since_comes_back_with_its_text(boss, supreme, child, ticket):
    given = fields_of(boss.get(address(child, "reply")).content.decode()) | {"message": "Try it now."}
    merge_ticket(child, into=ticket, by=supreme)

    held = boss.post(address(child, "reply"), given)
    again = boss.post(address(child, "reply"), given | fields_of(held.content.decode()))

    assert (held.status_code, again.status_code) == (409, 422)
    for page in (held, again):
        assert "Try it now." in page.content.decode()
    assert f"#{child.number} was merged into #{ticket.number}, and goes on there." in words_of(again)
    assert not Entry.objects.filter(kind="response").exists()


def test_merged_tickets_are_found_by_their_state(boss, merged, ticket):
    found = boss.get("/panel/search/", {"q": "state:merged"})

    assert [row.number for row in found.context["rows"]] == [merged.number]


def test_an_entry_of_a_merged_ticket_can_begin_a_chained_one(boss, merged, ticket):
    place = next(
        place
        for place, entry in enumerate(boss.get(address(ticket)).context["timeline"], start=1)
        if entry.kind and "Smoke" in entry.body
    )

    form = boss.get(address(ticket, "chain"), {"entry": 2})

    assert place == 2
    assert "Smoke comes out of it." in words_of(form)
