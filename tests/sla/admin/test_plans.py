"""An administrator sets up the bank's plans and is told what is wrong with one."""

from datetime import timedelta

import pytest

from sla.models import EscalationRule, Plan
from sla.operations import start_clock
from sla.promise import promise_in_words
from tests.sla.plans import HOUR, MINUTE, make_office_hours, make_plan, make_sev_a

pytestmark = pytest.mark.django_db

ADD = "/admin/sla/plan/add/"


def post(targets=(), rules=(), **fields):
    """What the page of a plan sends: its own fields and a row for each line of promise and rule."""
    data = {
        "name": "Sev-A",
        "description": "The bank stands still.",
        "is_active": "on",
        "hours_mode": "around_the_clock",
        "hours": "",
        "stops_while_pending": ["resolution", "update"],
        "warning_percent": "80",
        **fields,
    }
    return data | rows("targets", targets) | rows("rules", rules)


def rows(prefix, lines):
    data = {
        f"{prefix}-TOTAL_FORMS": len(lines),
        f"{prefix}-INITIAL_FORMS": sum("id" in line for line in lines),
    }
    for number, line in enumerate(lines):
        data |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return data


def target(kind, duration, **more):
    return {"kind": kind, "duration": duration, "priority": "", **more}


def rule(kind, when, what, **more):
    return {"kind": kind, "when": when, "what": what, "percent": "", "after": "", "priority": "", **more}


PROMISE = [
    target("first_response", "15 min"),
    target("next_response", "30 min"),
    target("update", "1 h"),
    target("resolution", "1h"),
]


def errors_of(page):
    """Every sentence of complaint on the page."""
    assert page.status_code == 200
    found = list(page.context["adminform"].errors.values())
    for inline in page.context["inline_admin_formsets"]:
        found.append(inline.formset.non_form_errors())
        found += [error for form in inline.formset.forms for error in form.errors.values()]
    return [str(sentence) for sentences in found for sentence in sentences]


@pytest.mark.slow
def test_sev_a_is_set_up_in_one_page(admin):
    rules = [
        rule("resolution", "share", "notify_lead", percent="50"),
        rule("first_response", "breach", "notify_manager"),
        rule("resolution", "breach", "escalate"),
        rule("resolution", "breach", "raise_priority", priority="4"),
        rule("resolution", "after", "notify_manager", after="15 min"),
    ]

    page = admin.post(ADD, post(PROMISE, rules))

    assert page.status_code == 302
    plan = Plan.objects.get()
    assert promise_in_words(plan) == "First response 15 min, Next response 30 min, Update 1 h, Resolution 1 h"
    assert list(
        plan.rules.order_by("pk").values_list("kind", "when", "percent", "after", "what", "priority")
    ) == [
        ("resolution", "share", 50, None, "notify_lead", None),
        ("first_response", "breach", None, None, "notify_manager", None),
        ("resolution", "breach", None, None, "escalate", None),
        ("resolution", "breach", None, None, "raise_priority", 4),
        ("resolution", "after", None, 15 * MINUTE, "notify_manager", None),
    ]


def test_sev_c_runs_in_business_hours_and_promises_more_at_a_high_priority(admin):
    hours = make_office_hours()
    promise = [target("resolution", "8 h"), target("resolution", "2 h", priority="3")]

    admin.post(ADD, post(promise, name="Sev-C", hours_mode="these", hours=hours.pk))

    assert "Resolution 8 h (High 2 h)" in admin.get("/admin/sla/plan/").content.decode()
    assert Plan.objects.get().hours == hours


