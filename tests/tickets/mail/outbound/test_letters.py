"""What James reads at each step, and what he doesn't."""

from datetime import timedelta

import pytest

from sla.moment import at
from tests.clock import tuesday
from tests.factories.people import DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, RequesterFactory, open_a_ticket, status_named
from tests.sla.plans import make_sev_b
from tests.tickets.mail.outbound.letters import html_of, letter_to, letters_to, link_in, whole
from tickets.models import Desk
from tickets.operations.close import close_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.escalate import escalate_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reopen import reopen_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.route import Chosen
from tickets.operations.transfer import transfer_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source

ANSWER = Body.from_text("We see it too.")


@pytest.fixture
def told(ticket):
    """James has his autoresponse; what the test does comes after it."""
    letter_to("james@example.com")
    return ticket


def latest(address: str = "james@example.com"):
    return letters_to(address)[-1]


class TestOpened:
    def test_the_number_the_promise_and_a_link(self, requester, department):
        with at(tuesday("09:05")):
            ticket = open_a_ticket(requester=requester, department=department, plan=make_sev_b())

            letter = letter_to("james@example.com")

        assert letter.subject == f"[#{ticket.number}] Your ticket at Help Desk"
        assert letter.body.startswith(
            f"We have your ticket.\nIts number is #{ticket.number}.\n\n"
            "You will hear from us by Tue 3 Mar 2026, 10:05 UTC.\n"
            "It should be solved by Tue 3 Mar 2026, 13:05 UTC.\n"
        )
        assert link_in(letter)

    def test_where_nothing_is_promised_none_is_invented(self, ticket):
        letter = letter_to("james@example.com")

        assert "You will hear from us as soon as we can." in letter.body
        assert "solved by" not in whole(letter)

    @pytest.mark.slow
    def test_nothing_a_stranger_typed_is_carried_to_the_address_he_typed(self, department):
        victim = RequesterFactory(name="Cheap pills", address="victim@example.com")
        ticket = open_a_ticket(
            requester=victim, department=department, subject="Buy watches", text="http://spam.example"
        )

        letter = letter_to("victim@example.com")

        assert (ticket.subject, ticket.requester.name) == ("Buy watches", "Cheap pills")
        for typed in ("watches", "pills", "spam.example"):
            assert typed not in whole(letter)

    @pytest.mark.slow
    def test_not_even_when_it_leaves_after_the_answer(self, requester, department, agent):
        ticket = open_a_ticket(requester=requester, department=department, subject="Buy watches")
        reply_to_ticket(ticket, ANSWER, by=agent)

        autoresponse, response = letters_to("james@example.com")

        assert response.subject.endswith("Buy watches")
        assert "watches" not in whole(autoresponse)

    @pytest.mark.slow
    def test_what_an_agent_writes_down_for_somebody_is_repeated(self, requester, department, agent):
        ticket = open_ticket(
            requester=requester,
            subject="Cannot pay in",
            body=Body.from_text("The cash machine is empty."),
            source=Source.PHONE,
            by=agent,
            topic=HelpTopicFactory(department=department),
            chosen=Chosen(department=department),
        )

        letter = letter_to("james@example.com")

        assert letter.subject == f"[#{ticket.number}] Cannot pay in"
        assert letter.body.startswith("John opened a ticket for you.")
        assert "The cash machine is empty." in letter.body

    @pytest.mark.slow
    def test_the_topic_adds_its_own_words(self, requester, department):
        topic = HelpTopicFactory(department=department, thank_you="Bring your badge & keys.")
        open_a_ticket(requester=requester, topic=topic)

        letter = letter_to("james@example.com")

        assert "Bring your badge & keys." in letter.body
        assert "Bring your badge &amp; keys." in html_of(letter)

    def test_a_topic_can_do_without(self, requester, department):
        topic = HelpTopicFactory(department=department, sends_autoresponse=False)
        open_a_ticket(requester=requester, topic=topic)

        assert letters_to("james@example.com") == []


