"""Who may do what at the center's door: every address, every kind of person."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories.tickets import open_a_ticket
from tests.rows import taken_back
from tests.tickets.center.doors import guest_of, nobody, signed_in
from tickets.center.urls import urlpatterns
from tickets.models import AccessLink, Attachment, Status, Ticket
from tickets.operations.access_links import issue_link

pytestmark = pytest.mark.django_db

PEOPLE = ["nobody", "guest", "other guest", "requester", "collaborator", "stranger", "agent"]
ON_IT = {"guest", "requester", "collaborator"}

# address name, method, who gets in; everybody else is told that there is nothing
TABLE = [
    ("home", "get", set(PEOPLE)),
    ("new_ticket", "get", set(PEOPLE)),
    ("new_ticket", "post", set(PEOPLE)),
    ("status", "get", set(PEOPLE)),
    ("status", "post", set(PEOPLE)),
    ("link", "get", set(PEOPLE)),
    ("tickets", "get", {"requester", "collaborator", "stranger", "agent"}),
    ("ticket", "get", ON_IT),
    ("ticket", "post", ON_IT),
    ("opened", "get", set()),
    ("close", "post", ON_IT),
    ("reopen", "post", ON_IT),
    ("revoke_link", "post", {"guest", "requester"}),
    ("file", "get", ON_IT),
    ("picture", "get", set()),
]


@pytest.fixture
def browsers(ticket, james, colleague, stranger, agent, desk, topic):
    others = open_a_ticket(requester=stranger, topic=topic)
    return {
        "nobody": nobody(),
        "guest": guest_of(ticket),
        "other guest": guest_of(others),
        "requester": signed_in(james),
        "collaborator": signed_in(colleague),
        "stranger": signed_in(stranger),
        "agent": signed_in(agent),
    }


def address_of(name, ticket):
    match name:
        case "home" | "new_ticket" | "status" | "tickets":
            return reverse(f"center:{name}")
        case "link":
            return reverse("center:link", args=["no-such-token"])
        case "file" | "picture":
            return reverse(f"center:{name}", args=[ticket.number, file_of(ticket).token])
        case "revoke_link":
            return reverse("center:revoke_link", args=[ticket.number, link_of(ticket).pk])
    return reverse(f"center:{name}", args=[ticket.number])


def file_of(ticket) -> Attachment:
    return Attachment.objects.get(entry__ticket=ticket, name="screen.txt")


def link_of(ticket) -> AccessLink:
    issue_link(ticket, ticket.requester)
    return AccessLink.objects.filter(ticket=ticket).first()


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_opens_to_whom_it_should(browsers, ticket, method, subtests):
    for name, its_method, let_in in TABLE:
        if its_method == method:
            with taken_back():
                got_in = {person for person in PEOPLE if gets_in(browsers[person], method, name, ticket)}

            with subtests.test(name):
                assert got_in == let_in


def gets_in(browser, method, name, ticket) -> bool:
    data = {"message": "Hello", "submission": str(uuid4())} if method == "post" else {}
    answer = getattr(browser, method)(address_of(name, ticket), data)
    is_in = entered(answer)
    assert is_in or "It closes by itself" not in answer.content.decode()
    return is_in


def entered(answer) -> bool:
    """Let in, be it to read that a form was not filled well."""
    if answer.status_code == 302:
        return not answer["Location"].startswith("/accounts/login/")
    assert answer.status_code in {200, 404, 422}
    return answer.status_code != 404


def test_the_table_leaves_no_address_out():
    assert {row[0] for row in TABLE} == {pattern.name for pattern in urlpatterns}


def test_a_number_that_exists_answers_like_one_that_does_not(browsers, ticket, subtests):
    for person in ("nobody", "stranger", "other guest", "agent"):
        existing = browsers[person].get(f"/tickets/{ticket.number}/")
        missing = browsers[person].get("/tickets/999999/")

        with subtests.test(person):
            assert existing.status_code == missing.status_code == 404
            assert without_numbers(existing) == without_numbers(missing)


@pytest.mark.slow
def test_numbers_that_are_none_are_not_found(browsers, ticket):
    numbers = ["0", "new", "%00", "a" * 300, "1 OR 1=1", "%E2%82%AC", "..%2f..%2f", "'"]

    answers = {number: browsers["requester"].get(f"/tickets/{number}x/").status_code for number in numbers}

    assert answers == dict.fromkeys(numbers, 404)


def test_looking_at_a_verb_does_nothing(browsers, ticket):
    for name in ("close", "reopen"):
        assert browsers["requester"].get(address_of(name, ticket)).status_code == 405


@pytest.mark.slow
def test_the_trash_hides_a_ticket_from_the_people_on_it(browsers, ticket):
    before, trash = ticket.status, Status.objects.get(state="trashed")
    Ticket.objects.filter(pk=ticket.pk).update(
        state="trashed", status=trash, trashed_from=before, trashed_at=ticket.opened_at
    )

    for person in ON_IT:
        assert browsers[person].get(f"/tickets/{ticket.number}/").status_code == 404


def without_numbers(answer) -> str:
    html = answer.content.decode()
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
    return re.sub(r"tickets/\d+/|tickets%2F\d+%2F", "", html)
