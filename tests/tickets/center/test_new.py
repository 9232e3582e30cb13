from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.jobs import deferred
from tests.tickets.center.pages import fields_of, text_of
from tickets.models import Attachment, HelpTopic, Requester, Ticket
from tickets.operations.register_requester import register_requester

pytestmark = pytest.mark.django_db
ADDRESS = "/tickets/new/"


@pytest.fixture
def filled(topic):
    return {
        "topic": str(topic.pk),
        "name": "Amara Nwosu",
        "email": "Amara@Example.com",
        "phone": "020 7946 0100",
        "subject": "Card reader is dead",
        "message": "Since this morning.\n\nNo light at all.",
        "submission": str(uuid4()),
    }


def test_a_guest_opens_a_ticket_and_reads_its_number(client, filled, topic):
    answer = client.post(ADDRESS, filled)

    ticket = Ticket.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/tickets/{ticket.number}/opened/"
    assert (ticket.subject, ticket.topic, ticket.source) == ("Card reader is dead", topic, "web")
    assert ticket.remote_address == "127.0.0.1"
    assert (ticket.requester.name, ticket.requester.phone) == ("Amara Nwosu", "020 7946 0100")
    assert ticket.requester.address == "amara@example.com"
    entry = ticket.entries.get()
    assert entry.body_html == "<p>Since this morning.</p>\n<p>No light at all.</p>"
    assert [job["ticket_id"] for job in deferred("tickets.publish")] == [ticket.pk]


def test_the_confirmation_shows_the_number_and_the_promise_and_no_thread(client, filled):
    page = client.post(ADDRESS, filled, follow=True)

    ticket = Ticket.objects.get()
    words = text_of(page)
    assert page.status_code == 200
    assert f"#{ticket.number}" in words
    assert "you will hear from us" in words
    assert "amara@example.com" in words
    assert "No light at all" not in words


def test_the_confirmation_is_for_the_browser_that_sent_the_ticket(client, filled):
    other_browser = client.__class__()
    client.post(ADDRESS, filled)
    address = reverse("center:opened", args=[Ticket.objects.get().number])

    assert client.get(address).status_code == 200
    assert other_browser.get(address).status_code == 404


def test_whoever_typed_an_address_does_not_see_the_thread(client, filled):
    client.post(ADDRESS, filled)

    page = client.get(reverse("center:ticket", args=[Ticket.objects.get().number]))

    assert page.status_code == 404
    assert "No light at all" not in page.content.decode()


def test_a_form_sent_twice_is_one_ticket_and_the_same_confirmation(client, filled):
    first, second = client.post(ADDRESS, filled), client.post(ADDRESS, filled)

    assert Ticket.objects.count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.slow
def test_a_form_that_comes_back_with_another_text_is_not_lost_and_not_sent_by_itself(client, filled):
    client.post(ADDRESS, filled)
    number = Ticket.objects.get().number

    page = client.post(ADDRESS, {**filled, "message": "The scanner is dead as well."})

    assert page.status_code == 422
    assert f"became ticket #{number} before" in text_of(page)
    assert "The scanner is dead as well." in page.content.decode()
    assert Ticket.objects.count() == 1
    again = {**filled, "message": "The scanner is dead as well.", **fields_of(page.content.decode())}
    client.post(ADDRESS, again)
    assert Ticket.objects.count() == 2


def test_what_is_known_of_a_person_stays_and_what_a_guest_typed_goes_into_the_text(client, filled):
    known = register_requester("amara@example.com", name="Amara N.", phone="1234")

    client.post(ADDRESS, filled)

    known.refresh_from_db()
    assert (known.name, known.phone) == ("Amara N.", "1234")
    assert "020 7946 0100" in Ticket.objects.get(requester=known).entries.get().body_text


def test_a_signed_in_requester_is_not_asked_who_it_is(client, james, filled):
    client.force_login(james.user)
    page = client.get(ADDRESS)
    assert 'name="subject"' in page.content.decode()
    assert 'name="email"' not in page.content.decode()

    client.post(ADDRESS, {**filled, "email": "somebody@else.example", "name": "Somebody"})

    assert Ticket.objects.get().requester == james
    assert not Requester.objects.filter(addresses__address="somebody@else.example").exists()


def test_an_agent_who_needs_help_becomes_a_requester(client, agent, filled):
    client.force_login(agent.user)

    client.post(ADDRESS, filled)

    requester = Ticket.objects.get().requester
    assert (requester.user, requester.name, requester.address) == (agent.user, "Jane Doe", agent.user.email)


