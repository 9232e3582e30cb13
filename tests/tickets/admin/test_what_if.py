"""An administrator asks what other settings would have done to tickets, and nothing is saved by asking."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sla import moment
from sla.models import Plan
from tests.factories.people import DepartmentFactory, UserFactory
from tests.factories.tickets import open_a_ticket
from tests.sla.plans import HOUR, make_office_hours, make_plan

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 3, 6, 15, tzinfo=ZoneInfo("UTC"))
MONDAY_EVENING = FRIDAY + timedelta(days=3, hours=3)


@pytest.fixture(autouse=True)
def _on_monday_evening():
    with moment.at(MONDAY_EVENING):
        yield


@pytest.fixture
def plan():
    """Eight hours in the office: what comes on Friday at 15:00 is due on Monday at 14:00."""
    return make_plan("Sev-C", {"resolution": 8 * HOUR}, hours_mode="these", hours=make_office_hours())


@pytest.fixture
def ticket(plan):
    with moment.at(FRIDAY):
        return open_a_ticket(plan=plan, subject="The safe is locked")


def address(row):
    return f"/admin/sla/{row._meta.model_name}/{row.pk}/change/"


def ask(admin, filled_in, row, **typed):
    """Type something into the page of a plan or of hours, and ask what if."""
    form = filled_in(admin.get(address(row)))
    return admin.post(address(row), form | typed | {"_what_if": "What if …", "what_if_days": "30"} | typed)


def told(page):
    """Each row of the list: number, subject, promise, due as saved and as typed, what changes."""
    return [
        (
            row.conversation.name,
            row.conversation.subject,
            str(row.difference.kind.label),
            f"{row.difference.then.due_at:%a %H:%M}",
            row.difference.now.due_at and f"{row.difference.now.due_at:%a %H:%M}",
            row.what_changes,
        )
        for row in page.context["look"].rows
    ]


def counts(page):
    found = page.context["look"].found
    return (found.then.breached, found.now.breached)


def everything():
    """Every row of every table, but for who is signed in."""
    return {
        model: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label in ("sla", "tickets", "agents", "admin")
    }


@pytest.mark.slow
def test_a_longer_promise_lists_the_ticket_that_would_not_have_been_breached(admin, filled_in, plan, ticket):
    page = ask(admin, filled_in, plan, **{"targets-0-duration": "10 h"})

    assert counts(page) == (1, 1)
    page = ask(admin, filled_in, plan, **{"targets-0-duration": "16 h"})
    assert counts(page) == (1, 0)
    assert told(page) == [
        (
            f"#{ticket.number}",
            "The safe is locked",
            "Resolution",
            "Mon 14:00",
            "Tue 13:00",
            "would not be breached",
        )
    ]
    assert f'href="/admin/tickets/ticket/{ticket.pk}/change/"' in page.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "due"),
    [
        (dict.fromkeys(["friday", "monday"], "08:00-12:00, 13:00-17:00"), "Mon 15:00"),
        ({"friday": "08:00-15:00"}, "Mon 16:00"),
        ({"friday": "08:00-19:00"}, "Mon 12:00"),
        ({"zone": "Europe/London", "monday": "10:00-17:00"}, "Mon 16:00"),
    ],
)
def test_other_openings_move_the_due_moment(admin, filled_in, plan, ticket, typed, due):
    page = ask(admin, filled_in, plan.hours, **typed)

    assert [row[3:5] for row in told(page)] == [("Mon 14:00", due)]


@pytest.mark.slow
def test_a_holiday_that_is_typed_and_one_that_is_no_longer_shown_both_close(admin, filled_in, plan, ticket):
    plan.hours.holidays.create(on="2026-01-05", name="Long ago")
    line = {"holidays-0-on": "2026-03-09", "holidays-0-name": "Move", "holidays-TOTAL_FORMS": "1"}

    page = ask(admin, filled_in, plan.hours, **line)

    assert [row[3:] for row in told(page)] == [("Mon 14:00", "Tue 14:00", "would not be breached")]


@pytest.mark.slow
def test_a_plan_that_comes_to_run_in_the_departments_hours_asks_the_tickets_for_them(admin, filled_in):
    plan = make_plan("Sev-D", {"resolution": 8 * HOUR})
    support = DepartmentFactory(hours=make_office_hours())
    with moment.at(FRIDAY):
        open_a_ticket(plan=plan, department=support)

    page = ask(admin, filled_in, plan, hours_mode="department")

    assert [row[3:5] for row in told(page)] == [("Fri 23:00", "Mon 14:00")]


def test_looking_writes_nothing_and_the_form_stands_as_it_was_typed(admin, filled_in, plan, ticket):
    before = everything()
    typed = {"name": "Sev-C, faster", "warning_percent": "70", "targets-0-duration": "1h 30min"}

    page = ask(admin, filled_in, plan, **typed)

    assert everything() == before
    assert before[Plan]
    shown = filled_in(page)
    assert {name: shown[name] for name in typed} == typed
    assert "Please correct" not in page.content.decode()


@pytest.mark.slow
def test_what_was_looked_at_is_saved_as_it_was_typed(admin, filled_in, plan, ticket):
    page = ask(admin, filled_in, plan, **{"targets-0-duration": "16 h"})

    saved = admin.post(address(plan), filled_in(page))

    assert saved.status_code == 302
    plan.refresh_from_db()
    assert (plan.revision, plan.targets.get().duration) == (2, 16 * HOUR)


@pytest.mark.slow
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_computed(admin, filled_in, plan, ticket):
    unread = ask(admin, filled_in, plan, **{"targets-0-duration": "soon"})
    too_far = ask(admin, filled_in, plan, what_if_days="366")

    assert "“soon” is no duration." in unread.content.decode()
    assert "Ensure this value is less than or equal to 365." in too_far.content.decode()
    assert "look" not in unread.context
    assert "look" not in too_far.context


@pytest.mark.slow
def test_only_tickets_of_the_last_days_count(admin, filled_in, plan, ticket):
    far = ask(admin, filled_in, plan, what_if_days="4")
    near = ask(admin, filled_in, plan, what_if_days="3")

    assert [page.context["look"].found.then.promised for page in (far, near)] == [1, 0]


@pytest.mark.slow
def test_a_new_plan_has_no_past_and_a_stranger_no_say(admin, plan):
    somebody = Client()
    somebody.force_login(UserFactory())

    asked = somebody.post(address(plan), {"_what_if": "What if …"})

    assert asked.status_code in (302, 403)
    assert "What if" not in admin.get("/admin/sla/plan/add/").content.decode()
    assert "What if …" in admin.get(address(plan)).content.decode()


@pytest.mark.slow
def test_its_questions_do_not_grow_with_the_tickets(admin, filled_in, plan, ticket):
    typed = {"targets-0-duration": "1 h", "_what_if": "What if …", "what_if_days": "30"}
    form = filled_in(admin.get(address(plan))) | typed

    with CaptureQueriesContext(connection) as one:
        admin.post(address(plan), form)
    with moment.at(FRIDAY):
        for _ in range(3):
            open_a_ticket(plan=plan)
    with CaptureQueriesContext(connection) as four:
        page = admin.post(address(plan), form)

    assert len(page.context["look"].rows) == 4
    assert len(four) == len(one)
