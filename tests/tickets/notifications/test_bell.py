import pytest

from sla.moment import at
from tests.clock import tuesday
from tests.factories.people import DepartmentFactory, agent_in
from tests.factories.tickets import open_a_ticket, status_named
from tests.jobs import publish_acts
from tickets.models import Delivery
from tickets.notifications.bell import bell_lines, unread_count
from tickets.operations.assign import assign_ticket
from tickets.operations.follow import follow_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.read_bell import read_bell
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.operations.transfer import transfer_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source

HELLO = Body.from_text("Hello")


@pytest.fixture
def jane(department):
    return agent_in(department, user__name="Jane", user__email="jane@example.com")


def sentences(agent) -> list[str]:
    publish_acts()
    return [line.sentence.text for line in bell_lines(agent)]


@pytest.mark.slow
def test_the_newest_stands_first_and_says_who_did_what(ticket, agent, jane):
    assign_ticket(ticket, assignee=jane, by=agent)
    note_on_ticket(ticket, HELLO, by=agent)

    assert sentences(jane) == [
        "John wrote an internal note",
        "John assigned this to Jane",
        "James opened this (Support center)",
    ]


@pytest.mark.slow
def test_one_act_is_one_line_and_says_what_matters_most(ticket, agent, jane, requester):
    assign_ticket(ticket, assignee=jane, by=agent)
    reply_to_ticket(ticket, HELLO, by=agent, then=status_named("Waiting for requester"))
    publish_acts()
    read_bell(jane)
    receive_message(ticket, HELLO, by=requester, source=Source.EMAIL)
    publish_acts()

    [line, *_read] = bell_lines(jane)

    assert line.sentence.text == "James wrote (E-mail)"
    assert line.ticket == ticket
    assert unread_count(jane) == 1


def test_nobody_hears_of_what_he_did_himself(ticket, agent):
    publish_acts()
    before = sentences(agent)
    note_on_ticket(ticket, HELLO, by=agent)

    assert before == ["James opened this (Support center)"]
    assert sentences(agent) == before


@pytest.mark.slow
def test_reading_one_line_a_ticket_or_all_of_it(ticket, jane, department):
    other = open_a_ticket(department=department)
    third = open_a_ticket(department=department)
    publish_acts()
    lines = {line.ticket: line.key for line in bell_lines(jane)}

    one = read_bell(jane, line=lines[ticket])
    of_a_ticket = read_bell(jane, ticket=other)
    left = unread_count(jane)
    rest = read_bell(jane)

    assert (one, of_a_ticket, left, rest, unread_count(jane)) == (1, 1, 1, 1, 0)
    assert {line.ticket for line in bell_lines(jane)} == {ticket, other, third}
    assert read_bell(jane) == 0


def test_nobody_reads_the_bell_of_another(ticket, agent, jane):
    publish_acts()
    [line] = bell_lines(jane)

    assert read_bell(agent, line=line.key) == 0
    assert unread_count(jane) == 1


def test_a_ticket_that_went_where_one_does_not_see_it_leaves_the_bell(ticket, jane, supreme):
    publish_acts()
    before = (len(bell_lines(jane)), unread_count(jane))
    transfer_ticket(ticket, DepartmentFactory(), by=supreme)

    assert before == (1, 1)
    assert (bell_lines(jane), unread_count(jane)) == ([], 0)
    assert Delivery.objects.on_the_bell(jane).exists()


@pytest.mark.slow
def test_it_is_read_page_by_page(department, jane):
    opened = [open_a_ticket(department=department) for _ in range(3)]
    publish_acts()

    first = bell_lines(jane, size=2)
    second = bell_lines(jane, size=2, before=first[-1].key)

    assert [line.ticket for line in first + second] == opened[::-1]


@pytest.mark.slow
def test_it_is_in_the_order_in_which_it_was_told(department, jane):
    tickets = []
    for reading in ("09:00", "11:00", "10:00", "11:00"):
        with at(tuesday(reading)):
            tickets.append(open_a_ticket(department=department))
            publish_acts()

    first = bell_lines(jane, size=2)
    second = bell_lines(jane, size=2, before=first[-1].key)

    assert [line.ticket for line in first + second] == [tickets[3], tickets[1], tickets[2], tickets[0]]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_as_often_however_long_it_is(department, jane, django_assert_num_queries, count):
    for _ in range(count):
        open_a_ticket(department=department)
    publish_acts()
    jane.refresh_from_db()
    assert jane.team_ids == frozenset()  # rights at hand, as in a request

    with django_assert_num_queries(2):
        lines = [(line.sentence.html, line.ticket.requester.name) for line in bell_lines(jane)]

    assert len(lines) == count


@pytest.mark.slow
def test_followers_hear_and_unlike_the_assignee_get_no_mail(ticket, agent, jane, mailoutbox):
    follow_ticket(ticket, by=jane)
    publish_acts()
    mailoutbox.clear()
    note_on_ticket(ticket, HELLO, by=agent)

    assert sentences(jane)[0] == "John wrote an internal note"
    assert [letter.to for letter in mailoutbox if letter.to == ["jane@example.com"]] == []
