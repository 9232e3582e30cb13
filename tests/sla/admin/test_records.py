"""Clocks and what became of them are shown to administrators and changed by nobody there."""

import pytest

from sla.models import Firing, Target
from sla.operations import pend_clock, start_clock
from sla.priority import Priority
from tests.sla.clocks import tuesday
from tests.sla.plans import make_sev_a

pytestmark = pytest.mark.django_db

RECORDS = ["clock", "target", "stop", "firing"]


@pytest.fixture
def rows():
    """One of each record."""
    clock, _ = start_clock(plan=make_sev_a(), at=tuesday("09:05"))
    pend_clock(clock, stops=True, at=tuesday("09:10"))
    target = Target.objects.first()
    firing = Firing.objects.create(target=target, round=1, due_at=tuesday("09:17"), fired_at=tuesday("09:18"))
    return {"clock": clock, "target": target, "stop": clock.stops.get(), "firing": firing}


@pytest.mark.slow
@pytest.mark.parametrize("record", RECORDS)
def test_can_be_looked_at_and_not_be_touched(admin, rows, record):
    base, row = f"/admin/sla/{record}/", rows[record]

    assert f"{row.pk}/change/" in admin.get(base).content.decode()
    assert admin.get(f"{base}{row.pk}/change/").status_code == 200
    assert admin.post(f"{base}{row.pk}/change/", {"priority": Priority.LOW}).status_code == 403
    assert admin.get(f"{base}add/").status_code == 403
    assert admin.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_the_first_page_offers_plans_and_hours_alone(admin):
    page = admin.get("/admin/sla/")

    offered = [model["object_name"] for app in page.context["app_list"] for model in app["models"]]
    assert sorted(offered) == ["BusinessHours", "Plan"]
