import pytest

from tests.factories.people import agent_in
from tests.tickets.mail.outbound.letters import letter_to, letters_to
from tickets.mail.outbound.threading import root_of
from tickets.models import Desk, Entry
from tickets.operations.assign import assign_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body

HELLO = Body.from_text("Hello")


def test_every_letter_of_a_ticket_hangs_on_its_root_and_on_the_one_before(ticket, agent):
    letter_to("james@example.com")
    reply_to_ticket(ticket, HELLO, by=agent)
    letters_to("james@example.com")
    resolve_ticket(ticket, by=agent)

    headers = [letter.extra_headers for letter in letters_to("james@example.com")]

    root = root_of(ticket)
    first, second, third = (header["Message-ID"] for header in headers)
    assert [header["In-Reply-To"] for header in headers] == [root, first, second]
    assert [header["References"] for header in headers] == [
        root,
        f"{root} {first}",
        f"{root} {first} {second}",
    ]
    assert len({root, first, second, third}) == 4


@pytest.mark.slow
def test_what_came_by_mail_is_answered_where_it_stands(ticket, agent):
    letter_to("james@example.com")
    Entry.objects.filter(ticket=ticket).update(message_id="<question@his.example>")

    reply_to_ticket(ticket, HELLO, by=agent)

    references = letters_to("james@example.com")[-1].extra_headers["References"]
    assert "<question@his.example>" in references.split()


@pytest.mark.slow
def test_nobody_learns_of_letters_to_others(ticket, agent, department):
    jane = agent_in(department, user__email="jane@example.com")
    assign_ticket(ticket, assignee=jane, by=agent)
    to_jane = letters_to("jane@example.com")
    note_on_ticket(ticket, HELLO, by=agent)
    reply_to_ticket(ticket, HELLO, by=agent)

    references = letters_to("james@example.com")[-1].extra_headers["References"]

    assert len(to_jane) == 2
    for letter in letters_to("jane@example.com"):
        assert letter.extra_headers["Message-ID"] not in references


@pytest.mark.slow
def test_a_long_thread_names_the_root_and_the_latest(ticket, agent):
    for number in range(13):
        reply_to_ticket(ticket, Body.from_text(f"Hello {number}"), by=agent)
        letters = letters_to("james@example.com")

    references = letters[-1].extra_headers["References"].split()

    assert len(references) == 11
    assert references[0] == root_of(ticket)
    assert references[-1] == letters[-2].extra_headers["Message-ID"]


def test_nobody_can_make_up_a_message_id(ticket, settings):
    message_id = letter_to("james@example.com").extra_headers["Message-ID"]
    root = root_of(ticket)

    settings.SECRET_KEY = "another desk's key, just as long as ours is"

    assert message_id.startswith(f"<ticket.{ticket.number}.")
    assert message_id.endswith("@localhost>")
    assert root_of(ticket) != root


@pytest.mark.slow
def test_letters_on_our_own_account_say_so(ticket, agent):
    reply_to_ticket(ticket, HELLO, by=agent)
    resolve_ticket(ticket, by=agent)

    autoresponse, response, notice = letters_to("james@example.com")
    alert = letters_to("john@example.com")[0]

    assert autoresponse.extra_headers["Auto-Submitted"] == "auto-replied"
    assert autoresponse.extra_headers["Precedence"] == "auto_reply"
    assert autoresponse.extra_headers["X-Auto-Response-Suppress"] == "DR, RN, OOF, AutoReply"
    assert notice.extra_headers["Auto-Submitted"] == "auto-generated"
    assert alert.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Auto-Submitted" not in response.extra_headers


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "sender"),
    [
        ("desk@help.example.com", "Meridian Bank <desk@help.example.com>"),
        ("Bank Help <desk@help.example.com>", "Bank Help <desk@help.example.com>"),
    ],
)
def test_the_desk_writes_under_its_name(ticket, settings, setting, sender):
    Desk.objects.update(name="Meridian Bank")
    settings.DEFAULT_FROM_EMAIL = setting

    letter = letter_to("james@example.com")

    assert letter.from_email == sender
    assert letter.extra_headers["Message-ID"].endswith("@help.example.com>")
