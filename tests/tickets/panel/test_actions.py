"""Every verb at its address: its form by GET, what it does by POST, and what it says instead."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from agents.permissions import AGENT_ROLE, CATALOGUE, EVERY_CODE
from sla.moment import now
from sla.priority import Priority
from tests.factories.people import DepartmentFactory, TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, RequesterFactory, open_a_ticket
from tests.rows import taken_back
from tests.sla.plans import make_sev_a
from tests.tickets.center.pages import fields_of, text_of
from tests.tickets.panel.reading import options_of
from tickets.access import sees
from tickets.models import AccessLink, Link, Ticket
from tickets.operations.access_links import issue_link
from tickets.operations.assign import assign_ticket
from tickets.operations.chain import chain_tickets
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.delete import delete_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.follow import follow_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.refer import refer_ticket
from tickets.panel.actions import ACTIONS
from tickets.vocabulary import LinkKind, State


def address(ticket: Ticket, verb: str) -> str:
    return f"/panel/tickets/{ticket.number}/{verb}/"


def do(client, ticket: Ticket, verb: str, **given):
    """Do the verb as its form says, and look at the ticket afterwards."""
    response = client.post(address(ticket, verb), given)
    ticket.refresh_from_db()
    return response


def assert_led_back(response, ticket: Ticket):
    assert (response.status_code, response.get("Location")) == (302, f"/panel/tickets/{ticket.number}/")


@pytest.mark.slow
def test_claim_gives_it_to_whoever_claims(john, agent, ticket):
    response = do(john, ticket, "claim")

    assert_led_back(response, ticket)
    assert ticket.assignee == agent


@pytest.mark.slow
def test_claim_is_refused_with_a_sentence_when_somebody_was_quicker(john, supreme, ticket):
    claim_ticket(ticket, by=supreme)

    response = do(john, ticket, "claim")

    assert response.status_code == 422
    assert "Supreme has taken this ticket already." in text_of(response)
    assert ticket.assignee == supreme


@pytest.mark.slow
def test_assign_gives_it_to_the_agent_chosen_by_name(john, supreme, ticket):
    choices = options_of(john.get(address(ticket, "assign")), "assignee")

    response = do(john, ticket, "assign", assignee=choices["Supreme"], comment="Knows printers")

    assert_led_back(response, ticket)
    assert ticket.assignee == supreme
    assert ticket.events.get(kind="assigned").comment == "Knows printers"


def test_assign_takes_the_very_name_for_a_choice(john, ticket):
    team = TeamFactory(name="Online Banking")

    do(john, ticket, "assign", team="Online Banking")

    assert ticket.team == team


@pytest.mark.slow
def test_assign_says_what_is_missing_when_nobody_was_chosen(john, ticket):
    response = do(john, ticket, "assign", comment="Somebody should look at this")

    assert response.status_code == 422
    assert "Choose an agent or a team." in text_of(response)
    assert "Somebody should look at this" in response.content.decode()


@pytest.mark.slow
def test_assign_offers_who_is_away_apart_from_the_others(john, department, ticket):
    agent_in(department, user__name="Ann", is_available=False)

    response = john.get(address(ticket, "assign"))

    assert '<optgroup label="Away">' in response.content.decode()
    assert "Ann" in options_of(response, "assignee")


@pytest.mark.slow
def test_namesakes_are_told_apart_by_their_addresses(john, department, ticket):
    for local in ("one", "two"):
        agent_in(department, user__name="Ann", user__email=f"{local}@example.com")

    choices = options_of(john.get(address(ticket, "assign")), "assignee")

    assert {"Ann (one@example.com)", "Ann (two@example.com)"} <= set(choices)


def test_release_leaves_it_to_its_team(john, agent, ticket):
    team = TeamFactory(members=[agent])
    assign_ticket(ticket, by=agent, assignee=agent, team=team)

    do(john, ticket, "release", comment="On holiday")

    assert (ticket.assignee, ticket.team) == (None, team)


def test_release_takes_it_from_the_team_as_well_when_asked(john, agent, ticket):
    assign_ticket(ticket, by=agent, assignee=agent, team=TeamFactory(members=[agent]))

    do(john, ticket, "release", from_team="on")

    assert (ticket.assignee, ticket.team) == (None, None)


@pytest.mark.slow
def test_transfer_leads_to_the_queues_when_the_ticket_is_out_of_sight(john, ticket):
    elsewhere = DepartmentFactory(name="System Administrators")
    choices = options_of(john.get(address(ticket, "transfer")), "department")

    response = do(john, ticket, "transfer", department=choices["System Administrators"])

    assert (response.status_code, response["Location"]) == (302, "/panel/")
    assert ticket.department == elsewhere


@pytest.mark.slow
def test_refer_lets_a_department_see_it(john, ticket, stranger, sign_in):
    assert sign_in(stranger).get(f"/panel/tickets/{ticket.number}/").status_code == 404
    choices = options_of(john.get(address(ticket, "refer")), "department")

    do(john, ticket, "refer", department="Elsewhere")

    assert "Elsewhere" in choices
    assert sign_in(stranger).get(f"/panel/tickets/{ticket.number}/").status_code == 200


@pytest.mark.slow
def test_refer_lets_nobody_see_it_when_one_of_several_is_refused(john, agent, ticket, stranger):
    assign_ticket(ticket, by=agent, team=TeamFactory(name="Online Banking"))

    response = do(john, ticket, "refer", agent="Stranger", team="Online Banking")

    assert response.status_code == 422
    assert "Online Banking sees this ticket already." in text_of(response)
    assert not ticket.events.filter(kind="referred").exists()
    assert not sees(stranger, ticket)


def test_refer_to_several_is_one_act(john, ticket, stranger):
    TeamFactory(name="Online Banking")

    do(john, ticket, "refer", agent="Stranger", team="Online Banking")

    acts = ticket.events.filter(kind="referred").values_list("act", flat=True)
    assert (len(acts), len(set(acts))) == (2, 1)


@pytest.mark.slow
def test_unrefer_ends_it_again(john, agent, ticket, stranger, sign_in):
    refer_ticket(ticket, stranger, by=agent)
    choices = options_of(john.get(address(ticket, "unrefer")), "to")

    do(john, ticket, "unrefer", to=choices["Stranger"])

    assert sign_in(stranger).get(f"/panel/tickets/{ticket.number}/").status_code == 404


def test_escalate_hands_it_to_the_next_tier_with_a_note(john, agent, ticket):
    second = TeamFactory(name="Level II Support", tier=2)
    assign_ticket(ticket, by=agent, team=TeamFactory(tier=1, escalates_to=second))
    form = john.get(address(ticket, "escalate"))

    do(john, ticket, "escalate", team=options_of(form, "team")["Level II Support"], comment="Tried: cables")

    assert ticket.team == second
    assert ticket.entries.get(kind="note").body_text == "Tried: cables"


@pytest.mark.slow
def test_escalate_asks_for_the_note_beside_its_field(john, agent, ticket):
    TeamFactory(name="Level II Support", tier=2)

    response = do(john, ticket, "escalate", team="Level II Support")

    assert response.status_code == 422
    assert "Write a hand-over note: what was tried, and what you ask for." in text_of(response)
    assert ticket.team is None


@pytest.mark.slow
def test_escalate_sent_twice_escalates_once(john, agent, ticket):
    third = TeamFactory(name="Level III", tier=3)
    TeamFactory(name="Level II", tier=2, escalates_to=third)
    submission = fields_of(john.get(address(ticket, "escalate")).content.decode())["submission"]

    for _time in range(2):
        do(john, ticket, "escalate", team="Level II", comment="Tried: cables", submission=submission)

    assert ticket.entries.filter(kind="note").count() == 1
    assert ticket.team.name == "Level II"


@pytest.mark.slow
def test_return_gives_it_back_to_whoever_gave_it(john, agent, ticket):
    escalate_ticket(ticket, by=agent, comment="Tried: cables", to=TeamFactory(tier=2))

    do(john, ticket, "return", comment="It was the fuse")

    assert ticket.assignee == agent


@pytest.mark.slow
def test_prioritize_changes_the_priority_chosen_by_name(john, ticket):
    choices = options_of(john.get(address(ticket, "prioritize")), "priority")

    do(john, ticket, "prioritize", priority=choices["Emergency"], comment="Everybody waits")

    assert list(choices) == ["–", "Low", "Normal", "High", "Emergency"]
    assert ticket.priority == Priority.EMERGENCY


@pytest.mark.slow
def test_replan_promises_by_the_plan_chosen_by_name(john, ticket):
    plan = make_sev_a()
    choices = options_of(john.get(address(ticket, "replan")), "plan")

    do(john, ticket, "replan", plan=choices["Sev-A"], comment="All customers locked out")

    assert ticket.clock.plan == plan


@pytest.mark.slow
def test_due_sets_and_removes_a_date(john, ticket):
    tomorrow = (now() + timedelta(days=1)).replace(second=0, microsecond=0)

    do(john, ticket, "due", due_at=tomorrow.strftime("%Y-%m-%dT%H:%M"))

    assert ticket.clock.manual_due_at == tomorrow

    do(john, ticket, "due", due_at="")

    ticket.clock.refresh_from_db()
    assert ticket.clock.manual_due_at is None


@pytest.mark.slow
def test_due_in_the_past_is_refused_and_what_was_typed_stays(john, ticket):
    response = do(john, ticket, "due", due_at="2020-01-02T03:04", comment="Too late")

    assert response.status_code == 422
    assert "The due date must lie in the future." in text_of(response)
    assert 'value="2020-01-02T03:04"' in response.content.decode()
    assert "Too late" in response.content.decode()


@pytest.mark.slow
def test_retopic_changes_the_topic_chosen_by_name(john, department, ticket):
    topic = HelpTopicFactory(name="Business Critical Outage", department=department)
    choices = options_of(john.get(address(ticket, "retopic")), "topic")

    do(john, ticket, "retopic", topic=choices["Business Critical Outage"])

    assert ticket.topic == topic


def test_rename_changes_the_subject(john, ticket):
    do(john, ticket, "rename", subject="The printer on floor 3 does not print")

    assert ticket.subject == "The printer on floor 3 does not print"


@pytest.mark.slow
def test_what_is_too_long_is_told_in_words_of_ours(john, ticket):
    subject = do(john, ticket, "rename", subject="x" * 201)
    comment = do(john, ticket, "prioritize", priority="High", comment="x" * 4001)

    assert "This has 201 characters, at most 200 fit." in text_of(subject)
    assert "This has 4001 characters, at most 4000 fit." in text_of(comment)


@pytest.mark.slow
def test_pend_waits_in_the_status_until_a_moment(john, ticket):
    tomorrow = (now() + timedelta(days=1)).replace(second=0, microsecond=0)
    choices = options_of(john.get(address(ticket, "pend")), "status")

    do(
        john,
        ticket,
        "pend",
        status=choices["Waiting for third party"],
        until=tomorrow.strftime("%Y-%m-%dT%H:%M"),
        comment="Ordered",
    )

    assert ticket.status.name == "Waiting for third party"
    assert ticket.pending_until == tomorrow


def test_resume_ends_the_waiting(john, agent, ticket):
    pend_ticket(ticket, by=agent)

    do(john, ticket, "resume")

    assert ticket.state == State.OPEN


def test_resolve_close_and_reopen(john, ticket):
    do(john, ticket, "resolve", comment="New cable")

    assert ticket.state == State.RESOLVED

    do(john, ticket, "close")

    assert ticket.state == State.CLOSED

    do(john, ticket, "reopen", comment="Still broken")

    assert ticket.state == State.OPEN


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["close", "resolve"])
def test_what_ended_a_ticket_can_be_taken_back_from_its_notice(john, ticket, verb):
    page = john.post(address(ticket, verb), follow=True)

    assert f'action="{address(ticket, "reopen")}"' in page.content.decode()

    do(john, ticket, "reopen")

    assert "data-undo" not in john.get(f"/panel/tickets/{ticket.number}/").content.decode()


@pytest.mark.slow
def test_who_may_not_reopen_is_offered_no_way_back(sign_in, department, ticket):
    client = sign_in(agent_in(department, permissions=AGENT_ROLE - {"ticket.reopen"}))

    page = client.post(address(ticket, "close"), follow=True)

    assert "Closed." in text_of(page)
    assert "data-undo" not in page.content.decode()


@pytest.mark.slow
def test_what_blocks_is_named_and_can_be_forced_with_a_reason(boss, supreme, ticket):
    blocker = open_a_ticket(department=ticket.department)
    chain_tickets(ticket, blocker, kind=LinkKind.BLOCKS, by=supreme)

    refused = do(boss, ticket, "resolve")

    assert refused.status_code == 422
    assert f"#{blocker.number} blocks this ticket and is still open." in text_of(refused)

    silent = do(boss, ticket, "resolve", force="on")

    assert "Say why this is forced although other tickets block it." in text_of(silent)
    assert ticket.state == State.OPEN

    do(boss, ticket, "resolve", force="on", comment="They will never finish")

    assert ticket.state == State.RESOLVED


@pytest.mark.slow
def test_resolving_an_incident_offers_its_reports(boss, supreme, ticket):
    reports = [open_a_ticket(department=ticket.department) for _report in range(2)]
    for report in reports:
        chain_tickets(ticket, report, kind=LinkKind.PART_OF, by=supreme)

    assert "Resolve the 2 linked reports as well" in text_of(boss.get(address(ticket, "resolve")))

    do(boss, ticket, "resolve", reports="on", comment="The session database is back")

    for each in (ticket, *reports):
        each.refresh_from_db()
        assert each.state == State.RESOLVED


@pytest.mark.slow
def test_delete_and_restore(boss, ticket):
    do(boss, ticket, "delete", comment="Spam")

    assert ticket.state == State.TRASHED

    do(boss, ticket, "restore")

    assert ticket.state == State.OPEN


def test_chain_opens_a_ticket_for_the_same_requester_and_says_which(john, ticket):
    response = do(
        john,
        ticket,
        "chain",
        kind="follows from",
        subject="The file is corrupted",
        message="Board pack Q4.xlsx will not open.",
    )

    child = Ticket.objects.get(subject="The file is corrupted")
    assert_led_back(response, ticket)
    notice = f'Opened <a href="/panel/tickets/{child.number}/">#{child.number} The file is corrupted</a>.'
    assert notice in john.get(response["Location"]).content.decode()
    assert child.requester == ticket.requester
    assert child.parent_links.get().parent == ticket
    for here, there in ((ticket, child), (child, ticket)):
        page = john.get(f"/panel/tickets/{here.number}/").content.decode()
        assert f'href="/panel/tickets/{there.number}/"' in page


@pytest.mark.slow
def test_chain_says_in_words_what_each_choice_means(john, ticket):
    """ "child kind parent" is for rows; nobody has to turn it round in the head."""
    words = text_of(john.get(address(ticket, "chain")))

    assert "This ticket waits for the other one" in words
    assert "The other one waits for this ticket" in words
    assert "They are related" in words


CHILD_KIND_PARENT = {
    "This ticket waits for the other one": "other blocks this",
    "blocks": "other blocks this",
    "this_blocks": "this blocks other",
    "The other one is part of this ticket": "other part_of this",
    "part of": "other part_of this",
    "This ticket follows from the other one": "this follows_from other",
    "follows_from": "other follows_from this",
    "relates to": "other relates_to this",
}


@pytest.mark.slow
def test_chain_ties_as_the_words_say(john, department, ticket, subtests):
    """A ticket that is there, and a new one just as well."""
    other = open_a_ticket(department=department, subject="That one")
    for given in ({"number": other.number}, {"subject": "A new one", "message": "It hangs together."}):
        for kind, child_kind_parent in CHILD_KIND_PARENT.items():
            with subtests.test(kind, **given), taken_back():
                do(john, ticket, "chain", kind=kind, **given)

                link = Link.objects.get()
                child, parent = (
                    "this" if key == ticket.pk else "other" for key in (link.child_id, link.parent_id)
                )
                assert f"{child} {link.kind} {parent}" == child_kind_parent


@pytest.mark.slow
def test_chain_from_an_entry_takes_along_what_was_said(john, agent, ticket):
    form = john.get(address(ticket, "chain"), {"entry": 1})

    hidden = fields_of(form.content.decode())
    do(john, ticket, "chain", kind="follows from", subject="The smoke", message="It smokes.", **hidden)

    child = Ticket.objects.get(subject="The smoke")
    assert "It blinks and stays silent." in form.content.decode()
    assert child.parent_links.get().entry == ticket.entries.get()


@pytest.mark.slow
def test_chain_ties_a_ticket_that_is_there_in_either_direction(john, department, ticket):
    incident, report = open_a_ticket(department=department), open_a_ticket(department=department)

    do(john, ticket, "chain", kind="part of", number=f"#{report.number}")
    do(john, ticket, "chain", kind="This ticket is part of the other one", number=incident.number)

    assert report.parent_links.get().parent == ticket
    assert ticket.parent_links.get().parent == incident


@pytest.mark.slow
def test_chain_knows_no_ticket_that_the_agent_does_not_see(john, ticket):
    hidden = open_a_ticket()

    response = do(john, ticket, "chain", kind="part of", number=hidden.number)

    assert response.status_code == 422
    assert "You see no ticket with this number." in text_of(response)
    assert not hidden.parent_links.exists()


@pytest.mark.slow
def test_chain_says_what_a_new_ticket_lacks_and_keeps_the_rest(john, ticket):
    response = do(john, ticket, "chain", kind="follows from", message="It smokes.")

    assert response.status_code == 422
    assert "Say what the new ticket is about" in text_of(response)
    assert "It smokes." in response.content.decode()


@pytest.mark.slow
def test_unchain_parts_them(john, agent, department, ticket):
    other = open_a_ticket(department=department)
    chain_tickets(ticket, other, kind=LinkKind.RELATES_TO, by=agent)
    choices = options_of(john.get(address(ticket, "unchain")), "number")

    do(john, ticket, "unchain", number=choices[f"#{other.number} {other.subject}"])

    assert not other.parent_links.exists()


@pytest.mark.slow
def test_follow_and_unfollow_can_be_repeated(john, agent, ticket):
    for _time in range(2):
        assert_led_back(do(john, ticket, "follow"), ticket)

    assert ticket.followers.get().agent == agent

    for _time in range(2):
        assert_led_back(do(john, ticket, "unfollow"), ticket)

    assert not ticket.followers.exists()


@pytest.mark.slow
def test_collaborate_adds_somebody_and_takes_somebody_off(john, ticket):
    do(john, ticket, "collaborate", email="Ngozi@Example.com", name="Ngozi Okafor")

    assert ticket.collaborators.get().requester.name == "Ngozi Okafor"

    choices = options_of(john.get(address(ticket, "collaborate")), "remove")
    do(john, ticket, "collaborate", remove=choices["Ngozi Okafor"])

    assert not ticket.collaborators.exists()


@pytest.mark.slow
def test_collaborate_adds_and_takes_off_in_one_act(john, agent, ticket):
    add_collaborator(ticket, "martin@example.com", by=agent, name="Martin Hale")

    do(john, ticket, "collaborate", email="ngozi@example.com", remove="Martin Hale")

    added, removed = ticket.events.order_by("-pk")[:2]
    assert {added.kind, removed.kind} == {"collaborator_added", "collaborator_removed"}
    assert added.act == removed.act


def test_links_are_revoked_one_by_one(john, requester, ticket):
    issue_link(ticket, requester)
    issue_link(ticket, requester)
    first, second = AccessLink.objects.order_by("pk")

    do(john, ticket, "links", links=[first.pk])

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.revoked_at is not None
    assert second.revoked_at is None


@pytest.mark.slow
def test_links_of_other_tickets_are_out_of_reach(john, requester, ticket):
    issue_link(open_a_ticket(requester=requester, department=ticket.department), requester)

    response = do(john, ticket, "links", links=[AccessLink.objects.get().pk])

    assert response.status_code == 422
    assert AccessLink.objects.get().revoked_at is None


# What holds for all of them

SENT = {
    "phone": {"message": "He pulls the plug."},
    "assign": {"assignee": "John"},
    "transfer": {"department": "Elsewhere"},
    "refer": {"department": "Elsewhere"},
    "unrefer": {"to": "Stranger"},
    "escalate": {"team": "Level II Support", "comment": "Tried: cables"},
    "return": {"comment": "It was the fuse"},
    "prioritize": {"priority": "High"},
    "replan": {"plan": "Sev-A"},
    "due": {"due_at": "2099-01-01T10:00"},
    "retopic": {"topic": "Outage"},
    "rename": {"subject": "Another subject"},
    "pend": {"status": "Waiting for requester"},
    "chain": {"kind": "follows from", "subject": "More", "message": "Much more."},
    "collaborate": {"email": "ngozi@example.com"},
}
"""What makes each form valid; what is missing here needs nothing."""


NEEDING_PERMISSION = [action for action in ACTIONS if action.permission]


@pytest.fixture
def all_about(ticket, agent, stranger, department, requester):
    """A ticket with something of everything, so that every verb has something to show."""
    make_sev_a()
    HelpTopicFactory(name="Outage", department=department)
    second = TeamFactory(name="Level II Support", tier=2)
    assign_ticket(ticket, by=agent, team=TeamFactory(name="Level I Support", tier=1, escalates_to=second))
    escalate_ticket(ticket, by=agent, comment="Tried: nothing yet", to=second)
    refer_ticket(ticket, stranger, by=agent)
    add_collaborator(ticket, "martin@example.com", by=agent, name="Martin Hale")
    chain_tickets(ticket, open_a_ticket(department=department), kind=LinkKind.RELATES_TO, by=agent)
    follow_ticket(ticket, by=agent)
    issue_link(ticket, requester)
    return ticket


@pytest.mark.slow
def test_every_verb_has_a_page_and_the_same_form_for_a_dialog(boss, all_about, subtests):
    for action in ACTIONS:
        link = address(all_about, action.verb)

        page = boss.get(link)
        dialog = boss.get(link, headers={"HX-Request": "true", "HX-Target": "dialog"})

        with subtests.test(action.verb):
            assert page.status_code == dialog.status_code == 200
            assert f'data-ticket="{all_about.number}">' in page.content.decode()
            assert f'action="{link}"' in page.content.decode()
            assert f'hx-post="{link}"' in dialog.content.decode()
            assert "<html" not in dialog.content.decode()
            assert "data-dialog-close" in dialog.content.decode()


@pytest.fixture
def allow(department, sign_in):
    """The browser of an agent of Support, and a way to change what the agent may."""
    somebody = agent_in(department)
    role = somebody.memberships.get().role
    client = sign_in(somebody)

    def only(codes):
        role.permissions = sorted(codes)
        role.save(update_fields=["permissions"])
        return client

    return only


@pytest.mark.slow
def test_without_its_permission_a_verb_is_refused_by_name(allow, all_about, subtests):
    before = all_about.events.count()
    for action in NEEDING_PERMISSION:
        client = allow(EVERY_CODE - {action.permission})

        shown = client.get(address(all_about, action.verb))
        done = client.post(address(all_about, action.verb), SENT.get(action.verb, {}))

        with subtests.test(action.verb):
            assert shown.status_code == done.status_code == 403
            assert str(CATALOGUE[action.permission]) in text_of(done)
            assert all_about.events.count() == before


def test_a_ticket_out_of_sight_is_not_there(sign_in, ticket, stranger, subtests):
    """Of every address tests/architecture/test_ticket_addresses.py asks it; here is what answers."""
    client = sign_in(stranger)

    for verb in ["", "reply/", "note/", "claim/", "transfer/"]:
        shown = client.get(f"/panel/tickets/{ticket.number}/{verb}")
        done = client.post(f"/panel/tickets/{ticket.number}/{verb}", {"message": "x"})

        with subtests.test(verb):
            assert shown.status_code == 404
            assert done.status_code in (404, 405)


@pytest.mark.slow
def test_the_page_offers_only_what_the_agent_may(allow, all_about, subtests):
    def offered_to(codes):
        page = allow(codes).get(f"/panel/tickets/{all_about.number}/").content.decode()
        return {action for action in NEEDING_PERMISSION if f'"{address(all_about, action.verb)}"' in page}

    fitting = {action for action in NEEDING_PERMISSION if action.fits(all_about)}

    assert offered_to(EVERY_CODE) == fitting
    for code in {action.permission for action in NEEDING_PERMISSION}:
        offered = offered_to(EVERY_CODE - {code})

        with subtests.test(code):
            assert offered == {action for action in fitting if action.permission != code}


def test_success_in_a_dialog_leads_the_whole_page_on(john, ticket):
    response = john.post(address(ticket, "claim"), headers={"HX-Request": "true", "HX-Target": "dialog"})

    assert response.status_code == 204
    assert response["HX-Redirect"] == f"/panel/tickets/{ticket.number}/"


@pytest.mark.slow
def test_a_refusal_in_a_dialog_stays_in_the_dialog(john, supreme, ticket):
    claim_ticket(ticket, by=supreme)

    response = john.post(address(ticket, "claim"), headers={"HX-Request": "true", "HX-Target": "dialog"})

    assert response.status_code == 422
    assert "Supreme has taken this ticket already." in text_of(response)
    assert "<html" not in response.content.decode()


def test_the_way_through_a_queue_is_kept(john, ticket):
    response = john.post(address(ticket, "claim") + "?queue=unassigned&sort=oldest&next=//evil.example")

    assert response["Location"] == f"/panel/tickets/{ticket.number}/?queue=unassigned&sort=oldest"


@pytest.mark.slow
def test_a_closed_ticket_refuses_with_a_sentence_instead_of_an_error(john, agent, ticket):
    close_ticket(ticket, by=agent)

    response = do(john, ticket, "prioritize", priority="High", comment="Hurry")

    assert response.status_code == 422
    assert f"#{ticket.number} is closed. Reopen it first." in text_of(response)
    assert "Hurry" in response.content.decode()


@pytest.mark.slow
def test_in_the_trash_only_restoring_is_offered(boss, supreme, ticket):
    delete_ticket(ticket, by=supreme)

    page = boss.get(f"/panel/tickets/{ticket.number}/").content.decode()

    offered = {action.verb for action in ACTIONS if f'"{address(ticket, action.verb)}"' in page}
    assert offered == {"restore", "follow"}


@pytest.mark.slow
def test_a_choice_that_is_gone_is_named(john, ticket):
    response = do(john, ticket, "replan", plan="Sev-Z")

    assert response.status_code == 422
    assert "“Sev-Z” is not offered here. Please choose another one." in text_of(response)


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["claim", "follow"])
def test_what_needs_no_asking_is_a_button_that_does_it(john, ticket, verb):
    page = john.get(f"/panel/tickets/{ticket.number}/").content.decode()

    assert f'<form method="post" action="{address(ticket, verb)}">' in page


@pytest.mark.slow
def test_repeating_what_is_done_changes_nothing(john, department, ticket, supreme):
    HelpTopicFactory(name="Outage", department=department)
    make_sev_a()
    for verb in ("prioritize", "replan", "retopic", "rename", "due", "pend", "resolve", "close"):
        do(john, ticket, verb, **SENT.get(verb, {}))
        before = ticket.events.count()

        response = do(john, ticket, verb, **SENT.get(verb, {}))

        if verb not in ("pend", "resolve"):
            assert_led_back(response, ticket)
        assert ticket.events.count() == before


def test_requesters_and_visitors_do_not_get_in(client, ticket):
    assert client.get(f"/panel/tickets/{ticket.number}/").status_code == 302
    assert client.post(address(ticket, "claim")).status_code == 302


@pytest.mark.slow
def test_unknown_uploads_and_junk_make_no_error(john, ticket):
    response = do(john, ticket, "escalate", team="x" * 5000, comment="a\x00b", submission="nonsense")

    assert response.status_code == 422
    assert "There is an invisible character in this" in text_of(response)
    assert "This form is damaged." in text_of(response)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["99999999999", "0", "77", "nonsense"])
def test_chain_from_an_entry_that_is_not_there_says_so(john, ticket, place):
    response = do(john, ticket, "chain", subject="The smoke", message="It smokes.", entry=place)

    assert response.status_code == 422
    assert "This ticket has no such message any more." in text_of(response)
    assert not ticket.child_links.exists()


@pytest.mark.slow
def test_collaborators_are_asked_for_an_address(john, ticket):
    response = do(john, ticket, "collaborate", email="nonsense", name=str(uuid4()))

    assert response.status_code == 422
    assert "This doesn't look like an e-mail address." in text_of(response)
    assert RequesterFactory._meta.model.objects.count() == 1


def test_every_verb_has_an_icon_of_the_sprite_and_no_two_have_one_key():
    sprite = (Path(settings.BASE_DIR) / "static/vendor/bootstrap-icons/icons.svg").read_text()
    keys = [action.key for action in ACTIONS if action.key]

    assert [action.verb for action in ACTIONS if f'id="{action.icon}"' not in sprite] == []
    assert sorted(keys) == ["a", "c", "e", "s"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("reply", {"message": "It is the cable."}),
        ("note", {"message": "It is the cable."}),
        ("phone", {"message": "It is the cable."}),
        ("escalate", {"comment": "It is not the cable."}),
    ],
)
def test_a_form_without_its_mark_sent_twice_adds_once(john, department, ticket, verb, given):
    third = TeamFactory(name="Level III", tier=3)
    TeamFactory(name="Level II", tier=2, escalates_to=third)

    for _time in range(2):
        response = do(john, ticket, verb, **given)

    assert response.status_code == 302
    assert [entry.kind for entry in ticket.entries.all()][1:] == ["response" if verb == "reply" else "note"]
