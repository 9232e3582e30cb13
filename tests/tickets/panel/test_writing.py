"""Replying and noting: what is sent, to whom, and when it is held."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agents.permissions import AGENT_ROLE, EVERY_CODE
from tests.factories.people import TeamFactory, agent_in
from tests.factories.tickets import open_a_ticket
from tests.tickets.center.pages import fields_of, text_of
from tests.tickets.panel.reading import options_of
from tickets.models import CannedResponse, Delivery, Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.chain import chain_tickets
from tickets.operations.close import close_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.delete import delete_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source, State


def page_of(client, ticket: Ticket, **query):
    return client.get(f"/panel/tickets/{ticket.number}/", query)


def reply(client, ticket: Ticket, message: str, **given):
    response = client.post(f"/panel/tickets/{ticket.number}/reply/", {"message": message, **given})
    ticket.refresh_from_db()
    return response


def note(client, ticket: Ticket, message: str, **given):
    return client.post(f"/panel/tickets/{ticket.number}/note/", {"message": message, **given})


def form_of(client, ticket: Ticket) -> dict[str, str]:
    """The hidden fields of the composer, as a page that is opened now has them."""
    return fields_of(page_of(client, ticket).content.decode())


def test_a_reply_stands_in_the_thread_and_is_on_its_way(john, ticket):
    response = reply(john, ticket, "Which printer is it?")

    entry = ticket.entries.get(kind="response")
    assert (response.status_code, response["Location"]) == (302, f"/panel/tickets/{ticket.number}/#entry-2")
    assert entry.body_text == "Which printer is it?"
    assert entry.deliveries.get().address == "james@example.com"
    assert "On its way to James" in text_of(page_of(john, ticket))


@pytest.mark.slow
def test_what_the_editor_sends_is_html(john, ticket):
    reply(john, ticket, "<div>Which <strong>printer</strong> is it?</div>", message_format="html")

    assert ticket.entries.get(kind="response").body_html == "<div>Which <strong>printer</strong> is it?</div>"


@pytest.mark.slow
def test_a_reply_can_move_the_ticket_on_in_the_same_act(john, ticket):
    choices = options_of(page_of(john, ticket), "status")

    reply(john, ticket, "It was the cable.", status=choices["Resolved"])

    acts = ticket.events.filter(kind__in=["replied", "resolved"]).values_list("act", flat=True)
    assert ticket.state == State.RESOLVED
    assert len(set(acts)) == 1
    assert list(choices) == [
        "Keep open",
        "Waiting for requester",
        "Waiting for third party",
        "Resolved",
        "Closed",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("status", "is_undoable"), [("Closed", True), ("Waiting for requester", False)])
def test_a_reply_that_ended_the_ticket_can_be_taken_back_in_that(john, ticket, status, is_undoable):
    reply(john, ticket, "It was the cable.", status=options_of(page_of(john, ticket), "status")[status])

    page = page_of(john, ticket).content.decode()

    assert "Sent." in page
    assert ("data-undo" in page) is is_undoable


@pytest.mark.slow
def test_only_permitted_statuses_are_offered(sign_in, department, ticket):
    somebody = agent_in(department, permissions=AGENT_ROLE - {"ticket.resolve", "ticket.close"})

    choices = options_of(page_of(sign_in(somebody), ticket), "status")

    assert list(choices) == ["Keep open", "Waiting for requester", "Waiting for third party"]


@pytest.mark.slow
def test_whom_it_reaches_stands_above_the_text(john, agent, ticket):
    add_collaborator(ticket, "martin@example.com", by=agent, name="Martin Hale")

    words = text_of(page_of(john, ticket))

    assert "Will be sent to James james@example.com, cc Martin Hale martin@example.com" in words


@pytest.mark.slow
def test_the_recipients_can_be_narrowed(john, agent, ticket):
    add_collaborator(ticket, "martin@example.com", by=agent, name="Martin Hale")
    martin = ticket.collaborators.get().requester

    reply(john, ticket, "Martin, which one?", leave_out=[ticket.requester_id])

    assert Delivery.objects.get(letter="response").requester == martin


@pytest.mark.slow
def test_everybody_can_be_left_out(john, ticket):
    reply(john, ticket, "As I said on the phone: the red one.", leave_out=[ticket.requester_id])

    assert ticket.entries.filter(kind="response").exists()
    assert not Delivery.objects.filter(letter="response").exists()


@pytest.mark.slow
def test_only_who_is_on_the_ticket_can_be_left_out(john, ticket, department):
    other = open_a_ticket(department=department).requester

    response = reply(john, ticket, "Hello", leave_out=[other.pk])

    assert response.status_code == 422
    assert not ticket.entries.filter(kind="response").exists()


@pytest.mark.slow
def test_that_replying_claims_is_said_beside_the_button_and_happens(john, agent, ticket):
    ticket.department.claims_on_reply = True
    ticket.department.save()

    assert "claims it" in text_of(page_of(john, ticket))

    reply(john, ticket, "I look at it.")

    assert ticket.assignee == agent
    assert "claims it" not in text_of(page_of(john, ticket))


def test_the_form_sent_twice_is_one_reply(john, ticket):
    form = form_of(john, ticket)

    first = reply(john, ticket, "Which printer is it?", **form)
    second = reply(john, ticket, "Which printer is it?", **form)

    assert first.status_code == second.status_code == 302
    assert ticket.entries.filter(kind="response").count() == 1


@pytest.mark.slow
def test_the_same_form_with_another_text_is_asked_about(john, ticket):
    form = form_of(john, ticket)
    reply(john, ticket, "Which printer is it?", **form)

    response = reply(john, ticket, "And which floor?", **form)

    assert response.status_code == 422
    assert "You sent this form before." in text_of(response)
    assert "And which floor?" in response.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("write", [reply, note])
def test_nothing_written_is_said_and_nothing_is_sent(john, ticket, write):
    response = write(john, ticket, "  ")

    assert response.status_code == 422
    assert "Write something before you" in text_of(response)
    assert ticket.entries.count() == 1


@pytest.mark.slow
def test_a_file_comes_along_and_can_be_fetched(john, ticket):
    file = SimpleUploadedFile("manual.txt", b"Press the green button.")

    reply(john, ticket, "See the manual.", attachments=[file])

    attachment = ticket.entries.get(kind="response").attachments.get()
    address = f"/panel/tickets/{ticket.number}/files/{attachment.token}/"
    assert f'href="{address}"' in page_of(john, ticket).content.decode()
    response = john.get(address)
    assert b"".join(response.streaming_content) == b"Press the green button."
    assert response["Content-Disposition"] == 'attachment; filename="manual.txt"'


@pytest.mark.slow
def test_a_file_stays_with_a_reply_that_could_not_be_sent(john, ticket):
    file = SimpleUploadedFile("manual.txt", b"Press the green button.")

    response = reply(john, ticket, "", attachments=[file])

    assert "manual.txt" in text_of(response)
    assert 'name="kept"' in response.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("write", [reply, note])
def test_too_many_files_are_refused_and_none_is_lost_in_silence(john, ticket, settings, write):
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(settings.UPLOAD_MAX_FILES + 1)]

    response = write(john, ticket, "See the manual.", attachments=files)

    assert response.status_code == 422
    assert "at most 10 files" in text_of(response).lower()
    assert ticket.entries.count() == 1


@pytest.mark.slow
def test_files_of_other_tickets_are_not_given_out(john, agent, ticket, department):
    note_file = SimpleUploadedFile("secret.txt", b"secret")
    note(john, ticket, "Look", attachments=[note_file])
    token = ticket.entries.get(kind="note").attachments.get().token
    other = open_a_ticket(department=department)

    assert john.get(f"/panel/tickets/{ticket.number}/files/{token}/").status_code == 200
    assert john.get(f"/panel/tickets/{other.number}/files/{token}/").status_code == 404


@pytest.mark.slow
def test_a_file_out_of_sight_is_not_there(john, ticket, stranger, sign_in):
    reply(john, ticket, "See the manual.", attachments=[SimpleUploadedFile("manual.txt", b"x")])
    token = ticket.entries.get(kind="response").attachments.get().token

    response = sign_in(stranger).get(f"/panel/tickets/{ticket.number}/files/{token}/")

    assert response.status_code == 404


# A reply is never lost


def test_a_reply_is_held_when_a_message_came_in_between(john, requester, ticket):
    form = form_of(john, ticket)
    receive_message(ticket, Body.from_text("It works again!"), by=requester, source=Source.WEB)

    response = reply(john, ticket, "Please restart it.", **form)

    words = text_of(response)
    assert response.status_code == 409
    assert "Not sent yet." in words
    assert "It works again!" in words
    assert "New since you opened this page" in words
    assert "Please restart it." in response.content.decode()
    assert not ticket.entries.filter(kind="response").exists()


@pytest.mark.slow
def test_a_held_reply_goes_out_when_it_is_sent_anyway(john, requester, ticket):
    form = form_of(john, ticket)
    receive_message(ticket, Body.from_text("It works again!"), by=requester, source=Source.WEB)
    held = fields_of(reply(john, ticket, "Please restart it.", **form).content.decode())

    response = reply(john, ticket, "Please restart it.", **held)

    assert response.status_code == 302
    assert ticket.entries.get(kind="response").body_text == "Please restart it."


@pytest.mark.slow
def test_a_held_reply_is_held_again_when_still_more_is_new(john, requester, ticket):
    form = form_of(john, ticket)
    receive_message(ticket, Body.from_text("It works again!"), by=requester, source=Source.WEB)
    held = fields_of(reply(john, ticket, "Please restart it.", **form).content.decode())
    receive_message(ticket, Body.from_text("No, it doesn't."), by=requester, source=Source.WEB)

    response = reply(john, ticket, "Please restart it.", **held)

    assert response.status_code == 409
    assert "No, it doesn't." in text_of(response)


@pytest.mark.slow
def test_the_file_of_a_held_reply_is_held_with_it(john, requester, ticket):
    form = form_of(john, ticket)
    receive_message(ticket, Body.from_text("It works again!"), by=requester, source=Source.WEB)
    file = SimpleUploadedFile("manual.txt", b"Press the green button.")

    response = reply(john, ticket, "See the manual.", attachments=[file], **form)

    assert "manual.txt" in text_of(response)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda ticket, by: assign_ticket(ticket, by=by, assignee=by), "Supreme has the ticket now."),
        (lambda ticket, by: close_ticket(ticket, by=by), "The status is “Closed” now."),
        (
            lambda ticket, by: assign_ticket(ticket, by=by, team=TeamFactory(name="Level II")),
            "It is with team Level II now.",
        ),
        (
            lambda ticket, by: reply_to_ticket(ticket, Body.from_text("I have it."), by=by),
            "I have it.",
        ),
    ],
    ids=["assigned", "closed", "given to a team", "answered"],
)
def test_a_reply_is_held_when_somebody_else_acted(john, supreme, ticket, change, sentence):
    form = form_of(john, ticket)
    change(ticket, supreme)

    response = reply(john, ticket, "Please restart it.", **form)

    assert response.status_code == 409
    assert sentence in text_of(response)


@pytest.mark.slow
def test_a_note_of_somebody_else_holds_nothing_up(john, supreme, ticket):
    form = form_of(john, ticket)
    note_on_ticket(ticket, Body.from_text("He called twice."), by=supreme)

    assert reply(john, ticket, "Please restart it.", **form).status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize("seen", ["", "nonsense", "x.open.0.0", "1.open"])
def test_a_mark_that_makes_no_sense_holds_nothing_up(john, ticket, seen):
    assert reply(john, ticket, "Please restart it.", seen=seen).status_code == 302


# One update for all reports of an incident


@pytest.mark.slow
def test_one_update_goes_to_all_linked_reports_when_permitted(boss, supreme, department, ticket):
    reports = [open_a_ticket(department=department) for _report in range(2)]
    for report in reports:
        chain_tickets(ticket, report, kind=LinkKind.PART_OF, by=supreme)

    assert "Send it to 2 linked reports as well, as one update" in text_of(page_of(boss, ticket))

    reply(boss, ticket, "We are on it.", broadcast="on")

    for each in (ticket, *reports):
        assert each.entries.get(kind="response").body_text == "We are on it."


@pytest.mark.slow
def test_one_update_to_all_cannot_leave_somebody_out(boss, supreme, department, ticket):
    chain_tickets(ticket, open_a_ticket(department=department), kind=LinkKind.PART_OF, by=supreme)

    response = reply(boss, ticket, "We are on it.", broadcast="on", leave_out=[ticket.requester_id])

    assert response.status_code == 422
    assert "One update for all reports goes to everybody." in text_of(response)


def test_without_the_permission_nothing_is_sent_to_reports(john, supreme, department, ticket):
    report = open_a_ticket(department=department)
    chain_tickets(ticket, report, kind=LinkKind.PART_OF, by=supreme)

    assert "linked report" not in text_of(page_of(john, ticket))

    reply(john, ticket, "We are on it.", broadcast="on")

    assert not report.entries.filter(kind="response").exists()


# Notes


@pytest.mark.slow
def test_a_note_is_for_agents_and_nobody_is_written_to(john, ticket):
    response = note(john, ticket, "He sounds annoyed.")

    assert response["Location"] == f"/panel/tickets/{ticket.number}/#entry-2"
    assert ticket.entries.get(kind="note").body_text == "He sounds annoyed."
    assert not ticket.deliveries.exists()


@pytest.mark.slow
def test_the_address_of_the_note_shows_it_instead_of_the_reply(john, ticket):
    page = john.get(f"/panel/tickets/{ticket.number}/note/").content.decode()

    assert 'data-compose="note" data-key="n" aria-keyshortcuts="n" aria-current="true"' in page


# Canned responses


@pytest.mark.slow
def test_a_canned_response_begins_the_reply_without_script(john, ticket):
    CannedResponse.objects.create(title="Which device?", body="Which device is it?\n\n1. Laptop\n2. Phone")

    page = page_of(john, ticket).content.decode()
    begun = john.get(f"/panel/tickets/{ticket.number}/reply/", {"canned": "Which device?"}).content.decode()

    assert "?canned=Which+device%3F#composer" in page
    assert "Which device is it?\n\n1. Laptop\n2. Phone</textarea>" in begun


@pytest.mark.slow
def test_canned_responses_of_other_departments_are_not_offered(john, stranger, ticket):
    theirs = stranger.memberships.get().department
    CannedResponse.objects.create(title="Of ours", body="x", department=ticket.department)
    CannedResponse.objects.create(title="Of theirs", body="x", department=theirs)

    words = text_of(page_of(john, ticket))

    assert "Of ours" in words
    assert "Of theirs" not in words


# Who may


@pytest.mark.slow
@pytest.mark.parametrize(("verb", "code"), [("reply", "ticket.reply"), ("note", "ticket.note")])
def test_without_the_permission_there_is_no_form_and_no_way(sign_in, department, ticket, verb, code):
    somebody = sign_in(agent_in(department, permissions=EVERY_CODE - {code}))
    address = f"/panel/tickets/{ticket.number}/{verb}/"

    assert f'action="{address}"' not in page_of(somebody, ticket).content.decode()
    assert somebody.get(address).status_code == 403
    assert somebody.post(address, {"message": "Hello"}).status_code == 403
    assert ticket.entries.count() == 1


@pytest.mark.slow
def test_in_the_trash_nothing_is_written(boss, supreme, ticket):
    delete_ticket(ticket, by=supreme)

    response = reply(boss, ticket, "Hello")

    assert response.status_code == 422
    assert not ticket.entries.filter(kind="response").exists()


@pytest.mark.slow
@pytest.mark.parametrize("send", [reply, note], ids=["reply", "note"])
def test_the_next_page_says_which_forms_arrived(john, ticket, send):
    arrived, refused = str(uuid4()), str(uuid4())

    send(john, ticket, "It is the cable.", submission=arrived)
    send(john, ticket, "", submission=refused)

    assert f'<meta name="taken-forms" content="{arrived}">' in page_of(john, ticket).content.decode()
