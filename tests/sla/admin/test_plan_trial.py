"""An administrator tests a plan: what would be promised at a moment, with its reasons."""

from datetime import timedelta

import pytest
from django.db.models import Model
from django.test import Client

from sla.models import BusinessHours, Clock, Plan, Stop, Target
from sla.priority import Priority
from tests.factories.people import DepartmentFactory, UserFactory
from tests.sla.plans import HOUR, make_office_hours, make_plan, make_sev_a, make_sev_c

pytestmark = pytest.mark.django_db

FRIDAY = "2026-03-06T15:00"
TUESDAY = "2026-03-03T09:05"
TABLES: list[type[Model]] = [Plan, BusinessHours, Clock, Target, Stop]


def tried(admin, plan, opened_at, **case):
    page = admin.get(f"/admin/sla/plan/{plan.pk}/test/", {"opened_at": opened_at, **case})
    assert page.status_code == 200
    return page


def moments(page):
    """Each promise with its warning and due moment, in the desk's zone (UTC)."""
    return {
        trial.kind.value: (f"{trial.warn_at:%a %H:%M}", f"{trial.due_at:%a %H:%M}")
        for trial in page.context["trials"]
    }


def test_every_promise_has_its_warning_and_due_moment_over_a_weekend(admin):
    page = tried(admin, make_sev_c(), FRIDAY)

    assert moments(page) == {
        "first_response": ("Mon 09:12", "Mon 10:00"),
        "next_response": ("Mon 12:24", "Mon 14:00"),
        "resolution": ("Mon 12:24", "Mon 14:00"),
    }
    html = page.content.decode()
    assert "Mon 9 Mar 2026, 14:00 UTC" in html
    assert "Time counts in Office hours, on the clocks of UTC (revision 1)." in html


def test_the_rules_are_told_in_the_order_in_which_they_would_act(admin):
    page = tried(admin, make_sev_a(), TUESDAY)

    resolution = page.context["trials"][-1]
    assert [(f"{each.at:%H:%M}", each.act, each.rule) for each in resolution.rule_moments] == [
        ("09:35", "Notify the team's lead", "Sev-A, Resolution, at 50 %"),
        ("10:05", "Hand to the next tier", "Sev-A, Resolution, at the breach"),
        ("10:05", "Raise the priority to Emergency", "Sev-A, Resolution, at the breach"),
    ]


def test_a_priority_with_a_line_of_its_own_is_promised_by_it(admin):
    plan = make_plan("Sev-C", {"resolution": 8 * HOUR})
    plan.targets.create(kind="resolution", priority=Priority.HIGH, duration=2 * HOUR)

    assert moments(tried(admin, plan, TUESDAY))["resolution"][1] == "Tue 17:05"
    assert moments(tried(admin, plan, TUESDAY, priority="3"))["resolution"][1] == "Tue 11:05"


@pytest.mark.slow
def test_a_plan_in_the_departments_hours_is_tested_for_a_department(admin):
    plan = make_plan("Sev-C", {"resolution": 8 * HOUR}, hours_mode="department")
    support = DepartmentFactory(hours=make_office_hours())

    assert moments(tried(admin, plan, FRIDAY))["resolution"][1] == "Fri 23:00"
    assert moments(tried(admin, plan, FRIDAY, department=support.pk))["resolution"][1] == "Mon 14:00"
    assert "department" not in tried(admin, make_sev_a(), FRIDAY).context["form"].fields


def test_the_moment_is_read_and_told_in_the_administrators_zone(admin, administrator):
    administrator.time_zone = "Asia/Kolkata"
    administrator.save(update_fields=["time_zone"])

    page = tried(admin, make_sev_a(), TUESDAY)

    assert page.context["trials"][-1].due_at.isoformat() == "2026-03-03T04:35:00+00:00"
    html = page.content.decode()
    assert "Tue 3 Mar 2026, 10:05 IST" in html
    assert "On the clocks of Asia/Kolkata." in html


def test_it_opens_with_now_and_says_what_it_cannot_read(admin):
    plan = make_sev_a()

    now = admin.get(f"/admin/sla/plan/{plan.pk}/test/")
    unread = tried(admin, plan, "soon")

    assert len(now.context["trials"]) == 4
    assert (unread.context["trials"], list(unread.context["form"].errors)) == (None, ["opened_at"])


def test_hours_that_never_hold_a_promise_are_said_to_and_nothing_breaks(admin):
    plan = make_sev_c()
    plan.hours.openings.all().delete()

    page = tried(admin, plan, FRIDAY)

    assert "never in these hours" in page.content.decode()


def test_looking_writes_no_row_and_no_revision(admin):
    plan = make_sev_c()
    before = [list(table.objects.order_by("pk").values()) for table in TABLES]

    tried(admin, plan, FRIDAY)

    assert [list(table.objects.order_by("pk").values()) for table in TABLES] == before
    assert before[0]


def test_its_questions_do_not_grow_with_promises_and_rules(admin, django_assert_max_num_queries):
    plan = make_sev_c()
    for hours_after in range(1, 9):
        plan.rules.create(
            kind="resolution", when="after", after=timedelta(hours=hours_after), what="notify_team"
        )

    with django_assert_max_num_queries(10):
        tried(admin, plan, FRIDAY)


def test_only_administrators_test_plans_and_only_plans_that_exist(admin):
    plan = make_sev_a()
    somebody = Client()
    somebody.force_login(UserFactory())

    refused = somebody.get(f"/admin/sla/plan/{plan.pk}/test/")

    assert refused.status_code in (302, 403)
    assert admin.get("/admin/sla/plan/0/test/").status_code == 404


@pytest.mark.slow
def test_the_page_of_a_plan_leads_there(admin):
    plan = make_sev_a()

    page = admin.get(f"/admin/sla/plan/{plan.pk}/change/")

    assert f'href="/admin/sla/plan/{plan.pk}/test/"' in page.content.decode()
