"""An administrator sets up business hours and is told what is wrong with them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sla import moment
from sla.models import BusinessHours, Holiday
from sla.operations.add_public_holidays import add_public_holidays
from sla.week import write_week
from tests.sla.admin.test_plans import errors_of, rows
from tests.sla.plans import make_office_hours, make_plan

pytestmark = pytest.mark.django_db

ADD = "/admin/sla/businesshours/add/"
NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def _in_2026():
    with moment.at(datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("UTC"))):
        yield


def post(holidays=(), **fields):
    """What the page of business hours sends."""
    week = dict.fromkeys(["monday", "tuesday", "wednesday", "thursday", "friday"], "08:00–12:00, 13:00–17:00")
    data = {"name": "Office", "zone": "Europe/Berlin", "country": "", "subdivision": "", **week, **fields}
    return data | rows("holidays", holidays)


def holiday(on, name="Move", since="", until=""):
    return {"on": on, "name": name, "since": since, "until": until}


def test_a_week_with_a_lunch_break_is_set_up_in_one_page(admin):
    page = admin.post(ADD, post(saturday="10-12, 12-14", sunday="22:00-24:00"))

    assert page.status_code == 302
    assert write_week(BusinessHours.objects.get().openings.all()) == (
        "Monday–Friday 08:00–12:00, 13:00–17:00; Saturday 10:00–14:00; Sunday 22:00–24:00"
    )


@pytest.mark.slow
def test_the_page_to_add_some_begins_with_a_working_week(admin, filled_in):
    page = admin.post(ADD, filled_in(admin.get(ADD)) | {"name": "Office"})

    assert page.status_code == 302
    assert "Monday–Friday 08:00–17:00" in admin.get("/admin/sla/businesshours/").content.decode()


def test_holidays_close_a_date_or_an_interval_even_until_midnight(admin):
    admin.post(
        ADD, post([holiday("2026-12-24", "Eve", "12:00", "24:00"), holiday("2026-12-28", "Stocktaking")])
    )

    hours = BusinessHours.objects.get()
    assert [(each.on, each.name, each.since, each.until) for each in hours.holidays.all()] == [
        (date(2026, 12, 24), "Eve", time(12), time(0)),
        (date(2026, 12, 28), "Stocktaking", None, None),
    ]
    assert hours.open_hours().due_after(
        datetime(2026, 12, 24, 11, tzinfo=ZoneInfo("Europe/Berlin")), timedelta(hours=2)
    ) == datetime(2026, 12, 25, 9, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.slow
def test_the_public_holidays_of_a_region_are_added_by_ticking_a_box(admin):
    admin.post(ADD, post(country="DE", subdivision="BY", adds_public_holidays="on"))

    hours = BusinessHours.objects.get()
    public = hours.holidays.filter(is_public=True)
    assert (date(2027, 1, 6), "Epiphany") in public.values_list("on", "name")
    assert public.first().on > date(2026, 11, 1)
    assert public.last().on == date(2027, 12, 26)
    assert not hours.open_hours().time_between(NEW_YEAR, NEW_YEAR + timedelta(hours=1))


def test_the_action_of_the_list_adds_them_once(admin):
    hours = make_office_hours()
    BusinessHours.objects.update(country="US")
    choice = {"action": "add_holidays", "_selected_action": [hours.pk]}

    admin.post("/admin/sla/businesshours/", choice)
    after_first = set(hours.holidays.values_list("pk", flat=True))
    hours.refresh_from_db()
    revision = hours.revision
    page = admin.post("/admin/sla/businesshours/", choice, follow=True)

    hours.refresh_from_db()
    assert len(after_first) >= 10
    assert set(hours.holidays.values_list("pk", flat=True)) == after_first
    assert (revision, hours.revision) == (2, 2)
    assert "Office hours: 0 public holidays added." in page.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        (post(zone="Mars/Base"), "“Mars/Base” is no time zone. Choose one such as Europe/Berlin."),
        (post(monday="08:00–12:00, 11:00–17:00"), "These intervals overlap: 08:00–12:00, 11:00–17:00."),
        (
            post(monday="08:00–12:00, 17–13"),
            "“17–13” is no interval. Write for example 08:00–12:00, 13:00–17:00 or 18:00–24:00.",
        ),
        (
            post(**dict.fromkeys(["monday", "tuesday", "wednesday", "thursday", "friday"], "")),
            "Office never open: no promise could ever fall due.",
        ),
        (
            post([holiday("2026-12-24"), holiday("2026-12-24", "Again")]),
            "2026-12-24 stands here twice: keep one line.",
        ),
        (
            post([holiday("2026-12-24", since="12:00")]),
            "Give both times, or neither for the whole day.",
        ),
        (
            post([holiday("2026-12-24", since="12:00", until="11:00")]),
            "Give both times, the end after the beginning, or neither.",
        ),
        (
            post(country="AT", subdivision="XX"),
            "“XX” is no part of this country. Known are: 1, 2, 3, 4, 5, 6, 7, 8, 9",
        ),
        (post(adds_public_holidays="on"), "Choose the country whose public holidays you want."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_half_saved(admin, sent, complaint):
    page = admin.post(ADD, sent)

    assert errors_of(page) == [complaint]
    assert not BusinessHours.objects.exists()
    assert not Holiday.objects.exists()


class TestEditing:
    @pytest.mark.slow
    def test_a_new_name_leaves_every_clock_as_it_is(self, admin, filled_in):
        hours = make_office_hours()

        save(admin, filled_in, hours, name="Our hours")

        assert (hours.name, hours.revision) == ("Our hours", 1)

    @pytest.mark.slow
    @pytest.mark.parametrize("change", [{"zone": "Asia/Kolkata"}, {"friday": "08:00–15:00"}])
    def test_what_clocks_are_computed_from_counts_up_the_revision(self, admin, filled_in, change):
        hours = make_office_hours()

        save(admin, filled_in, hours, **change)

        assert hours.revision == 2

    @pytest.mark.slow
    def test_what_a_plan_promises_in_these_hours_has_to_fit_in(self, admin, filled_in):
        hours = make_office_hours()
        make_plan("Sev-C", {"resolution": timedelta(days=40)}, hours_mode="these", hours=hours)
        closed = dict.fromkeys(["tuesday", "wednesday", "thursday", "friday"], "")

        page = save(admin, filled_in, hours, **closed)

        assert errors_of(page) == [
            "Office hours don't hold the 40 d of “Sev-C, Resolution” within two years."
        ]
        assert hours.openings.count() == 5

    @pytest.mark.slow
    def test_holidays_long_past_are_kept_though_not_shown(self, admin, filled_in):
        hours = make_office_hours()
        hours.holidays.create(on=date(2020, 1, 1), name="Long ago")
        hours.holidays.create(on=date(2026, 12, 28), name="Soon")

        page = admin.get(f"/admin/sla/businesshours/{hours.pk}/change/").content.decode()
        save(admin, filled_in, hours, name="Our hours")

        assert "Soon" in page
        assert "Long ago" not in page
        assert hours.holidays.count() == 2

    @pytest.mark.slow
    @pytest.mark.parametrize(("country", "fourth_of_july"), [("US", True), ("", False)])
    def test_in_another_country_its_public_holidays_take_the_place_of_those_ahead(
        self, admin, filled_in, country, fourth_of_july
    ):
        hours = make_office_hours()
        BusinessHours.objects.filter(pk=hours.pk).update(country="DE")
        hours.refresh_from_db()
        add_public_holidays(hours, since=date(2026, 10, 1), until=date(2027, 12, 31))
        hours.holidays.create(on=date(2027, 3, 3), name="Our day")
        assert hours.holidays.filter(on=date(2027, 5, 1)).exists()

        save(admin, filled_in, hours, country=country)

        kept = set(hours.holidays.values_list("on", flat=True))
        assert {date(2026, 10, 3), date(2027, 3, 3)} <= kept
        assert date(2027, 5, 1) not in kept
        assert (date(2027, 7, 4) in kept) is fourth_of_july
        assert hours.revision > 2

    @pytest.mark.slow
    def test_a_date_that_a_holiday_out_of_sight_closes_is_not_closed_twice(self, admin, filled_in):
        hours = make_office_hours()
        hours.holidays.create(on=date(2020, 1, 1), name="Long ago")

        page = save(admin, filled_in, hours, **rows("holidays", [holiday("2020-01-01", "Again")]))

        assert errors_of(page) == ["“Long ago” closes it already; it is past and kept out of sight."]
        assert hours.holidays.count() == 1


@pytest.mark.slow
def test_hours_in_use_are_not_deleted(admin):
    used, unused = make_office_hours(), make_office_hours("Unused")
    make_plan("Sev-C", hours_mode="these", hours=used)

    assert "SLA plans: 1" in admin.get(f"/admin/sla/businesshours/{used.pk}/change/").content.decode()
    assert admin.post(f"/admin/sla/businesshours/{used.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin.post(f"/admin/sla/businesshours/{unused.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(BusinessHours.objects.all()) == [used]


def save(admin, filled_in, hours, **changes):
    address = f"/admin/sla/businesshours/{hours.pk}/change/"
    page = admin.post(address, filled_in(admin.get(address)) | changes)
    hours.refresh_from_db()
    return page
