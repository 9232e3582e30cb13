"""Searching, narrowing and saving in a browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_palette_finds_tickets_people_and_actions_by_keys_alone(visit, story):
    page = visit("/panel/queues/open/", user=story.john.user)
    palette = page.locator("#palette")

    page.keyboard.press("/")
    expect(palette.locator("input")).to_be_focused()
    page.keyboard.type("bank")

    ticket = palette.get_by_role("link", name=f"#{story.outage.number}")
    expect(ticket).to_be_visible()
    expect(palette.get_by_role("status")).to_contain_text("suggestion")
    page.keyboard.press("ArrowDown")
    expect(ticket).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/panel/tickets/{story.outage.number}/")


def test_the_palette_does_what_the_page_offers(visit, story):
    page = visit(f"/panel/tickets/{story.waiting.number}/", user=story.john.user)
    palette = page.locator("#palette")

    page.keyboard.press("Control+k")
    page.keyboard.type("assign")
    palette.get_by_role("button", name="Assign").click()

    expect(page.locator("#dialog h2")).to_contain_text("Assign")


def test_enter_leads_to_the_search_and_a_number_to_its_ticket(visit, story):
    page = visit("/panel/queues/open/", user=story.john.user)

    page.keyboard.press("Control+k")
    page.keyboard.type("monitor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/panel/search/?q=monitor")
    expect(page.locator("mark").first).to_have_text("monitor")

    page.locator("#search-q").fill(f"#{story.waiting.number}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/panel/tickets/{story.waiting.number}/")


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without"])
def test_a_list_is_narrowed_saved_renamed_and_given_up(visit, story, scripts):
    page = visit("/panel/queues/open/", user=story.john.user, scripts=scripts)
    page.get_by_role("link", name="Filter", exact=True).click()
    page.get_by_label("Priority").select_option("Emergency")
    page.get_by_role("button", name="Show").click()

    expect(page.locator("tr[data-ticket]")).to_have_count(1)
    expect(page.get_by_role("list", name="Filters")).to_contain_text("Priority emergency")
    page.get_by_role("link", name="Save as queue").click()
    page.get_by_label("Name").fill("Burning")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", name="Burning", level=1)).to_be_visible()
    expect(page.locator("tr[data-ticket]")).to_have_count(1)
    page.get_by_role("link", name="Edit queue").click()
    page.get_by_label("Name").fill("On fire")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#rail").get_by_role("link", name="On fire")).to_be_visible()

    page.get_by_role("link", name="Edit queue").click()
    page.get_by_role("link", name="Delete queue").click()
    page.get_by_role("button", name="Delete queue").click()
    expect(page.get_by_text("The queue “On fire” is gone")).to_be_visible()
    expect(page.locator("#rail").get_by_role("link", name="On fire")).to_have_count(0)
