"""What the scripts add to plain forms, and that the forms are whole without them."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import session_of

pytestmark = pytest.mark.browser


@pytest.fixture
def ticket_page(visit, story):
    return visit(f"/panel/tickets/{story.outage.number}/", user=story.john.user)


def written(page, form="#reply-form"):
    return page.evaluate(f"document.querySelector('{form} textarea').value")


def test_the_field_holds_what_the_editor_holds_in_the_very_moment(ticket_page):
    ticket_page.evaluate(
        "window.seen = []; document.addEventListener('beforeinput',"
        " () => seen.push(document.querySelector('#reply-form textarea').value))"
    )

    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("a<b")

    assert ticket_page.evaluate("seen") == [
        "<div>a</div>",
        "<div>a&lt;</div>",
        "<div>a&lt;b</div>",
    ]


def test_a_reply_sent_twice_arrives_once(ticket_page, story):
    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("We are back.")
    with ticket_page.expect_navigation():
        ticket_page.evaluate(
            "const button = document.querySelector('#reply-form .btn-primary');button.click(); button.click()"
        )

    expect(ticket_page.locator("[data-entry-kind=response]")).to_have_count(2)
    expect(ticket_page.locator("[data-entry-kind=response]").last).to_contain_text("We are back.")


def test_what_was_being_written_comes_back_after_a_reload_and_not_after_sending(ticket_page):
    ticket_page.on("dialog", lambda dialog: dialog.accept())
    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("Half a sentence")

    ticket_page.reload()
    expect(ticket_page.locator("#reply-form trix-editor")).to_have_text("Half a sentence")
    with ticket_page.expect_navigation():
        ticket_page.click("#reply-form .btn-primary")

    expect(ticket_page.locator("#reply-form trix-editor")).to_have_text("")


def test_keys_lead_to_the_note_and_keep_both_texts(ticket_page):
    ticket_page.keyboard.press("n")
    ticket_page.keyboard.type("for us")
    ticket_page.click("[data-compose=reply]")
    ticket_page.keyboard.type("for James")

    assert written(ticket_page) == "<div>for James</div>"
    assert written(ticket_page, "#note-form") == "<div>for us</div>"


def test_a_canned_response_goes_where_the_cursor_stands(ticket_page):
    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("Hello. ")
    ticket_page.click(".canned summary")
    expect(ticket_page.locator("#canned-q")).to_be_focused()
    ticket_page.keyboard.type("back")
    ticket_page.keyboard.press("Enter")

    expect(ticket_page.locator("#reply-form trix-editor")).to_contain_text("It is back.")


def test_a_verb_opens_as_a_dialog_and_shows_its_errors_there(ticket_page, story):
    ticket_page.click(".ticket-bar-tools a[href$='/escalate/']")
    expect(ticket_page.locator("#dialog h2")).to_be_visible()
    ticket_page.evaluate("document.querySelector('#dialog form[hx-post]').noValidate = true")
    ticket_page.click("#dialog .btn-primary")

    expect(ticket_page.locator("#dialog .invalid-feedback").first).to_be_visible()
    expect(ticket_page.locator("#dialog .btn-primary")).to_be_enabled()

    ticket_page.fill("#dialog [name=comment]", "Tried all. Please look at node 1.")
    ticket_page.click("#dialog .btn-primary")

    expect(ticket_page.locator("[data-entry-kind=note]").last).to_contain_text("Please look at node 1.")
    expect(ticket_page.locator("#dialog")).to_be_hidden()


def test_escape_closes_the_dialog_and_leaves_the_page_as_it_was(ticket_page):
    ticket_page.keyboard.press("a")
    expect(ticket_page.locator("#dialog")).to_be_visible()
    ticket_page.keyboard.press("Escape")

    expect(ticket_page.locator("#dialog")).to_be_hidden()
    assert ticket_page.evaluate("document.querySelector('#dialog').childElementCount") == 0


def test_without_script_a_reply_is_a_plain_form(visit, story):
    page = visit(f"/panel/tickets/{story.outage.number}/", user=story.john.user, scripts=False)

    page.fill("#reply-form textarea", "First line\nsecond <line>")
    page.click("#reply-form .btn-primary")

    assert page.locator("[data-entry-kind=response]").last.inner_text().count("second <line>") == 1


def test_the_theme_is_remembered_from_page_to_page(visit):
    page = visit("/")
    page.click("[data-theme=dark]")
    page.goto("/tickets/new/")

    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    expect(page.locator("[data-theme=dark]")).to_have_attribute("aria-pressed", "true")


def text_in(page, form):
    """What the editor of this form shows, once it stands."""
    return page.locator(f"{form} trix-editor")


def signs_out(page):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def signs_in(page, user, url):
    page.context.add_cookies([session_of(user, url)])


def test_a_reply_written_past_the_end_of_the_sign_in_is_offered_again_and_is_still_there(
    ticket_page, story, live_server
):
    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("An hour of work")
    signs_out(ticket_page)
    ticket_page.click("#reply-form .btn-primary")
    expect(ticket_page.locator("h1")).to_have_text("You are signed out")
    expect(ticket_page.locator(".typed")).to_have_text("An hour of work")

    signs_in(ticket_page, story.john.user, live_server.url)
    ticket_page.goto(f"/panel/tickets/{story.outage.number}/")
    expect(text_in(ticket_page, "#reply-form")).to_have_text("An hour of work")
    with ticket_page.expect_navigation():
        ticket_page.click("#reply-form .btn-primary")

    expect(ticket_page.locator("[data-entry-kind=response]").last).to_contain_text("An hour of work")
    expect(text_in(ticket_page, "#reply-form")).to_have_text("")


def test_what_was_sent_from_the_page_of_the_signed_out_is_no_draft_any_more(ticket_page, story, live_server):
    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("An hour of work")
    signs_out(ticket_page)
    ticket_page.click("#reply-form .btn-primary")

    signs_in(ticket_page, story.john.user, live_server.url)
    ticket_page.get_by_role("button", name="Send it now").click()

    expect(ticket_page.locator("[data-entry-kind=response]").last).to_contain_text("An hour of work")
    expect(text_in(ticket_page, "#reply-form")).to_have_text("")


def test_a_requesters_answer_to_a_ticket_that_shut_meanwhile_is_still_there(visit, story, live_server):
    page = visit(f"/tickets/{story.waiting.number}/", user=story.james.user)
    page.click("#answer trix-editor")
    page.keyboard.type("The large one")
    signs_out(page)
    page.click("#answer .btn-primary")
    expect(page.locator("h1")).to_have_text("No ticket opens here")

    signs_in(page, story.james.user, live_server.url)
    page.goto(f"/tickets/{story.waiting.number}/")

    expect(text_in(page, "#answer")).to_have_text("The large one")


def test_a_verb_sent_from_a_dialog_after_the_sign_in_ended_keeps_its_words(ticket_page, story, live_server):
    ticket_page.click(".ticket-bar-tools a[href$='/escalate/']")
    ticket_page.fill("#dialog [name=comment]", "Tried all. Please look at node 1.")
    signs_out(ticket_page)
    ticket_page.click("#dialog .btn-primary")
    expect(ticket_page.locator("#dialog h2")).to_have_text("You are signed out")

    signs_in(ticket_page, story.john.user, live_server.url)
    ticket_page.get_by_role("button", name="Send it now").click()

    expect(ticket_page.locator("[data-entry-kind=note]").last).to_contain_text("Please look at node 1.")


def test_what_is_sent_again_after_a_sign_in_elsewhere_is_not_asked_for_twice(ticket_page, story, live_server):
    """The sign-in made the token of the page a stale one."""
    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("An hour of work")
    signs_out(ticket_page)
    ticket_page.click("#reply-form .btn-primary")
    expect(ticket_page.locator("h1")).to_have_text("You are signed out")

    signs_in(ticket_page, story.john.user, live_server.url)
    token = {"name": settings.CSRF_COOKIE_NAME, "value": "n" * 32, "url": live_server.url}
    ticket_page.context.add_cookies([token])
    ticket_page.get_by_role("button", name="Send it now").click()

    expect(ticket_page.locator("[data-entry-kind=response]").last).to_contain_text("An hour of work")


def test_a_preview_that_cannot_be_fetched_any_more_leaves_the_comment(ticket_page):
    ticket_page.locator("a[href$='/prioritize/']").first.evaluate("link => link.click()")
    dialog = ticket_page.locator("#dialog")
    dialog.get_by_label("Comment").fill("A branch has closed.")
    signs_out(ticket_page)

    dialog.get_by_label("Priority").select_option("Low")

    expect(dialog.locator("#consequences")).to_contain_text("You are signed out.")
    expect(dialog.get_by_label("Comment")).to_have_value("A branch has closed.")


def test_a_reply_that_brought_too_much_is_still_there(ticket_page, story):
    ticket_page.click("#reply-form trix-editor")
    ticket_page.keyboard.type("An hour of work")
    ticket_page.evaluate(
        "const more = document.createElement('textarea'); more.hidden = true; more.name = 'more';"
        "more.value = 'x'.repeat(5_100_000); document.querySelector('#reply-form').append(more)"
    )
    ticket_page.click("#reply-form .btn-primary")
    expect(ticket_page.locator("h1")).to_have_text("That was too much at once")

    ticket_page.goto(f"/panel/tickets/{story.outage.number}/")

    expect(text_in(ticket_page, "#reply-form")).to_have_text("An hour of work")
