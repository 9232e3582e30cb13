import re

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail

from helpdesk.demo import mailbox
from tests.factories.people import agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.jobs import run_jobs
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "helpdesk.demo.mailbox.EmailBackend"
    settings.DEMO_MAIL_FOLDER = tmp_path / "mail"


def post(
    subject: str, *, to: str = "james@example.com", text: str = "Hello", html: str = "", at: str = "09:00"
):
    message = EmailMultiAlternatives(
        subject, text, "desk@example.com", [to], headers={"Date": f"Tue, 03 Mar 2026 {at}:00 +0000"}
    )
    if html:
        message.attach_alternative(html, "text/html")
    message.send()


def subjects(response) -> list[str]:
    return [letter.subject for letter in response.context["letters"]]


def test_before_the_first_letter_the_page_says_so(client):
    assert "No letter yet" in client.get("/demo/mail/").content.decode()


def test_every_letter_is_there_the_newest_first(client):
    post("Second", at="09:01")
    post("First", at="09:00")
    post("Third", at="09:02", to="john@example.com")

    response = client.get("/demo/mail/")

    assert subjects(response) == ["Third", "Second", "First"]


def test_letters_of_other_parts_of_the_desk_are_there_too(client):
    send_mail("Your code", "It is KTFV-XWBM.", None, ["jane@example.com"])

    assert "It is KTFV-XWBM." in client.get("/demo/mail/").content.decode()


def test_letters_to_one_address_can_be_asked_for(client):
    post("For James")
    post("For John", to="john@example.com")

    assert subjects(client.get("/demo/mail/", {"to": "John@example.com"})) == ["For John"]
    assert subjects(client.get("/demo/mail/")) == ["For John", "For James"]


@pytest.mark.slow
def test_many_letters_are_paged_both_ways(client):
    for number in range(60):
        post(f"Letter {number}", at=f"09:{number:02}")

    first = client.get("/demo/mail/")
    second = client.get("/demo/mail/" + first.context["older"])
    third = client.get("/demo/mail/" + second.context["older"])

    assert [len(page.context["letters"]) for page in (first, second, third)] == [25, 25, 10]
    assert subjects(third)[-1] == "Letter 0"
    assert third.context["older"] == ""
    assert first.context["newer"] == ""
    assert subjects(client.get("/demo/mail/" + third.context["newer"])) == subjects(second)
    assert subjects(client.get("/demo/mail/" + second.context["newer"])) == subjects(first)


@pytest.mark.slow
def test_the_link_in_a_letter_can_be_followed_to_the_ticket(client):
    ticket = open_a_ticket(requester=RequesterFactory(address="james@example.com"))
    reply_to_ticket(ticket, Body.from_text("We see it too."), by=agent_in(ticket.department))
    run_jobs()

    page = client.get("/demo/mail/", {"to": "james@example.com"}).content.decode()
    links = re.findall(r'href="http://127.0.0.1:8000(/a/[\w-]+/)"', page)

    assert len(links) == 2
    for link in links:
        opened = client.get(link, follow=True)
        assert opened.status_code == 200
        assert opened.context["ticket"].number == ticket.number


def test_nothing_in_a_letter_gets_into_the_page(client):
    post("<b>Sub</b>", text="<script>alert(1)</script>", to="a@example.com")

    page = client.get("/demo/mail/").content.decode()

    assert "&lt;b&gt;Sub&lt;/b&gt;" in page
    assert "<script>alert(1)" not in page


def test_the_html_is_shown_sealed(client):
    post("Styled", html="<p style='color:red'>Hello</p>")
    [name] = mailbox.names()

    response = client.get(f"/demo/mail/{name}/html/")

    assert response.content == b"<p style='color:red'>Hello</p>"
    assert response["Content-Security-Policy"].startswith("sandbox allow-popups")


@pytest.mark.parametrize("name", ["..", ".hidden", "no-such-letter.eml", "..%2f..%2fsettings.py"])
def test_no_other_file_is_read(client, name):
    post("One")

    assert client.get(f"/demo/mail/{name}/html/").status_code == 404
    assert mailbox.read(name) is None


def test_outside_demo_mode_there_is_no_such_page(client, settings):
    post("Styled", html="<p>Hello</p>")
    [name] = mailbox.names()
    settings.DEMO = False

    assert client.get("/demo/mail/").status_code == 404
    assert client.get(f"/demo/mail/{name}/html/").status_code == 404
