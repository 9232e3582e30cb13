"""Jobs about time: what has to be known before it comes."""

from datetime import timedelta

from django.db.models import Max, Q
from procrastinate.contrib.django import app as jobs

from sla import moment
from sla.calendar import DAY
from sla.models import BusinessHours
from sla.operations.add_public_holidays import add_public_holidays

YEAR = timedelta(days=366)
IS_PUBLIC = Q(holidays__is_public=True)


@jobs.periodic(cron="41 2 * * 0")
@jobs.task(name="sla.foresee_public_holidays", queue="slow")
def foresee_public_holidays(timestamp: int) -> None:
    """Weekly: hours that keep a country's public holidays know those of the coming twelve months.

    Only dates beyond the last one known are added: what an administrator took out stays out. Hours that
    moved to another country or region, whoever moved them, keep that one's instead, from today on.
    """
    today = moment.now().date()
    for hours in BusinessHours.objects.annotate(known_until=Max("holidays__on", filter=IS_PUBLIC)):
        if hours.known_until is not None:
            since = today if hours.has_moved else max(today, hours.known_until + DAY)
            add_public_holidays(hours, since=since, until=today + YEAR)
