"""A country's public holidays close the hours on their dates."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from sla.models import BusinessHours, Holiday
from sla.operations.revise import revise_hours
from sla.public_holidays import public_holidays


@transaction.atomic
def add_public_holidays(hours: BusinessHours, *, since: date, until: date) -> list[Holiday]:
    """Keep the public holidays of the hours' country in [since, until]; returns those that are new.

    A date that is closed for the whole day already stays as it is; without a country there are none. Where
    the hours moved to another country or region, whoever moved them, those from `since` on give way: what an
    administrator closed by hand stays, and so does the past, which explains what was computed then.
    """
    gone = 0
    if hours.has_moved:
        gone, _by_model = hours.holidays.filter(is_public=True, on__gte=since).delete()
    new = Holiday.objects.bulk_create(_missing(hours, since, until))
    if gone or new:
        revise_hours(hours)
    if hours.keeps_holidays_of != hours.place:
        hours.keeps_holidays_of = hours.place
        hours.save(update_fields=["keeps_holidays_of"])
    return new


def _missing(hours: BusinessHours, since: date, until: date) -> Iterator[Holiday]:
    if not hours.country:
        return
    closed = set(hours.holidays.filter(since__isnull=True).values_list("on", flat=True))
    for day, name in public_holidays(hours.country, hours.subdivision, since=since, until=until):
        if day not in closed:
            yield Holiday(hours=hours, on=day, name=name[:120], is_public=True)
