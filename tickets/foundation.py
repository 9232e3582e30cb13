"""What an empty desk needs before anybody has configured it; laid after every migration.

Rows are only made where none of their kind exists, so what an administrator changed stays changed.
"""

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps

from tickets.vocabulary import State

FIRST_STATUSES: tuple[tuple[str, str, State, bool, bool], ...] = (
    # name, name for requesters, state, default, stops the clock
    ("Open", "", State.OPEN, True, False),
    ("Waiting for requester", "Waiting for you", State.PENDING, True, True),
    ("Waiting for third party", "Waiting for a supplier", State.PENDING, False, False),
    ("Resolved", "Solved", State.RESOLVED, True, False),
    ("Closed", "", State.CLOSED, True, False),
    ("In the trash", "", State.TRASHED, True, False),
)


def lay_foundation(apps: Apps = installed_apps, **_signal: Any) -> None:
    """Make the desk and, for every state that has none, its statuses; a flush asks for it without apps."""
    try:
        Status, Desk = apps.get_model("tickets", "Status"), apps.get_model("tickets", "Desk")
    except LookupError:  # migrated back to before there were tickets
        return
    states = set(Status.objects.values_list("state", flat=True))
    Status.objects.bulk_create(
        Status(
            name=name,
            public_name=public_name,
            state=state,
            is_default=is_default,
            stops_clock=stops_clock,
            position=10 * (index + 1),
        )
        for index, (name, public_name, state, is_default, stops_clock) in enumerate(FIRST_STATUSES)
        if state not in states
    )
    Desk.objects.get_or_create(pk=1)
