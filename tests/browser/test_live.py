"""What goes on while a page stays open."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from sla.moment import now

pytestmark = pytest.mark.browser


def test_a_promise_runs_down_before_the_agents_eyes(visit, story):
    ticket = story.outage
    page = visit(f"/panel/tickets/{ticket.number}/", user=story.john.user)
    chip = page.locator(".promise .sla[data-due]").last
    expect(chip).to_contain_text("Due in")

    page.clock.install(time=now() + timedelta(days=30))
    page.reload()
    page.clock.fast_forward("00:15")

    expect(chip).to_contain_text("Overdue")
    expect(chip.locator("use")).to_have_attribute("href", re.compile("exclamation"))


def test_the_steps_of_a_promise_come_when_they_are_asked_for(visit, story):
    page = visit(f"/panel/tickets/{story.outage.number}/", user=story.john.user)

    page.get_by_text("Why is it due then?").click()

    expect(page.locator(".explained").first).to_contain_text("counted from")