class TestResponse:
    @pytest.mark.slow
    def test_it_brings_the_answer_and_nothing_before_it(self, told, agent):
        reply_to_ticket(told, ANSWER, by=agent)

        letter = latest()

        assert letter.subject == f"[#{told.number}] The printer does not print"
        assert letter.body.startswith("We see it too.\n\nJohn\n\nAnswer here:\nhttp://127.0.0.1:8000/a/")
        assert "<p>We see it too.</p>" in html_of(letter)

    @pytest.mark.slow
    def test_it_is_signed_by_the_agent_else_by_a_public_department(self, told, agent, department):
        department.signature = "Support, floor 2"
        department.save()
        reply_to_ticket(told, ANSWER, by=agent)
        signed_by_department = latest()
        agent.signature = "John Reyes\nSupport"
        agent.save()
        reply_to_ticket(told, Body.from_text("It is gone."), by=agent)

        signed_by_agent = latest()

        assert "Support, floor 2" in signed_by_department.body
        assert "John Reyes\nSupport" in signed_by_agent.body
        assert "floor 2" not in whole(signed_by_agent)

    @pytest.mark.slow
    def test_reply_and_resolve_is_one_letter_that_asks_and_announces(self, told, agent):
        reply_to_ticket(told, ANSWER, by=agent, then=status_named("Resolved"))

        [_autoresponse, letter] = letters_to("james@example.com")

        assert letter.body.startswith("We see it too.")
        assert "We think this is solved.\n\nIs it? Open your ticket and say so; if it isn't, we go on." in (
            letter.body
        )
        assert "it closes by itself in 7 days" in letter.body
        assert "Solved, or not solved?" in html_of(letter)

    @pytest.mark.slow
    def test_collaborators_get_it_with_a_link_of_their_own(self, told, agent):
        add_collaborator(told, "ruth@example.com", by=agent)
        reply_to_ticket(told, ANSWER, by=agent)

        to_james, to_ruth = latest(), latest("ruth@example.com")

        assert "We see it too." in to_ruth.body
        assert link_in(to_james) != link_in(to_ruth)
        assert "james" not in whole(to_ruth).lower()


class TestNotices:
    @pytest.mark.slow
    def test_resolved_without_a_word(self, told, agent):
        told.topic.closes_after_days = 1
        told.topic.save()
        resolve_ticket(told, by=agent, comment="He will never notice")

        letter = latest()

        assert letter.body.startswith("We think this is solved.")
        assert "it closes by itself in 1 day." in letter.body
        assert "never notice" not in whole(letter)

    @pytest.mark.slow
    def test_closed(self, told, agent):
        close_ticket(told, by=agent)

        letter = latest()

        assert letter.body.startswith(
            "Your ticket is closed.\n\n"
            "If there is more to it, write on its page within 14 days and it opens again."
        )

    @pytest.mark.slow
    def test_opened_again_by_us(self, told, agent):
        close_ticket(told, by=agent)
        reopen_ticket(told, by=agent)

        assert latest().body.startswith("We opened your ticket again and go on working on it.")

    @pytest.mark.slow
    def test_with_another_department(self, told, agent, supreme):
        transfer_ticket(told, DepartmentFactory(name="Payments"), by=supreme)

        assert latest().body.startswith("Your ticket is now with Payments.")

    @pytest.mark.slow
    def test_with_a_department_that_only_agents_know(self, told, supreme):
        transfer_ticket(told, DepartmentFactory(name="Fraud squad", is_public=False), by=supreme)

        letter = latest()

        assert letter.body.startswith("Another team now works on your ticket.")
        assert "Fraud" not in whole(letter)

    @pytest.mark.slow
    def test_escalated_without_the_hand_over_note(self, told, agent):
        note = escalate_ticket(
            told, by=agent, comment="He is clueless.", to=TeamFactory(name="Tier 2", tier=2)
        )

        letter = latest()

        assert note.body_text == "He is clueless."
        assert letter.body.startswith("Another team now works on your ticket.")
        for inside in ("clueless", "Tier 2"):
            assert inside not in whole(letter)

    @pytest.mark.slow
    def test_added_to_a_ticket(self, told, agent):
        add_collaborator(told, "ruth@example.com", by=agent)

        assert letter_to("ruth@example.com").body.startswith(
            "John added you to this ticket; you get its replies."
        )

    @pytest.mark.slow
    def test_collaborators_read_what_the_requester_writes(self, told, agent, requester):
        add_collaborator(told, "ruth@example.com", by=agent)
        letters_to("ruth@example.com")
        receive_message(told, Body.from_text("Still silent."), by=requester, source=Source.WEB)

        [_added, letter] = letters_to("ruth@example.com")

        assert letter.body.startswith("James wrote:\n\nStill silent.")
        assert len(letters_to("james@example.com")) == 1