@pytest.mark.slow
def test_the_page_to_add_one_offers_a_line_for_each_target_and_saves_only_what_is_filled_in(admin, filled_in):
    data = filled_in(admin.get(ADD)) | {"name": "Sev-B", "targets-3-duration": "4 h"}

    page = admin.post(ADD, data)

    assert page.status_code == 302
    assert [(line.kind, line.duration) for line in Plan.objects.get().targets.all()] == [
        ("resolution", 4 * HOUR)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        (post([target("resolution", "0 min")]), "A promise needs some time: more than nothing."),
        (post([target("resolution", "732 d")]), "A promise reaches two years at most."),
        (
            post([target("resolution", "soon")]),
            "“soon” is no duration. Write numbers with units, such as 15 min, 1 h or 2 d 4 h.",
        ),
        (
            post([target("resolution", "1 h"), target("resolution", "2 h")]),
            "“Resolution” stands here more than once for the same priority: keep one line.",
        ),
        (
            post(PROMISE[:1], [rule("resolution", "breach", "escalate")]),
            "The plan doesn't promise this: add it to the targets, or drop the rule.",
        ),
        (post(PROMISE, [rule("resolution", "share", "notify_lead")]), "Say at what share, in percent."),
        (post(PROMISE, [rule("resolution", "after", "notify_lead")]), "Say how long after the breach."),
        (post(PROMISE, [rule("resolution", "breach", "raise_priority")]), "Say to which priority."),
        (
            post(PROMISE, [rule("resolution", "breach", "escalate", percent="50")]),
            "This rule has no use for it: leave it empty.",
        ),
        (post(PROMISE, hours_mode="these"), "Choose the business hours that the plan runs in."),
        (post(PROMISE, warning_percent="100"), "Ensure this value is less than or equal to 99."),
        (post(PROMISE, name="Taken"), "SLA plan with this Name already exists."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_half_saved(admin, sent, complaint):
    make_plan("Taken")

    page = admin.post(ADD, sent)

    assert errors_of(page) == [complaint]
    assert [plan.name for plan in Plan.objects.all()] == ["Taken"]
    assert not EscalationRule.objects.exists()


@pytest.mark.slow
def test_hours_that_do_not_hold_the_promise_are_refused(admin):
    hours = make_office_hours()
    hours.openings.exclude(weekday=0).delete()

    page = admin.post(ADD, post([target("resolution", "40 d")], hours_mode="these", hours=hours.pk))

    assert errors_of(page) == ["Office hours don't hold the 40 d of “Resolution” within two years."]
    assert not Plan.objects.exists()


@pytest.mark.slow
def test_hours_named_for_a_plan_that_does_not_run_in_them_are_questioned(admin):
    page = admin.post(ADD, post(PROMISE, hours=make_office_hours().pk))

    assert errors_of(page) == ["The plan doesn't run in these: leave this empty, or change “runs”."]


class TestEditing:
    @pytest.mark.slow
    def test_a_new_description_leaves_every_clock_as_it_is(self, admin, filled_in):
        plan = make_sev_a()

        save(admin, filled_in, plan, description="Call everybody.")

        assert (plan.description, plan.revision) == ("Call everybody.", 1)

    @pytest.mark.slow
    @pytest.mark.parametrize("change", [{"warning_percent": "70"}, {"targets-0-duration": "20 min"}])
    def test_what_clocks_are_computed_from_counts_up_the_revision(self, admin, filled_in, change):
        plan = make_sev_a()

        save(admin, filled_in, plan, **change)

        assert plan.revision == 2

    @pytest.mark.slow
    def test_a_target_cannot_be_dropped_while_a_rule_stands_around_it(self, admin, filled_in):
        plan = make_sev_a()
        resolution = list(plan.targets.order_by("pk").values_list("kind", flat=True)).index("resolution")

        page = save(admin, filled_in, plan, **{f"targets-{resolution}-DELETE": "on"})

        assert set(errors_of(page)) == {
            "The plan doesn't promise this: add it to the targets, or drop the rule."
        }
        assert plan.targets.filter(kind="resolution").exists()

    @pytest.mark.slow
    def test_durations_come_back_as_they_were_written(self, admin):
        plan = make_plan("Long", {"resolution": timedelta(days=2, hours=4)})

        page = admin.get(f"/admin/sla/plan/{plan.pk}/change/")

        assert 'value="2 d 4 h"' in page.content.decode()


@pytest.mark.slow
def test_a_plan_in_use_says_where_and_is_not_deleted(admin):
    used, unused = make_sev_a(), make_plan("Unused")
    start_clock(plan=used)

    page = admin.get(f"/admin/sla/plan/{used.pk}/change/").content.decode()

    assert "Clocks: 1" in page
    assert admin.post(f"/admin/sla/plan/{used.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin.post(f"/admin/sla/plan/{unused.pk}/delete/", {"post": "yes"}).status_code == 302
    assert [plan.name for plan in Plan.objects.all()] == ["Sev-A"]


def save(admin, filled_in, plan, **changes):
    address = f"/admin/sla/plan/{plan.pk}/change/"
    page = admin.post(address, filled_in(admin.get(address)) | changes)
    plan.refresh_from_db()
    return page


def test_a_new_plan_lets_resolution_and_update_wait_with_the_requester(admin):
    page = admin.get("/admin/sla/plan/add/")

    assert list(page.context["adminform"].form["stops_while_pending"].value()) == ["resolution", "update"]
