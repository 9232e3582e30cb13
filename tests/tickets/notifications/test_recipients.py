"""Who hears of what: agents and people, each once, never who did it, never who may not look."""

import pytest

from agents.operations.set_availability import set_availability
from sla.moment import at
from tests.clock import HOUR, tuesday
from tests.factories.people import AgentFactory, DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket, status_named
from tests.jobs import publish_acts
from tests.sla.plans import make_sev_b
from tickets.models import Delivery, Event
from tickets.notifications.recipients import TABLE
from tickets.operations.assign import assign_ticket
from tickets.operations.chain import open_chained_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.delete import delete_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.give_back import give_back_ticket
from tickets.operations.merge import merge_ticket, unmerge_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.refer import refer_ticket
from tickets.operations.release import release_ticket
from tickets.operations.remind import remind_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.transfer import transfer_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source

HELLO = Body.from_text("Hello")


@pytest.fixture
def jane(department):
    return agent_in(department, user__name="Jane")


@pytest.fixture
def quiet(ticket):
    """Whoever heard of the opening has heard."""
    publish_acts()
    Delivery.objects.all().delete()
    return ticket


def heard(channel: str = "mail") -> set[str]:
    publish_acts()
    return {str(delivery.recipient) for delivery in Delivery.objects.filter(channel=channel)}


def test_every_kind_of_event_has_its_row():
    assert set(TABLE) == set(Event.Kind.values)


class TestNewTickets:
    def test_the_whole_department_hears_of_what_nobody_has(self, agent, jane, stranger, ticket):
        assert heard() == {"James", "John", "Jane"}
        assert heard("bell") == {"John", "Jane"}

    def test_only_those_whom_the_department_names(self, agent, jane, department, ticket):
        department.alert_recipients.add(jane)

        assert heard() == {"James", "Jane"}

    def test_the_team_that_gets_it(self, agent, jane, department, requester):
        team = TeamFactory(members=[jane])
        open_a_ticket(requester=requester, department=department, team=team)

        assert heard() == {"James", "Jane"}

    def test_a_team_without_anybody_is_no_hole(self, agent, department, requester):
        open_a_ticket(requester=requester, department=department, team=TeamFactory())

        assert heard() == {"James", "John"}

    def test_the_agent_who_gets_it(self, agent, jane, department, requester):
        open_a_ticket(requester=requester, department=department, assignee=jane)

        assert heard() == {"James", "Jane"}

    def test_nobody_who_is_inactive(self, agent, jane, ticket):
        jane.is_active = False
        jane.save()

        assert heard() == {"James", "John"}
        assert heard("bell") == {"John"}

    def test_nobody_who_sees_only_what_is_his(self, agent, department, requester):
        agent_in(department, is_assigned_only=True, user__name="Temp")
        open_a_ticket(requester=requester, department=department)

        assert heard() == {"James", "John"}

    def test_nobody_named_who_is_no_member(self, agent, jane, stranger, department, ticket):
        department.alert_recipients.add(stranger, jane)

        assert heard() == {"James", "Jane"}


class TestMessages:
    @pytest.mark.slow
    def test_go_to_whoever_has_it(self, quiet, agent, jane, requester):
        claim_ticket(quiet, by=jane)
        publish_acts()
        receive_message(quiet, HELLO, by=requester, source=Source.WEB)

        assert heard() == {"Jane"}

    @pytest.mark.slow
    def test_and_while_away_to_the_substitute_too(self, quiet, agent, jane, requester):
        claim_ticket(quiet, by=jane)
        set_availability(jane, is_available=False, substitute=agent, by=jane.user)
        receive_message(quiet, HELLO, by=requester, source=Source.WEB)

        assert heard() == {"Jane", "John"}

    @pytest.mark.slow
    def test_and_while_away_without_one_to_the_department(self, quiet, agent, jane, requester):
        claim_ticket(quiet, by=jane)
        set_availability(jane, is_available=False, substitute=None, by=jane.user)
        receive_message(quiet, HELLO, by=requester, source=Source.WEB)

        assert heard() == {"Jane", "John"}

    def test_an_agent_who_asks_for_himself_is_not_told_of_his_own_words(self, quiet, agent, jane, requester):
        requester.user = agent.user
        requester.save()
        receive_message(quiet, HELLO, by=requester, source=Source.WEB)

        assert heard() == {"Jane"}