def test_topics_are_public_ones_grouped_by_the_topic_above(client, topic):
    network = HelpTopic.objects.create(name="Network")
    HelpTopic.objects.create(name="VPN", parent=network)
    HelpTopic.objects.create(name="Internal audit", is_public=False)

    words = text_of(client.get(ADDRESS))

    assert "Report a Problem" in words
    assert "Network Network VPN" in words
    assert "Internal audit" not in words


def test_without_any_topic_a_ticket_goes_to_the_default_department(client, desk, filled):
    HelpTopic.objects.all().delete()

    client.post(ADDRESS, filled)

    ticket = Ticket.objects.get()
    assert (ticket.topic, ticket.department) == (None, desk.default_department)


def test_files_come_along(client, filled):
    files = [SimpleUploadedFile("one.txt", b"one"), SimpleUploadedFile("two.png", b"two")]

    client.post(ADDRESS, {**filled, "attachments": files})

    bound = Ticket.objects.get().entries.get().attachments.all()
    assert [file.name for file in bound] == ["one.txt", "two.png"]


WRONG = [
    ("topic", "", "Choose what it is about"),
    ("topic", "999999", "no longer offered"),
    ("topic", "'; DROP TABLE", "no longer offered"),
    ("name", "  ", "Tell us your name"),
    ("name", "x" * 121, "at most 120"),
    ("subject", "x" * 201, "This has 201 characters, at most 200 fit."),
    ("name", "Amara\x00", "invisible character"),
    ("email", "", "We need an address"),
    ("email", "amara@example", "They are like name@example.com"),
    ("email", "amara example.com", "They are like name@example.com"),
    ("email", "a" * 250 + "@example.com", "at most 254"),
    ("email", "amara@exam\x00ple.com", "invisible character"),
    ("phone", "1" * 41, "at most 40"),
    ("subject", "", "Say in a few words"),
    ("message", " \n ", "Say in a sentence what happens"),
    ("message", "x" * 50_001, "at most 50000 fit"),
    ("message", "with \x00 inside", "invisible character"),
    ("website", "https://spam.example", "tell people from machines"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("field", "value", "sentence"), WRONG, ids=[f"{w[0]}-{w[2][:20]}" for w in WRONG])
def test_wrong_input_is_answered_beside_the_field_and_nothing_else_is_lost(
    client, filled, field, value, sentence
):
    page = client.post(ADDRESS, {**filled, field: value})

    html = page.content.decode()
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert f'id="id_{field}_error"' in html
    assert not Ticket.objects.exists()
    for other in {"name", "email", "phone", "subject"} - {field}:
        assert f'value="{filled[other]}"' in html
    if field != "message":
        assert "No light at all." in html
    if field != "topic":
        assert f'value="{filled["topic"]}" checked' in html or "checked" in html


def test_scripts_in_html_are_dropped_and_what_is_left_is_the_text(client, filled):
    evil = (
        '<div>Hello <script>alert(1)</script><img src=x onerror="alert(2)"><b onclick="x()">there</b></div>'
    )

    client.post(ADDRESS, {**filled, "message": evil, "message_format": "html"})

    entry = Ticket.objects.get().entries.get()
    assert entry.body_html == "<div>Hello <b>there</b></div>"
    assert entry.body_text == "Hello there"


def test_a_message_of_nothing_but_a_script_is_no_message(client, filled):
    page = client.post(ADDRESS, {**filled, "message": "<script>alert(1)</script>", "message_format": "html"})

    assert page.status_code == 422
    assert "Say in a sentence what happens" in text_of(page)


def test_line_breaks_in_a_subject_cannot_reach_the_head_of_a_mail(client, filled):
    client.post(ADDRESS, {**filled, "subject": "Help\r\nBcc: all@example.com", "name": "Amara\nNwosu"})

    ticket = Ticket.objects.get()
    assert ticket.subject == "Help Bcc: all@example.com"
    assert ticket.requester.name == "Amara Nwosu"


def test_a_file_that_is_too_large_is_named_and_the_others_are_kept(client, filled, settings):
    settings.UPLOAD_MAX_SIZE = 100
    files = [SimpleUploadedFile("video.mp4", b"x" * 101), SimpleUploadedFile("note.txt", b"small")]

    page = client.post(ADDRESS, {**filled, "attachments": files})

    assert page.status_code == 422
    assert "“video.mp4”: too large" in text_of(page)
    assert "note.txt" in text_of(page)
    assert "No light at all." in page.content.decode()
    assert not Ticket.objects.exists()


def test_too_many_files_are_refused_and_as_many_as_fit_are_kept(client, filled, settings):
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(settings.UPLOAD_MAX_FILES + 1)]

    page = client.post(ADDRESS, {**filled, "attachments": files})

    assert page.status_code == 422
    assert "at most 10 files" in text_of(page).lower()
    assert Attachment.objects.count() == 10


