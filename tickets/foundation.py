"""What an empty desk needs before anybody has configured it; laid after every migration.

Rows are only made where none of their kind exists, so what an administrator changed stays changed.
"""

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from tickets.vocabulary import State


def first_statuses() -> list[tuple[str, str, State, bool, bool]]:
    """Name, name for requesters, state, whether it is the default, whether it stops the clock."""
    return [
        (pgettext("state", "Open"), "", State.OPEN, True, False),
        (_("Waiting for requester"), _("Waiting for you"), State.PENDING, True, True),
        (_("Waiting for third party"), _("Waiting for a supplier"), State.PENDING, False, False),
        (_("Resolved"), _("Solved"), State.RESOLVED, True, False),
        (pgettext("state", "Closed"), "", State.CLOSED, True, False),
        (_("Merged"), _("Joined with another"), State.MERGED, True, False),
        (_("In the trash"), "", State.TRASHED, True, False),
    ]


def first_words() -> dict[str, str]:
    """What the support center says until an administrator says it better."""
    return {
        "name": _("Help Desk"),
        "greeting": _("How can we help?"),
        "introduction": _(
            "Tell us what is wrong. You need no account, and you always know when to expect a reply."
        ),
    }


def lay_foundation(apps: Apps = installed_apps, **_signal: Any) -> None:
    """Make the desk and, for every state that has none, its statuses; a flush asks for it without apps.

    Their names are data, which administrators change: they are laid in the language of the installation.
    """
    try:
        Status, Desk = apps.get_model("tickets", "Status"), apps.get_model("tickets", "Desk")
    except LookupError:  # migrated back to before there were tickets
        return
    with override(settings.LANGUAGE_CODE):
        _lay(Status, Desk)


def _lay(Status: Any, Desk: Any) -> None:
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
        for index, (name, public_name, state, is_default, stops_clock) in enumerate(first_statuses())
        if state not in states
    )
    Desk.objects.get_or_create(pk=1, defaults=first_words())
