"""What a dialog says would happen, before anything has."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sla.moment import at, now
from tests.factories.people import DepartmentFactory, TeamFactory
from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tests.sla.plans import make_sev_a, make_sev_b
from tests.tickets.panel.reading import words_of
from tickets.models import Ticket
from tickets.operations.chain import chain_tickets
from tickets.operations.close import close_ticket
from tickets.vocabulary import LinkKind


@pytest.fixture
def old(requester, department) -> Ticket:
    """What James asked under Sev-B half an hour ago."""
    with at(now() - timedelta(minutes=30)):
        return open_a_ticket(requester=requester, department=department, plan=make_sev_b())


def ask(client, ticket: Ticket, verb: str, **chosen) -> str:
    return words_of(client.get(f"/panel/tickets/{ticket.number}/{verb}/", chosen))


@pytest.mark.slow
def test_a_plan_says_by_when_it_would_promise_and_what_would_be_late(john, old):
    make_sev_a()

    words = ask(john, old, "replan", plan="Sev-A")

    assert "SLA plan: Sev-B becomes Sev-A" in words
    assert "First response would have been due" in words
    assert "breached by this change" in words
    assert "Resolution due" in words


@pytest.mark.slow
def test_a_topic_says_what_it_would_bring_along_and_why(john, department, old):
    team = TeamFactory(name="Online Banking")
    HelpTopicFactory(name="Outage", department=department, team=team)

    words = ask(john, old, "retopic", topic="Outage")

    assert "Team: none becomes Online Banking (set by the help topic)" in words


@pytest.mark.slow
def test_a_department_says_what_it_would_change(john, old):
    DepartmentFactory(name="Elsewhere")

    assert "Department: Support becomes Elsewhere" in ask(john, old, "transfer", department="Elsewhere")


@pytest.mark.slow
def test_waiting_says_which_clock_would_stand_still(john, old):
    words = ask(john, old, "pend", status="Waiting for requester")

    assert "Resolution: the clock stands still, 3 h 29 m left" in words


@pytest.mark.slow
def test_waiting_says_so_too_where_no_time_is_left(john, requester, department):
    with at(now() - timedelta(hours=5)):
        late = open_a_ticket(requester=requester, department=department, plan=make_sev_b())

    words = ask(john, late, "pend", status="Waiting for requester")

    assert "Resolution: the clock stands still, no time left" in words


@pytest.mark.slow
def test_what_would_be_refused_is_said_beforehand(john, agent, old):
    close_ticket(old, by=agent)

    assert f"#{old.number} is closed. Reopen it first." in ask(john, old, "prioritize", priority="High")


@pytest.mark.slow
def test_what_would_change_nothing_says_so(john, old):
    assert "Nothing changes by this." in ask(john, old, "prioritize", priority="Normal")


@pytest.mark.slow
def test_looking_changes_nothing_at_all(john, old):
    make_sev_a()
    before = Ticket.objects.values().get(pk=old.pk)
    events, jobs = old.events.count(), ProcrastinateJob.objects.count()

    assert "becomes Sev-A" in ask(john, old, "replan", plan="Sev-A")

    assert Ticket.objects.values().get(pk=old.pk) == before
    assert (old.events.count(), ProcrastinateJob.objects.count()) == (events, jobs)
    assert old.clock.targets.filter(breached_at__isnull=False).count() == 0


@pytest.mark.slow
def test_choosing_asks_for_the_consequences_alone(john, old):
    form = john.get(f"/panel/tickets/{old.number}/prioritize/")
    part = john.get(
        f"/panel/tickets/{old.number}/prioritize/",
        {"priority": "4"},
        headers={"HX-Request": "true", "HX-Target": "consequences"},
    )

    assert 'hx-target="#consequences"' in form.content.decode()
    assert "Priority: Normal becomes Emergency" in words_of(part)
    assert "<html" not in part.content.decode()


@pytest.mark.slow
def test_an_escalation_says_who_would_be_called_and_who_would_be_written_to(john, agent, supreme, old):
    second = TeamFactory(name="Level II Support", tier=2, members=[supreme])

    words = ask(john, old, "escalate")

    assert "To tier 2 Level II Support 1 of them is there" in words
    assert "Told now: Supreme" in words
    assert "Gets a letter: James" in words
    assert "James does not see the note" in words
    assert not second.tickets.exists()


@pytest.mark.slow
def test_another_tier_shows_another_hand_over(john, stranger, old):
    TeamFactory(name="Level II", tier=2)
    third = TeamFactory(name="Level III", tier=3, members=[stranger])

    words = ask(john, old, "escalate", team=third.pk)

    assert "To tier 3 Level III" in words
    assert "Told now: Stranger" in words


@pytest.mark.slow
def test_resolving_says_what_blocks_it(boss, supreme, department, old):
    blocker = open_a_ticket(department=department)
    chain_tickets(old, blocker, kind=LinkKind.BLOCKS, by=supreme)

    assert f"#{blocker.number} blocks this ticket and is still open." in ask(boss, old, "resolve")


@pytest.mark.slow
def test_resolving_says_who_gets_a_letter(john, old):
    assert "Gets a letter: James" in ask(john, old, "resolve")
