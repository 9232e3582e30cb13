"""What each page costs, beside the floor of the same run."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from agents.models import User
from tests.benchmarks import floor
from tests.benchmarks.desk import Desk
from tests.benchmarks.meter import Cost, cost_of
from tickets.models import Ticket
from tickets.queues import BY_SLUG


@dataclass(frozen=True, slots=True)
class Page:
    """A page, who opens it, and how often it may ask the database."""

    name: str
    address: str
    user: User | None
    most_queries: int | None = None


@dataclass(frozen=True, slots=True)
class PageCost:
    """What the page costs, how long it is, and how long compressed (bytes)."""

    name: str
    cost: Cost
    length: int
    sent: int
    most_queries: int | None


def measure_floor(desk: Desk) -> PageCost:
    with floor.bare:
        browser = floor.signed_in(desk.agent.user)
        return _measure(Page("floor: 25 joined rows", "/", None), browser)


def measure_pages(desk: Desk) -> Iterator[PageCost]:
    for page in _pages(desk):
        browser = Client(headers={"host": "127.0.0.1"})
        if page.user is not None:
            browser.force_login(page.user)
        yield _measure(page, browser)


def _measure(page: Page, browser: Client) -> PageCost:
    answer = browser.get(page.address)
    if answer.status_code != 200:
        raise AssertionError(f"{page.name}: {page.address} answers {answer.status_code}")
    cost = cost_of(lambda: browser.get(page.address))
    return PageCost(
        page.name, cost, len(answer.content), len(gzip.compress(answer.content, 6)), page.most_queries
    )


def _pages(desk: Desk) -> list[Page]:
    agent, lead, requester = desk.agent.user, desk.lead.user, desk.requester.user
    return [
        Page("panel: queue, open, by due", _queue("open"), agent, 12),
        Page("panel: queue, open, of all departments", _queue("open"), lead, 12),
        Page("panel: queue, unassigned", _queue("unassigned"), agent, 12),
        Page("panel: queue, closed", _queue("closed"), agent, 12),
        Page("panel: queue, closed, deep", deep_page(desk), agent, 12),
        Page("panel: ticket, 10 entries", reverse("panel:ticket", args=[desk.ticket.number]), agent, 16),
        Page("panel: search, a common word", _search("computer"), agent),
        Page("panel: search, a rare word", _search(_device_of(desk.ticket)), agent),
        Page("panel: suggestions", f"{reverse('panel:suggestions')}?q=comput", agent),
        Page("panel: rail", reverse("panel:rail"), agent),
        Page("panel: new ticket", reverse("panel:new_ticket"), agent),
        Page("center: home", reverse("center:home"), None),
        Page("center: open a ticket", f"{reverse('center:new_ticket')}?topic={desk.topic.pk}", None),
        Page("center: ticket", reverse("center:ticket", args=[desk.their_ticket.number]), requester),
        Page("center: my tickets", reverse("center:tickets"), requester),
    ]


def deep_page(desk: Desk) -> str:
    """The page in the middle of all closed tickets, as its cursor names it."""
    closed = BY_SLUG["closed"].tickets(desk.agent).order_by("-last_activity_at", "-pk")
    last = closed[closed.count() // 2]
    micros = int(last.last_activity_at.timestamp()) * 10**6 + last.last_activity_at.microsecond
    return f"{_queue('closed')}?after={micros}~{last.number}"


def _search(words: str) -> str:
    return f"{reverse('panel:search')}?{urlencode({'q': words})}"


def _device_of(ticket: Ticket) -> str:
    """What stands in the first message of this ticket and of hardly any other."""
    return ticket.entries.earliest("pk").body_text.rpartition(" ")[2]


def _queue(slug: str) -> str:
    return reverse("panel:queue", args=[slug])
