"""Every page, in both themes, wide and on a phone: nobody is kept out, nothing is wider than the screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.jobs import run_jobs
from tickets.operations.save_queue import save_queue
from tickets.panel.actions import ACTIONS
from tickets.queues import QUEUES

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
REFUSED = [
    # a page, who is there, what is sent, and what of it is wrong
    ("/tickets/new/", None, "main form .btn-primary", "#id_subject_error"),
    ("/tickets/status/", None, "main form .btn-primary", "#id_email_error"),
    ("/accounts/signup/", None, "main form .btn-primary", "#id_password1_error"),
    ("/panel/tickets/new/", "john", "main .btn-primary", "#id_subject_error"),
    ("/panel/tickets/{outage}/escalate/", "john", "main .dialog-foot button", "#id_comment_error"),
    ("/panel/tickets/{outage}/assign/", "john", "main .dialog-foot button", "[role=alert]"),
    ("/panel/tickets/{outage}/chain/", "john", "main .dialog-foot button", ".invalid-feedback"),
    ("/panel/queues/new/?words=state%3Aopne", "john", "main .dialog-foot button", "#id_name_error"),
    ("/panel/tickets/{outage}/", "john", "#reply-form .btn-primary", "#reply-form [role=alert]"),
]
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
def look(request):
    """A theme and a width to look at pages in."""
    theme, width = request.param
    return {"theme": theme, "width": width}


@pytest.fixture
def walk(look, visit):
    """Go to pages one after the other and look at each; answers with what is wrong, by page."""

    def along(paths, user=None):
        page, wrong = None, {}
        for path in paths:
            if page is None:
                page = visit(path, user=user, **look)
            else:
                page.goto(path)
            if found := faults(page):
                wrong[path] = found
        return wrong

    return along


def faults(page):
    found = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the screen")
    return found


def test_the_public_pages(walk):
    assert walk(PUBLIC) == {}


def test_the_pages_of_a_requester(walk, story):
    tickets = [f"/tickets/{ticket.number}/" for ticket in (story.outage, story.resolved, story.waiting)]

    assert walk(["/", "/tickets/new/", "/tickets/", *tickets, *OWN_ACCOUNT], story.james.user) == {}


def test_the_pages_of_an_agent(walk, story):
    run_jobs()  # so that the bell has something to tell
    ticket = f"/panel/tickets/{story.outage.number}/"
    queues = [f"/panel/queues/{queue.slug}/" for queue in QUEUES]
    others = ["/panel/tickets/new/", "/panel/notifications/", ticket, f"{ticket}note/"]

    assert walk([*queues, *others], story.john.user) == {}


def test_the_search_and_the_queues_that_are_saved(walk, story):
    team = story.john.teams.get()
    queue = save_queue("Banking, not answered", "state:open is:unanswered", by=story.john, team=team)
    narrowed = f"/panel/queues/{queue.slug}/"
    asked = ["", "?q=banking", "?q=state%3Aopen", "?q=nothing+like+it", "?q=state%3Aopne+tags%3Avip+james"]
    forms = ["/panel/filter/?queue=open&q=priority%3Ahigh", "/panel/queues/new/?words=state%3Aopen"]
    pages = [narrowed, f"{narrowed}?q=priority%3Aemergency", f"{narrowed}edit/", f"{narrowed}delete/"]

    assert walk([*(f"/panel/search/{query}" for query in asked), *forms, *pages], story.john.user) == {}


def test_the_forms_of_the_verbs(walk, story):
    verbs = [f"/panel/tickets/{story.outage.number}/{action.verb}/" for action in ACTIONS]

    assert walk(verbs, story.john.user) == {}


@pytest.mark.parametrize(("path", "who", "button", "error"), REFUSED, ids=[row[0] for row in REFUSED])
@pytest.mark.parametrize("look", [("light", 390), ("dark", 1440)], indirect=True, ids=lambda each: f"{each}")
def test_a_form_that_comes_back(visit, look, story, path, who, button, error):
    user = story.john.user if who else None
    page = visit(path.format(outage=story.outage.number), user=user, **look)
    page.evaluate("for (const form of document.forms) form.noValidate = true")

    page.locator(button).click()
    page.wait_for_load_state()
    expect(page.locator(error).first).to_be_visible()

    assert faults(page) == []


def test_the_administration(walk, story, settings):
    settings.REQUIRE_ADMIN_MFA = False
    plan = f"/admin/sla/plan/{story.outage.clock.plan_id}/"

    assert walk([*ADMINISTRATION, f"{plan}change/", f"{plan}test/"], story.administrator) == {}


def test_the_answer_to_what_if(visit, look, story, settings):
    settings.REQUIRE_ADMIN_MFA = False
    plan = f"/admin/sla/plan/{story.outage.clock.plan_id}/change/"
    page = visit(plan, user=story.administrator, **look)

    page.fill("[name=targets-0-duration]", "1 s")
    page.get_by_role("button", name="What if …").click()
    expect(page.locator(".what-if-rows")).to_be_visible()

    assert faults(page) == []