class TestHands:
    def test_who_is_given_it_is_called(self, quiet, agent, jane):
        assign_ticket(quiet, assignee=jane, by=agent)

        assert heard() == {"Jane"}

    def test_who_takes_it_calls_nobody(self, quiet, agent, jane):
        claim_ticket(quiet, by=jane)

        assert heard() == set()

    @pytest.mark.slow
    def test_what_is_released_rings_where_it_can_be_taken(self, quiet, agent, jane, supreme):
        claim_ticket(quiet, by=jane)
        release_ticket(quiet, by=jane)

        assert heard() == set()
        assert heard("bell") == {"John", "Supreme"}

    @pytest.mark.slow
    def test_the_new_department_and_the_people(self, quiet, agent, supreme):
        payments = DepartmentFactory(name="Payments")
        agent_in(payments, user__name="Paula")
        transfer_ticket(quiet, payments, by=supreme)

        assert heard() == {"James", "Paula"}

    @pytest.mark.slow
    def test_who_it_is_referred_to_and_no_other(self, quiet, agent, jane, stranger):
        refer_ticket(quiet, stranger, by=agent)

        assert heard() == {"Stranger"}

    @pytest.mark.slow
    def test_the_next_tier_and_its_lead_and_the_people(self, quiet, agent):
        lead, member = AgentFactory(user__name="Lead"), AgentFactory(user__name="Member")
        tier_2 = TeamFactory(members=[member, lead], tier=2, lead=lead)
        escalate_ticket(quiet, by=agent, comment="Look", to=tier_2)

        assert heard() == {"James", "Lead", "Member"}

    @pytest.mark.slow
    def test_the_giver_gets_it_back(self, quiet, agent):
        member = agent_in(DepartmentFactory(), user__name="Member")
        member.visiting_role = member.memberships.get().role
        member.save()
        claim_ticket(quiet, by=agent)
        escalate_ticket(quiet, by=agent, comment="Look", to=TeamFactory(members=[member], tier=2))
        publish_acts()
        Delivery.objects.all().delete()
        give_back_ticket(quiet, by=member, comment="Looked")

        assert heard() == {"John"}

    @pytest.mark.slow
    def test_the_manager_hears_when_the_giver_is_away(self, quiet, agent, jane, department):
        department.manager = jane
        department.save()
        member = agent_in(DepartmentFactory(), user__name="Member")
        member.visiting_role = member.memberships.get().role
        member.save()
        escalate_ticket(quiet, by=agent, comment="Look", to=TeamFactory(members=[member], tier=2))
        set_availability(agent, is_available=False, substitute=None, by=agent.user)
        publish_acts()
        Delivery.objects.all().delete()
        give_back_ticket(quiet, by=member, comment="Looked")

        assert "Jane" in heard("bell")


class TestTime:
    @pytest.mark.slow
    def test_a_broken_promise_calls_assignee_lead_and_manager(self, requester, department, agent, jane):
        lead, department.manager = AgentFactory(user__name="Lead"), jane
        department.save()
        team = TeamFactory(members=[agent, lead], lead=lead)
        with at(tuesday("09:00")):
            ticket = open_a_ticket(
                requester=requester, department=department, plan=make_sev_b(), team=team, assignee=agent
            )
            publish_acts()
            Delivery.objects.all().delete()
        with at(tuesday("12:00")):
            receive_message(ticket, HELLO, by=requester, source=Source.WEB)

            told = heard()

        assert ticket.events.filter(kind=Event.Kind.TARGET_BREACHED).exists()
        assert told == {"John", "Lead", "Jane"}

    @pytest.mark.slow
    def test_a_reminder_calls_whoever_has_it(self, quiet, jane, agent):
        with at(tuesday("10:00")):
            claim_ticket(quiet, by=jane)
            pend_ticket(quiet, by=jane, until=tuesday("11:00"))
        with at(tuesday("11:00")):
            remind_ticket(quiet)

            assert heard() == {"Jane"}


