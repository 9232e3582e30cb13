"""A country's public holidays close the hours on their dates."""

from datetime import date

from django.db import transaction

from sla.models import BusinessHours, Holiday
from sla.operations.revise import revise_hours
from sla.public_holidays import public_holidays


@transaction.atomic
def add_public_holidays(hours: BusinessHours, *, since: date, until: date) -> list[Holiday]:
    """Keep the public holidays of the hours' country in [since, until]; returns those that are new.

    A date that is closed for the whole day already stays as it is; without a country there are none.
    """
    if not hours.country:
        return []
    closed = set(hours.holidays.filter(since__isnull=True).values_list("on", flat=True))
    found = public_holidays(hours.country, hours.subdivision, since=since, until=until)
    new = Holiday.objects.bulk_create(
        Holiday(hours=hours, on=day, name=name[:120], is_public=True)
        for day, name in found
        if day not in closed
    )
    if new:
        revise_hours(hours)
    return new


@transaction.atomic
def replace_public_holidays(hours: BusinessHours, *, since: date, until: date) -> list[Holiday]:
    """The hours moved to another country or region: from `since` on they keep its public holidays instead.

    What an administrator closed by hand stays, and so does the past, which explains what was computed then.
    """
    gone, _by_model = hours.holidays.filter(is_public=True, on__gte=since).delete()
    new = add_public_holidays(hours, since=since, until=until)
    if gone and not new:
        revise_hours(hours)
    return new
