from datetime import UTC, date, datetime

import pytest

from sla import moment
from sla.jobs import foresee_public_holidays
from sla.models import BusinessHours
from sla.operations.add_public_holidays import add_public_holidays
from tests.sla.plans import make_office_hours

pytestmark = pytest.mark.django_db

FIRST_OF_MAY = datetime(2026, 5, 1, 3, tzinfo=UTC)


def make_german_hours(name: str = "Office hours") -> BusinessHours:
    hours = make_office_hours(name)
    hours.country = "DE"
    hours.save()
    return hours


def test_the_public_holidays_of_the_coming_twelve_months_are_always_known():
    hours = make_german_hours()
    add_public_holidays(hours, since=date(2026, 1, 1), until=date(2026, 12, 31))

    with moment.at(FIRST_OF_MAY):
        foresee_public_holidays(0)

    assert hours.holidays.last().on == date(2027, 5, 1)


def test_one_that_an_administrator_took_out_stays_out():
    hours = make_german_hours()
    add_public_holidays(hours, since=date(2026, 1, 1), until=date(2026, 12, 31))
    hours.holidays.get(on=date(2026, 10, 3)).delete()

    with moment.at(FIRST_OF_MAY):
        foresee_public_holidays(0)

    assert not hours.holidays.filter(on=date(2026, 10, 3)).exists()
    assert hours.holidays.filter(on__year=2027).exists()


@pytest.mark.parametrize(("country", "fourth_of_july"), [("US", True), ("", False)])
def test_hours_that_moved_to_another_country_keep_its_holidays_instead_whoever_moved_them(
    country, fourth_of_july
):
    hours = make_german_hours()
    add_public_holidays(hours, since=date(2026, 1, 1), until=date(2026, 12, 31))
    hours.holidays.create(on=date(2026, 6, 1), name="Our day")
    BusinessHours.objects.update(country=country)

    with moment.at(FIRST_OF_MAY):
        foresee_public_holidays(0)
        foresee_public_holidays(0)

    names = set(hours.holidays.filter(on__gte=FIRST_OF_MAY.date()).values_list("name", flat=True))
    assert "Our day" in names
    assert "German Unity Day" not in names
    assert ("Independence Day" in names) is fourth_of_july
    assert hours.holidays.filter(on=date(2026, 1, 1)).exists()
    hours.refresh_from_db()
    assert hours.revision == 3


def test_hours_that_took_over_none_are_left_alone():
    hours = make_german_hours()

    with moment.at(FIRST_OF_MAY):
        foresee_public_holidays(0)

    assert not hours.holidays.exists()
    assert hours.revision == 1


def test_a_date_that_is_closed_already_keeps_its_name():
    hours = make_german_hours()
    hours.holidays.create(on=date(2026, 10, 3), name="Our day")

    add_public_holidays(hours, since=date(2026, 10, 1), until=date(2026, 12, 31))

    assert list(hours.holidays.values_list("on", "name")) == [
        (date(2026, 10, 3), "Our day"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Second Day of Christmas"),
    ]
