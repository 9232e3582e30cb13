import pytest

from sla.moment import at
from tests.clock import HOUR, MINUTE, tuesday
from tests.factories.tickets import RequesterFactory
from tests.jobs import deferred, run_jobs
from tests.tickets.mail.outbound.letters import letters_to, link_in, whole
from tickets.jobs.mail_access_link import mail_access_link
from tickets.models import Delivery
from tickets.operations.access_links import find_link
from tickets.operations.collaborate import add_collaborator
from tickets.operations.delete import delete_ticket


@pytest.fixture
def told(ticket):
    """James has the autoresponse; what follows was asked for."""
    run_jobs()
    return ticket


def asked_for(address: str) -> list:
    return [letter for letter in letters_to(address) if "asked for the link" in letter.body]


def test_whoever_asked_gets_a_link_that_opens_the_ticket(told):
    mail_access_link("James@Example.com ", f"#{told.number}")

    [letter] = asked_for("james@example.com")

    link = find_link(link_in(letter).split("/")[2])
    assert (link.ticket, link.requester) == (told, told.requester)
    assert letter.extra_headers["Auto-Submitted"] == "auto-replied"


def test_the_letter_repeats_nothing_of_the_ticket(told):
    mail_access_link("james@example.com", told.number)

    [letter] = asked_for("james@example.com")

    assert told.number in letter.body
    assert "printer" not in whole(letter).lower()


@pytest.mark.slow
def test_collaborators_can_ask_too(told, agent):
    add_collaborator(told, "ruth@example.com", by=agent)
    mail_access_link("ruth@example.com", told.number)

    assert len(asked_for("ruth@example.com")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("address", ["nobody@example.com", "other@example.com", ""])
def test_nobody_else_gets_anything(told, address):
    RequesterFactory(address="other@example.com")
    before = Delivery.objects.count()

    mail_access_link(address, told.number)

    assert Delivery.objects.count() == before
    assert deferred("tickets.send_delivery") == []


def test_a_number_that_there_is_not_gets_nothing(told):
    mail_access_link("james@example.com", "000000")

    assert asked_for("james@example.com") == []


def test_what_is_in_the_trash_is_not_there(told, supreme):
    delete_ticket(told, by=supreme)
    mail_access_link("james@example.com", told.number)

    assert asked_for("james@example.com") == []


@pytest.mark.slow
def test_a_mailbox_is_not_flooded(told, settings):
    settings.ACCESS_LINKS_PER_HOUR = 2
    with at(tuesday("12:00")):
        for _ in range(4):
            mail_access_link("james@example.com", told.number)
        within_the_hour = len(asked_for("james@example.com"))
    with at(tuesday("12:00") + HOUR + MINUTE):
        mail_access_link("james@example.com", told.number)

        assert (within_the_hour, len(asked_for("james@example.com"))) == (2, 3)


@pytest.mark.slow
def test_the_page_asks_for_it_whatever_was_typed(told, client):
    for email, number in (("james@example.com", told.number), ("nobody@example.com", "123456")):
        client.post("/tickets/status/", {"email": email, "number": number})

    assert len(deferred("tickets.mail_access_link")) == 2
    assert len(asked_for("james@example.com")) == 1