class TestWhatStaysInside:
    @pytest.mark.slow
    def test_of_a_note_he_hears_nothing(self, told, agent):
        entry = note_on_ticket(told, Body.from_text("Let him wait."), by=agent)

        assert entry.body_text == "Let him wait."
        assert len(letters_to("james@example.com")) == 1

    @pytest.mark.slow
    def test_agents_read_the_note(self, told, agent, department):
        colleague = agent_in(department, user__email="jane@example.com")
        told.assignee = colleague
        told.save()
        note_on_ticket(told, Body.from_text("Let him wait."), by=agent)

        letter = latest("jane@example.com")

        assert "John wrote an internal note" in letter.body
        assert "Internal note\n\nLet him wait." in letter.body
        assert f"http://127.0.0.1:8000/panel/tickets/{told.number}/" in letter.body
        assert "/a/" not in whole(letter)


class TestHarm:
    @pytest.mark.slow
    def test_markup_stays_text(self, requester, department, agent):
        Desk.objects.update(name="Bank <b>&</b> Co")
        ticket = open_a_ticket(
            requester=requester, department=department, subject="<script>alert(1)</script> & more"
        )
        agent.signature = "<img src=x>"
        agent.save()
        reply_to_ticket(ticket, Body.from_html("<p onclick=x>Hi<script>bad()</script></p>"), by=agent)

        letter = latest()

        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html_of(letter)
        for dangerous in ("<script", "onclick", "<img", "<b>&</b>"):
            assert dangerous not in html_of(letter)
        assert letter.subject.endswith("<script>alert(1)</script> & more")

    @pytest.mark.slow
    def test_no_line_break_gets_into_a_header(self, requester, department, agent):
        Desk.objects.update(name="Desk\r\nBcc: all@example.com")
        requester.name = "James\nBcc: more@example.com"
        requester.save()
        ticket = open_a_ticket(
            requester=requester, department=department, subject="Printer\r\nBcc: everyone@example.com"
        )
        reply_to_ticket(ticket, ANSWER, by=agent)

        raw = latest().message().as_bytes()

        headers = raw.partition(b"\n\n")[0].replace(b"\r", b"\n").split(b"\n")
        assert [line for line in headers if line.lower().startswith(b"bcc")] == []
        assert b"Printer Bcc: everyone@example.com" in raw


def test_times_are_told_in_the_readers_zone(requester, department):
    requester.time_zone = "Europe/Paris"
    requester.save()
    with at(tuesday("09:05")):
        open_a_ticket(requester=requester, department=department, plan=make_sev_b())

        letter = letter_to("james@example.com")

    assert "by Tue 3 Mar 2026, 11:05 CET" in letter.body


def test_a_zone_that_nobody_knows_is_no_reason_not_to_write(requester, department):
    requester.time_zone = "Mars/Olympus"
    requester.save()
    open_a_ticket(requester=requester, department=department)

    assert letter_to("james@example.com")


@pytest.mark.slow
def test_a_flood_of_tickets_is_no_flood_of_letters(requester, department, settings):
    settings.AUTORESPONSES_PER_HOUR = 2
    with at(tuesday("09:00")):
        tickets = [open_a_ticket(requester=requester, department=department) for _ in range(4)]
        within_the_hour = letters_to("james@example.com")
    with at(tuesday("09:00") + timedelta(hours=1, minutes=1)):
        open_a_ticket(requester=requester, department=department)

        later = letters_to("james@example.com")

    assert (len(tickets), len(within_the_hour), len(later)) == (4, 2, 3)
