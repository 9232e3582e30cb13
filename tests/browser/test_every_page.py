"""Every page, in both themes, wide and on a phone: nobody is kept out, nothing is wider than the screen."""

import pytest

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

THEMES = ["light", "dark"]
WIDTHS = [1440, 390]
PUBLIC = [
    "/",
    "/tickets/new/",
    "/tickets/status/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/login/code/",
    "/no-such-page/",
]
OWN_ACCOUNT = ["/accounts/email/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/logout/"]
QUEUES = ["open", "unassigned", "waiting", "my-teams", "closed"]
VERBS = ["assign", "escalate", "replan", "chain", "close", "pend", "delete"]
ADMINISTRATION = [
    "/admin/",
    "/admin/agents/agent/",
    "/admin/agents/agent/add/",
    "/admin/agents/department/add/",
    "/admin/agents/role/add/",
    "/admin/sla/plan/add/",
    "/admin/sla/businesshours/add/",
    "/admin/tickets/helptopic/",
    "/admin/tickets/helptopic/add/",
    "/admin/tickets/desk/",
    "/admin/tickets/ticket/",
]


@pytest.fixture(params=[(theme, width) for theme in THEMES for width in WIDTHS], ids=lambda each: f"{each}")
def walk(request, visit):
    """Go to pages one after the other and look at each; answers with what is wrong, by page."""
    theme, width = request.param

    def look(paths, user=None):
        page, wrong = None, {}
        for path in paths:
            if page is None:
                page = visit(path, user=user, theme=theme, width=width)
            else:
                page.goto(path)
            found = violations(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append("wider than the screen")
            if found:
                wrong[path] = found
        return wrong

    return look


def test_the_public_pages(walk):
    assert walk(PUBLIC) == {}


def test_the_pages_of_a_requester(walk, story):
    tickets = [f"/tickets/{ticket.number}/" for ticket in (story.outage, story.resolved, story.waiting)]

    assert walk(["/", "/tickets/new/", "/tickets/", *tickets, *OWN_ACCOUNT], story.james.user) == {}


def test_the_pages_of_an_agent(walk, story):
    ticket = f"/panel/tickets/{story.outage.number}/"
    queues = [f"/panel/queues/{slug}/" for slug in QUEUES]
    verbs = [f"{ticket}{verb}/" for verb in VERBS]

    assert walk([*queues, ticket, f"{ticket}?compose=note", *verbs], story.john.user) == {}


def test_the_administration(walk, story, settings):
    settings.REQUIRE_ADMIN_MFA = False

    assert walk(ADMINISTRATION, story.administrator) == {}