def kept_in(page) -> list[str]:
    return [kept.claim for kept in page.context["form"].kept]


def test_files_of_a_refused_form_need_not_be_chosen_again(client, filled):
    file = SimpleUploadedFile("one.txt", b"one")
    page = client.post(ADDRESS, {**filled, "subject": "", "attachments": file})
    assert "one.txt" in text_of(page)

    client.post(ADDRESS, {**filled, "kept": kept_in(page)})

    assert [file.name for file in Ticket.objects.get().entries.get().attachments.all()] == ["one.txt"]


def test_a_kept_file_is_left_out_when_its_box_is_emptied(client, filled):
    file = SimpleUploadedFile("one.txt", b"one")
    client.post(ADDRESS, {**filled, "subject": "", "attachments": file})

    client.post(ADDRESS, filled)

    assert not Ticket.objects.get().entries.get().attachments.exists()
    assert Attachment.objects.get().entry is None


def test_nobody_claims_the_file_of_another_form(client, filled):
    file = SimpleUploadedFile("salaries.txt", b"secret")
    page = client.post(ADDRESS, {**filled, "subject": "", "attachments": file})

    stolen = [*kept_in(page), str(Attachment.objects.get().token)]
    client.post(ADDRESS, {**filled, "submission": str(uuid4()), "kept": stolen})

    assert Ticket.objects.count() == 1
    assert Attachment.objects.get().entry is None


def test_the_closed_notice_takes_no_ticket_and_loses_no_text(client, desk, filled):
    desk.closed_notice = "We move house until Monday."
    desk.save()

    page = client.post(ADDRESS, filled)

    assert page.status_code == 422
    assert "We move house until Monday." in text_of(page)
    assert "No light at all." in page.content.decode()
    assert not Ticket.objects.exists()


def test_while_the_center_is_closed_there_is_no_form_to_fill_in_vain(client, desk):
    desk.closed_notice = "We move house until Monday."
    desk.save()

    page = client.get(ADDRESS)

    assert "We move house until Monday." in text_of(page)
    assert 'name="subject"' not in page.content.decode()


@pytest.mark.slow
def test_too_many_tickets_from_one_network_are_put_off_and_nothing_typed_is_lost(client, filled, settings):
    settings.GUEST_TICKETS_PER_NETWORK = 2

    for n in range(2):
        client.post(ADDRESS, {**filled, "email": f"guest{n}@example.com", "submission": str(uuid4())})
    page = client.post(ADDRESS, {**filled, "email": "guest3@example.com", "submission": str(uuid4())})

    assert page.status_code == 429
    assert "many new tickets from here" in text_of(page)
    assert "No light at all." in page.content.decode()
    assert Ticket.objects.count() == 2


def test_too_many_tickets_for_one_typed_address_are_put_off(client, filled, settings):
    settings.GUEST_TICKETS_PER_ADDRESS = 1

    client.post(ADDRESS, filled)
    page = client.post(ADDRESS, {**filled, "submission": str(uuid4())})

    assert page.status_code == 429
    assert Ticket.objects.count() == 1


@pytest.mark.slow
def test_the_network_is_what_trusted_proxies_say(client, filled, settings):
    settings.GUEST_TICKETS_PER_NETWORK, settings.TRUSTED_PROXIES = 1, 1

    for proxied in ("203.0.113.1", "203.0.113.2", "203.0.113.2"):
        client.post(ADDRESS, {**filled, "submission": str(uuid4())}, headers={"X-Forwarded-For": proxied})

    assert sorted(Ticket.objects.values_list("remote_address", flat=True)) == ["203.0.113.1", "203.0.113.2"]


@pytest.mark.slow
def test_who_is_signed_in_is_not_counted(client, james, filled, settings):
    settings.GUEST_TICKETS_PER_NETWORK = settings.GUEST_TICKETS_PER_ADDRESS = 1
    client.force_login(james.user)

    for _ in range(3):
        client.post(ADDRESS, {**filled, "submission": str(uuid4())})

    assert Ticket.objects.count() == 3


def test_looking_at_the_form_leaves_no_session(client, topic, filled, settings):
    client.get(ADDRESS)
    before = set(client.cookies)
    client.post(ADDRESS, filled)

    assert settings.SESSION_COOKIE_NAME not in before
    assert settings.SESSION_COOKIE_NAME in client.cookies


def test_the_next_form_says_that_the_ticket_arrived(client, filled):
    client.post(ADDRESS, {**filled, "submission": str(uuid4()), "message": ""})
    client.post(ADDRESS, filled)

    page = client.get(ADDRESS).content.decode()

    assert f'<meta name="taken-forms" content="{filled["submission"]}">' in page
