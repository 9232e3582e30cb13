"""The week of business hours is set."""

from collections.abc import Mapping, Sequence
from datetime import time

from django.db import transaction

from sla.models import BusinessHours, Opening
from sla.operations.revise import revise_hours


@transaction.atomic
def set_openings(hours: BusinessHours, week: Mapping[int, Sequence[tuple[time, time]]]) -> None:
    """Open on each weekday (0 is Monday) in these intervals and at no other time; midnight as end is 24:00.

    Nothing happens if the week is as it was.
    """
    old = {(opening.weekday, opening.opens, opening.closes) for opening in hours.openings.all()}
    new = {(weekday, opens, closes) for weekday, day in week.items() for opens, closes in day}
    if old == new:
        return
    hours.openings.all().delete()
    Opening.objects.bulk_create(
        Opening(hours=hours, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in sorted(new)
    )
    revise_hours(hours)
