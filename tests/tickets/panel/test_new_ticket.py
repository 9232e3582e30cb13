"""A new ticket on behalf of somebody who called."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agents.permissions import AGENT_ROLE
from sla.priority import Priority
from tests.factories.people import AgentFactory, DepartmentFactory, MembershipFactory, TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, OrganizationFactory, open_a_ticket
from tests.sla.plans import make_plan, make_sev_a
from tests.tickets.center.pages import text_of
from tickets.models import Event, Requester, Ticket

ADDRESS = "/panel/tickets/new/"


@pytest.fixture
def topic(department):
    return HelpTopicFactory(
        name="Equipment Request",
        department=department,
        guidance="Ask for the cost centre.",
        plan=make_plan("Sev-C"),
        priority=Priority.LOW,
        is_public=False,
    )


@pytest.fixture
def filled(topic):
    return {
        "email": "Amara@Example.com",
        "name": "Amara Nwosu",
        "phone": "020 7946 0100",
        "source": "Phone",
        "topic": topic.name,
        "subject": "Card reader is dead",
        "message": "Since this morning.",
        "submission": str(uuid4()),
    }


def test_a_call_becomes_a_ticket_and_leads_to_it(john, agent, topic, filled):
    answer = john.post(ADDRESS, filled)

    ticket = Ticket.objects.get()
    entry = ticket.entries.get()
    assert answer["Location"] == f"/panel/tickets/{ticket.number}/"
    assert (ticket.source, ticket.topic, ticket.assignee) == ("phone", topic, None)
    assert (ticket.requester.name, ticket.requester.phone) == ("Amara Nwosu", "020 7946 0100")
    assert ticket.requester.address == "amara@example.com"
    assert (entry.kind, entry.requester, entry.source) == ("message", ticket.requester, "phone")
    assert ticket.events.get(kind=Event.Kind.OPENED).agent == agent
    page = text_of(john.get(answer["Location"]))
    assert f"Ticket #{ticket.number} is open." in page
    assert "Phone, written down by John" in page


@pytest.mark.slow
def test_a_form_without_a_mark_sent_twice_opens_one_ticket(john, filled):
    unmarked = {name: value for name, value in filled.items() if name != "submission"}
    first = john.post(ADDRESS, unmarked)

    again = john.post(ADDRESS, unmarked)

    assert again["Location"] == first["Location"]
    assert Ticket.objects.count() == 1
    for other in ({"message": "Since yesterday."}, {"source": "In person"}, {"email": "b@example.com"}):
        john.post(ADDRESS, {**unmarked, **other})
    assert Ticket.objects.count() == 4


@pytest.mark.slow
def test_whoever_is_known_needs_no_name_and_stays_as_he_is(john, filled, requester):
    known = {"email": requester.address, "name": "", "phone": "020 7946 0999"}

    john.post(ADDRESS, {**filled, **known})

    ticket = Ticket.objects.get()
    requester.refresh_from_db()
    assert ticket.requester == requester
    assert requester.phone == ""
    assert "Phone: 020 7946 0999" in ticket.entries.get().body_text


@pytest.mark.slow
def test_of_somebody_new_a_name_is_asked_for(john, filled):
    page = john.post(ADDRESS, {**filled, "name": ""})

    assert page.status_code == 422
    assert "what is the name?" in text_of(page)
    assert 'id="id_name_error"' in page.content.decode()
    assert not Requester.objects.filter(addresses__address="amara@example.com").exists()


def test_it_can_be_taken_at_once(john, agent, filled):
    john.post(ADDRESS, {**filled, "take": "1"})

    assert Ticket.objects.get().assignee == agent


@pytest.mark.slow
def test_what_is_chosen_by_hand_comes_before_the_topic(john, agent, filled):
    plan, team = make_sev_a(), TeamFactory(name="Online Banking")
    by_hand = {"priority": "Emergency", "plan": "Sev-A", "team": "Online Banking", "assignee": str(agent.pk)}

    john.post(ADDRESS, {**filled, **by_hand})

    ticket = Ticket.objects.get()
    assert (ticket.priority, ticket.clock.plan) == (Priority.EMERGENCY, plan)
    assert (ticket.team, ticket.assignee) == (team, agent)
    assert set(ticket.origins.values()) == {"agent", "topic"}


@pytest.mark.slow
def test_another_department_can_be_chosen_where_one_may_open(sign_in, agent, filled):
    second = DepartmentFactory(name="System Administrators")
    MembershipFactory(agent=agent, department=second, role=agent.memberships.get().role)

    sign_in(agent).post(ADDRESS, {**filled, "department": "System Administrators"})

    assert Ticket.objects.get().department == second


@pytest.mark.slow
def test_only_departments_are_offered_where_one_may_open(john, topic):
    DepartmentFactory(name="Elsewhere")

    page = john.get(ADDRESS)

    offered = [option.name for option in page.context["form"].fields["department"].options]
    assert offered == ["Support"]


@pytest.mark.slow
def test_a_topic_that_leads_where_one_may_not_open_is_refused_beside_the_department(john, filled):
    elsewhere = HelpTopicFactory(name="Payroll", department=DepartmentFactory(name="Personnel"))

    page = john.post(ADDRESS, {**filled, "topic": elsewhere.name})

    assert page.status_code == 422
    assert "This goes to Personnel, where you can't open tickets." in text_of(page)
    assert 'id="id_department_error"' in page.content.decode()
    assert not Ticket.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("ticket.prioritize", "priority"),
        ("ticket.replan", "plan"),
        ("ticket.assign", "team"),
        ("ticket.assign", "assignee"),
    ],
)
def test_what_one_may_not_choose_is_not_asked_and_not_taken(sign_in, department, filled, missing, field):
    make_sev_a()
    team = TeamFactory(name="Online Banking")
    agent = agent_in(department, permissions=AGENT_ROLE - {missing}, user__name="New here")
    chosen = {"priority": "Emergency", "plan": "Sev-A", "team": team.name, "assignee": "New here"}
    browser = sign_in(agent)

    assert f'name="{field}"' not in browser.get(ADDRESS).content.decode()
    browser.post(ADDRESS, {**filled, field: chosen[field], "take": "1" if missing != "ticket.assign" else ""})

    ticket = Ticket.objects.get()
    assert (ticket.priority, ticket.team, ticket.clock.plan.name) == (Priority.LOW, None, "Sev-C")


@pytest.mark.slow
def test_what_one_may_choose_elsewhere_but_not_there_is_refused_beside_its_field(sign_in, department, filled):
    agent = agent_in(department, permissions={"ticket.open"})
    MembershipFactory(agent=agent, department=DepartmentFactory())  # there everything is permitted

    page = sign_in(agent).post(ADDRESS, {**filled, "priority": "Emergency"})

    assert page.status_code == 422
    assert "doesn't include “Change the priority” in Support" in text_of(page)
    assert not Ticket.objects.exists()


@pytest.mark.slow
def test_an_agent_whom_the_department_does_not_take_is_refused_beside_the_field(john, department, filled):
    department.assigns_members_only = True
    department.save()
    outsider = AgentFactory(user__name="Priya")

    page = john.post(ADDRESS, {**filled, "assignee": str(outsider.pk)})

    assert page.status_code == 422
    assert "gives its tickets to its members alone" in text_of(page)
    assert 'id="id_assignee_error"' in page.content.decode()


def test_nobody_else_gets_in(sign_in, department, topic, client):
    reader = agent_in(department, permissions={"ticket.reply"})

    refused = sign_in(reader).get(ADDRESS)

    assert refused.status_code == 403
    assert 'href="/panel/tickets/new/"' not in client.get("/panel/queues/open/").content.decode()
    client.logout()
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")


@pytest.mark.slow
def test_looking_shows_who_it_is_and_where_it_would_go_and_opens_nothing(john, department, filled, requester):
    requester.organization = OrganizationFactory(name="Accounting")
    requester.notes = "Calls from the branch."
    requester.save()
    open_a_ticket(requester=requester, subject="A ticket that John can't see")
    seen = open_a_ticket(requester=requester, department=department, subject="No light at the till")

    page = john.post(ADDRESS, {"look": "1", "email": "JAMES@example.com", "topic": filled["topic"]})

    words = text_of(page)
    assert page.status_code == 200
    for expected in ("James", "Accounting", "Calls from the branch.", f"#{seen.number} No light at the till"):
        assert expected in words
    assert "A ticket that John can't see" not in words
    assert "Ask for the cost centre." in words
    assert "Sev-C" in words
    assert "set by the help topic" in words
    assert "invalid-feedback" not in page.content.decode()
    assert Ticket.objects.count() == 2


@pytest.mark.slow
def test_looking_at_somebody_new_says_so_and_keeps_what_was_typed(john, filled):
    file = SimpleUploadedFile("one.txt", b"one")

    page = john.post(ADDRESS, {**filled, "look": "1", "attachments": file})

    assert "Somebody new: ask for the name." in text_of(page)
    assert 'value="Card reader is dead"' in page.content.decode()
    assert "Since this morning." in page.content.decode()
    assert [kept.upload.name for kept in page.context["form"].kept] == ["one.txt"]
    assert not Ticket.objects.exists()


def test_the_address_can_be_given_with_the_link(john, topic):
    html = john.get(ADDRESS, {"email": "james@example.com"}).content.decode()

    assert re.search(
        r'name="email"[^>]*value="james@example.com"|value="james@example.com"[^>]*name="email"', html
    )


def test_files_come_along(john, filled):
    files = [SimpleUploadedFile("one.txt", b"one"), SimpleUploadedFile("two.txt", b"two")]

    john.post(ADDRESS, {**filled, "attachments": files})

    assert [file.name for file in Ticket.objects.get().entries.get().attachments.all()] == [
        "one.txt",
        "two.txt",
    ]


@pytest.mark.slow
def test_too_many_files_are_refused_and_as_many_as_fit_are_kept(john, filled, settings):
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(settings.UPLOAD_MAX_FILES + 1)]

    page = john.post(ADDRESS, {**filled, "attachments": files})

    assert page.status_code == 422
    assert "at most 10 files" in text_of(page).lower()
    assert len(page.context["form"].kept) == settings.UPLOAD_MAX_FILES
    assert not Ticket.objects.exists()


@pytest.mark.slow
def test_a_form_sent_twice_is_one_ticket(john, filled):
    first, second = john.post(ADDRESS, filled), john.post(ADDRESS, filled)

    assert Ticket.objects.count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.slow
def test_a_form_that_comes_back_with_another_text_is_kept_and_not_sent_by_itself(john, filled):
    john.post(ADDRESS, filled)

    page = john.post(ADDRESS, {**filled, "message": "The scanner is dead as well."})

    assert page.status_code == 422
    assert f"became ticket #{Ticket.objects.get().number} before" in text_of(page)
    assert "The scanner is dead as well." in page.content.decode()
    john.post(ADDRESS, {**filled, "message": "The scanner is dead as well.", "submission": str(uuid4())})
    assert Ticket.objects.count() == 2


WRONG = [
    ("email", "", "Ask for an address"),
    ("email", "amara", "They are like name@example.com"),
    ("email", "am\x00ara@example.com", "invisible character"),
    ("name", "x" * 121, "at most 120"),
    ("subject", "x" * 201, "This has 201 characters, at most 200 fit."),
    ("phone", "1" * 41, "at most 40"),
    ("source", "Carrier pigeon", "is not offered here"),
    ("topic", "", "Choose what comes nearest"),
    ("topic", "999999999999999999999", "is not offered here"),
    ("subject", " ", "Say in a few words"),
    ("message", "", "Say in a sentence"),
    ("message", "with \x00 inside", "invisible character"),
    ("priority", "5", "is not offered here"),
    ("plan", "Sev-Z", "is not offered here"),
    ("department", "Elsewhere", "is not offered here"),
    ("team", "nobody", "is not offered here"),
    ("assignee", "-1", "is not offered here"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("field", "value", "sentence"), WRONG, ids=[f"{w[0]}-{w[2][:12]}" for w in WRONG])
def test_wrong_input_is_answered_beside_the_field_and_nothing_is_lost(john, filled, field, value, sentence):
    page = john.post(ADDRESS, {**filled, field: value})

    html = page.content.decode()
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert f'id="id_{field}_error"' in html
    assert not Ticket.objects.exists()
    for other in {"name", "phone", "subject"} - {field}:
        assert f'value="{filled[other]}"' in html
    if field != "message":
        assert "Since this morning." in html


@pytest.mark.slow
def test_without_any_department_that_takes_it_the_form_says_so(john, filled, topic):
    topic.department = None
    topic.save()

    page = john.post(ADDRESS, filled)

    assert page.status_code == 422
    assert "No department takes this." in text_of(page)


@pytest.mark.slow
def test_the_page_asks_the_database_only_so_much(john, filled, requester, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        john.get(ADDRESS)
    with django_assert_max_num_queries(22):
        john.post(ADDRESS, {"look": "1", "email": requester.address, "topic": filled["topic"]})


@pytest.mark.slow
def test_the_next_page_says_that_the_form_arrived(john, filled):
    page = john.post(ADDRESS, filled, follow=True)

    assert f'<meta name="taken-forms" content="{filled["submission"]}">' in page.content.decode()
