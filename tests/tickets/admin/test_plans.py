"""An administrator says whom an escalation rule tells, led there from the plan."""

import pytest

from agents.models import RuleAudience
from sla.models import Plan
from tests.clock import DAY
from tests.factories.people import AgentFactory, DepartmentFactory, agent_in
from tests.sla.admin.test_plans import errors_of
from tests.sla.plans import HOUR, make_office_hours, make_plan

pytestmark = pytest.mark.django_db

IN_DEPARTMENT = {"hours_mode": "department"}
TOO_LONG = "Office hours don't hold the 40 d of “%s” within two years."


@pytest.fixture
def plan() -> Plan:
    return make_plan("Sev-A", {"resolution": HOUR})


def rule_for_its_audience(plan):
    return plan.rules.create(kind="resolution", when="breach", what="notify_audience")


@pytest.mark.slow
def test_saving_a_rule_that_tells_nobody_yet_says_so_and_leads_on(admin, filled_in, plan):
    rule = rule_for_its_audience(plan)
    address = f"/admin/sla/plan/{plan.pk}/change/"

    page = admin.post(address, filled_in(admin.get(address)), follow=True)

    choose = f"/admin/agents/ruleaudience/add/?rule={rule.pk}"
    assert next(str(message) for message in page.context["messages"]) == (
        "“Sev-A, Resolution, at the breach” tells its audience, and nobody is in it yet. "
        f'<a href="{choose}">Choose whom it tells</a>'
    )
    offered = admin.get(choose).context["adminform"].form
    assert (offered["rule"].value(), [label for _, label in offered["rule"].field.choices][1:]) == (
        str(rule.pk),
        ["Sev-A, Resolution, at the breach"],
    )


@pytest.mark.slow
def test_whom_a_rule_tells_stands_beside_it(admin, filled_in, plan):
    rule = rule_for_its_audience(plan)
    audience = RuleAudience.objects.create(rule=rule)
    audience.agents.add(AgentFactory(user__name="Jane Doe"))
    address = f"/admin/sla/plan/{plan.pk}/change/"

    page = admin.get(address)
    saved = admin.post(address, filled_in(page), follow=True)

    assert f'href="/admin/agents/ruleaudience/{audience.pk}/change/"' in page.content.decode()
    assert "Jane Doe" in page.content.decode()
    assert not [message for message in saved.context["messages"] if "nobody" in str(message)]


def test_only_rules_that_tell_their_audience_are_offered_one(admin, plan):
    plan.rules.create(kind="resolution", when="breach", what="escalate")
    rule = rule_for_its_audience(plan)

    form = admin.get("/admin/agents/ruleaudience/add/").context["adminform"].form

    assert list(form.fields["rule"].queryset) == [rule]


@pytest.mark.slow
def test_whoever_would_see_no_ticket_of_the_plan_is_named_when_the_audience_is_saved(admin, plan):
    rule = rule_for_its_audience(plan)
    within = agent_in(DepartmentFactory(plan=plan), user__name="Jane Doe")
    elsewhere = agent_in(DepartmentFactory(), user__name="Xena Cole")
    posted = {"rule": rule.pk, "agents": [within.pk, elsewhere.pk]}

    page = admin.post("/admin/agents/ruleaudience/add/", posted, follow=True)

    assert str(next(iter(page.context["messages"]))) == (
        "Xena Cole: in no department whose plan is Sev-A. The rule tells only those who see the ticket."
    )
    assert RuleAudience.objects.get().agents.count() == 2


@pytest.mark.slow
def test_fields_that_matter_only_with_one_choice_say_with_which(admin, plan):
    rule_for_its_audience(plan)

    page = admin.get(f"/admin/sla/plan/{plan.pk}/change/").content.decode()

    for choice in (
        "hours_mode=these",
        "when=share",
        "when=after",
        "what=raise_priority",
        "what=notify_audience",
    ):
        assert f'data-only-if="{choice}"' in page


def mondays():
    """Office hours on one day of the week."""
    hours = make_office_hours()
    hours.openings.exclude(weekday=0).delete()
    return hours


class TestHoursOfADepartment:
    """A plan that runs in them can't promise what they don't hold, whichever page is saved."""

    @pytest.mark.slow
    def test_they_are_not_shortened_below_it(self, admin, filled_in):
        hours, plan = make_office_hours(), make_plan("Sev-D", {"resolution": 40 * DAY}, **IN_DEPARTMENT)
        DepartmentFactory(hours=hours, plan=plan)
        address = f"/admin/sla/businesshours/{hours.pk}/change/"
        closed = dict.fromkeys(["tuesday", "wednesday", "thursday", "friday"], "")

        page = admin.post(address, filled_in(admin.get(address)) | closed)

        assert errors_of(page) == [TOO_LONG % "Sev-D, Resolution"]
        assert hours.openings.count() == 5

    @pytest.mark.slow
    def test_its_plan_does_not_promise_beyond_them(self, admin, filled_in):
        plan = make_plan("Sev-D", {"resolution": HOUR}, **IN_DEPARTMENT)
        DepartmentFactory(hours=mondays(), plan=plan)
        address = f"/admin/sla/plan/{plan.pk}/change/"

        page = admin.post(address, filled_in(admin.get(address)) | {"targets-0-duration": "40 d"})

        assert errors_of(page) == [TOO_LONG % "Resolution"]

    @pytest.mark.slow
    def test_a_department_does_not_join_the_two(self, admin, filled_in):
        hours, plan = mondays(), make_plan("Sev-D", {"resolution": 40 * DAY}, **IN_DEPARTMENT)
        department = DepartmentFactory()
        address = f"/admin/agents/department/{department.pk}/change/"

        page = admin.post(address, filled_in(admin.get(address)) | {"hours": hours.pk, "plan": plan.pk})

        assert errors_of(page) == [TOO_LONG % "Sev-D, Resolution"]
        department.refresh_from_db()
        assert (department.hours, department.plan) == (None, None)