class TestPeople:
    @pytest.mark.slow
    def test_of_a_note_no_requester_hears(self, quiet, agent, jane):
        claim_ticket(quiet, by=jane)
        add_collaborator(quiet, "ruth@example.com", name="Ruth", by=agent)
        publish_acts()
        Delivery.objects.all().delete()
        note_on_ticket(quiet, HELLO, by=agent)

        assert heard() == {"Jane"}

    def test_whoever_was_written_to_gets_no_second_letter_of_the_same_act(self, quiet, agent):
        reply_to_ticket(quiet, HELLO, by=agent, then=status_named("Resolved"))

        assert heard() == {"James"}
        assert [delivery.letter for delivery in Delivery.objects.filter(channel="mail")] == ["response"]

    @pytest.mark.slow
    def test_who_was_left_out_of_the_reply_hears_at_least_that_it_is_solved(self, quiet, agent, requester):
        add_collaborator(quiet, "ruth@example.com", name="Ruth", by=agent)
        publish_acts()
        Delivery.objects.all().delete()
        reply_to_ticket(quiet, HELLO, by=agent, to=[requester], then=status_named("Resolved"))

        publish_acts()
        letters = {str(d.recipient): d.letter for d in Delivery.objects.filter(channel="mail")}
        assert letters == {"James": "response", "Ruth": "notice"}

    @pytest.mark.slow
    @pytest.mark.parametrize(("kind", "is_told"), [(LinkKind.BLOCKS, False), (LinkKind.FOLLOWS_FROM, True)])
    def test_of_our_own_step_towards_it_no_letter_goes_out(self, quiet, agent, requester, kind, is_told):
        step = open_chained_ticket(quiet, kind=kind, subject="Flush the sessions", body=HELLO, by=agent)
        resolve_ticket(step, by=agent)

        assert (requester.name in heard()) is is_told

    @pytest.mark.slow
    def test_once_somebody_asked_the_requester_in_it_it_is_told_like_any_other(self, quiet, agent, requester):
        step = open_chained_ticket(quiet, kind=LinkKind.BLOCKS, subject="Flush", body=HELLO, by=agent)
        reply_to_ticket(step, HELLO, by=agent)
        Delivery.objects.all().delete()

        resolve_ticket(step, by=agent)

        assert requester.name in heard()

    def test_of_what_is_in_the_trash_nobody_outside_hears(self, quiet, supreme):
        resolve_ticket(quiet, by=supreme)
        delete_ticket(quiet, by=supreme)

        assert heard() == set()

    def test_who_has_no_address_is_not_written_to(self, requester, department, agent):
        requester.addresses.all().delete()
        open_a_ticket(requester=requester, department=department)

        assert heard() == {"John"}


@pytest.mark.slow
def test_nobody_is_called_twice_for_one_act(department, requester):
    """Assignee, lead and manager in one person."""
    boss = agent_in(department, user__name="Boss")
    department.manager = boss
    department.save()
    team = TeamFactory(members=[boss], lead=boss)
    with at(tuesday("09:00")):
        ticket = open_a_ticket(
            requester=requester, department=department, plan=make_sev_b(), team=team, assignee=boss
        )
    with at(tuesday("09:00") + 5 * HOUR):
        receive_message(ticket, HELLO, by=requester, source=Source.WEB)

        publish_acts()

    acts = Delivery.objects.filter(agent=boss, channel="mail").values_list("act", flat=True)
    assert len(acts) == 3  # opened, broken, and a message
    assert len(set(acts)) == 3


@pytest.mark.parametrize("verb", ["merge", "unmerge"])
def test_only_the_people_of_the_merged_ticket_get_a_letter(quiet, supreme, department, verb):
    child = open_a_ticket(requester=RequesterFactory(name="Ngozi"), department=department)
    merge_ticket(child, into=quiet, by=supreme)
    if verb == "unmerge":
        publish_acts()
        unmerge_ticket(child, by=supreme)
    publish_acts()

    letters = Delivery.objects.filter(letter="notice")
    latest = letters.order_by("pk").last()
    assert {str(delivery.recipient) for delivery in letters} == {"Ngozi"}
    assert latest.ticket == child
    assert letters.count() == {"merge": 1, "unmerge": 2}[verb]
