"""Many tickets of a list at once, in a browser."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tickets.models import Ticket
from tickets.vocabulary import State

pytestmark = pytest.mark.browser


def box(page, ticket):
    return page.get_by_role("checkbox", name=f"Select #{ticket.number}")


def states(*tickets):
    return [Ticket.objects.get(pk=ticket.pk).state for ticket in tickets]


def wrong_with(page):
    found = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the screen")
    return found


def test_several_are_selected_and_closed_in_a_dialog(visit, story):
    page = visit("/panel/queues/open/", user=story.john.user)
    bar = page.get_by_role("group", name="For the selected tickets")
    expect(bar).to_be_hidden()

    page.get_by_role("checkbox", name="Select all on this page").check()
    expect(bar.get_by_role("status")).to_contain_text("3 selected")
    box(page, story.outage).uncheck()
    expect(bar.get_by_role("status")).to_contain_text("2 selected")
    bar.get_by_role("button", name="Status").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Change the status: 2 tickets")
    assert wrong_with(page) == []
    dialog.get_by_role("link", name="Cancel").click()
    expect(box(page, story.waiting)).to_be_checked()
    bar.get_by_role("button", name="Status").click()
    dialog.get_by_label("Status").select_option("Closed")
    dialog.get_by_label("Comment").fill("Found on Monday.")
    dialog.get_by_role("button", name="Change the status").click()

    expect(page.get_by_role("status").filter(has_text="2 tickets: The status is changed.")).to_be_visible()
    expect(page.locator("tr[data-ticket]")).to_have_count(1)
    assert states(story.waiting, story.outage) == [State.CLOSED, State.OPEN]


def test_keys_select_and_shift_selects_what_lies_between(visit, story):
    page = visit("/panel/queues/open/", user=story.john.user)
    boxes = page.locator("tbody [name=ticket]")
    selected = page.locator("tbody [name=ticket]:checked")

    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(selected).to_have_count(1)
    boxes.last.click(modifiers=["Shift"])
    expect(selected).to_have_count(3)
    page.get_by_role("button", name="Clear selection").click()
    expect(selected).to_have_count(0)
    expect(page.locator(".bulk")).to_be_hidden()


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1440)])
def test_without_script_each_step_is_a_page_and_each_refusal_has_its_reason(visit, story, theme, width):
    page = visit("/panel/queues/open/", user=story.john.user, scripts=False, theme=theme, width=width)
    box(page, story.waiting).check()
    page.get_by_role("checkbox", name="All on this page").check()
    page.get_by_role("button", name="Status").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change the status: 3 tickets")
    page.get_by_label("Status").select_option("Resolved")
    page.get_by_role("button", name="Change the status").click()

    refused = page.get_by_role("list", name="What stayed as it was, and why").get_by_role("listitem")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text(f"#{story.outage.number}")
    expect(refused).to_contain_text("blocks this ticket and is still open.")
    page.get_by_role("link", name="Back to the list").click()
    page.wait_for_url("**/panel/queues/open/")
    assert states(story.outage, story.waiting) == [State.OPEN, State.RESOLVED]


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1440), ("light", 1440), ("dark", 390)])
def test_the_bar_and_what_became_of_many_keep_nobody_out(visit, story, theme, width):
    page = visit("/panel/queues/open/", user=story.john.user, theme=theme, width=width)
    box(page, story.outage).check()
    box(page, story.waiting).check()
    assert wrong_with(page) == []

    page.get_by_role("button", name="Status").click()
    page.get_by_role("dialog").get_by_label("Status").select_option("Resolved")
    page.get_by_role("button", name="Change the status").click()
    expect(page.get_by_role("list", name="What stayed as it was, and why")).to_be_visible()

    assert wrong_with(page) == []


def test_a_list_is_taken_along_as_csv(visit, story):
    page = visit("/panel/queues/open/?sort=oldest", user=story.john.user)

    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()

    text = download.value.path().read_text("utf-8-sig")
    assert download.value.suggested_filename.startswith("tickets-open-")
    shown = page.locator("tr[data-ticket]").evaluate_all("rows => rows.map(row => row.dataset.ticket)")
    assert [row["Number"] for row in csv.DictReader(io.StringIO(text))] == shown
