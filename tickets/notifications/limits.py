"""How many letters of a kind one person gets within an hour, whoever makes the desk write them.

Whoever can type an address could otherwise let the desk flood it (SECURITY.md 1).
"""

from datetime import timedelta
from typing import Final

from sla.moment import now
from tickets.models import Delivery, Requester

COUNTED_FOR: Final = timedelta(hours=1)


def has_had_enough(requester: Requester, letter: Delivery.Letter, *, most: int) -> bool:
    """Whether as many letters of this kind as may be went to this person within the hour (wall time)."""
    lately = Delivery.objects.filter(
        requester=requester, letter=letter, created_at__gt=now() - COUNTED_FOR
    ).exclude(state=Delivery.State.WITHHELD)
    return lately.count() >= most
