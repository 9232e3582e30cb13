"""What became of the promises: kept, broken, withdrawn."""

from django.utils.translation import gettext as _

from sla.target_kind import TargetKind
from tickets.models import Event
from tickets.notifications.wording.sentence import Wording, moment


def target_met(event: Event) -> Wording:
    return _by_itself("check-lg", event, _("%(target)s: promise kept"))


def target_breached(event: Event) -> Wording:
    if event.details.get("due_at"):
        return _by_itself("exclamation-octagon", event, _("%(target)s: promise broken, due %(due)s"))
    return _by_itself("exclamation-octagon", event, _("%(target)s: promise broken"))


def breach_withdrawn(event: Event) -> Wording:
    return _by_itself("slash-circle", event, _("%(target)s: the breach no longer stands"))


def unpromisable(event: Event) -> Wording:
    return _by_itself(
        "exclamation-triangle",
        event,
        _("%(target)s: no due moment, the hours of the plan do not hold it within two years"),
    )


def _by_itself(icon: str, event: Event, sentence: str) -> Wording:
    """Nobody did it: the clock did."""
    written = event.details.get("target")
    target = str(TargetKind(written).label) if written in TargetKind.values else ""
    return Wording(
        icon,
        you=sentence,
        who=sentence,
        itself=sentence,
        gaps={"target": target, "due": moment(event.details.get("due_at"))},
        gist=target,
    )
