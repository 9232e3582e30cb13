"""What became of the promises: at risk, kept, broken, withdrawn, and what rules did about it."""

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


def target_warned(event: Event) -> Wording:
    return _by_itself("hourglass-split", event, _("%(target)s: promise at risk, due %(due)s"))


def rule_applied(event: Event) -> Wording:
    told = event.details.get("told") or []
    if not told:
        return _by_itself("megaphone", event, _("%(rule)s: there was nobody to tell"))
    return _by_itself("megaphone", event, _("%(rule)s: %(told)s told, due %(due)s"), told=", ".join(told))


def not_escalated(event: Event) -> Wording:
    return _by_itself(
        "exclamation-triangle", event, _("%(rule)s: not escalated, there is no next tier to take it")
    )


def due_warned(event: Event) -> Wording:
    return _by_itself("hourglass-split", event, _("The due date is near: %(due)s"))


def due_missed(event: Event) -> Wording:
    return _by_itself("exclamation-octagon", event, _("The due date has passed: %(due)s"))


def _by_itself(icon: str, event: Event, sentence: str, *, told: str = "") -> Wording:
    """Nobody did it: the clock did."""
    written = event.details.get("target")
    target = str(TargetKind(written).label) if written in TargetKind.values else ""
    return Wording(
        icon,
        you=sentence,
        who=sentence,
        itself=sentence,
        gaps={
            "target": target,
            "due": moment(event.details.get("due_at")),
            "rule": event.details.get("rule") or "",
            "told": told,
        },
        gist=target,
    )
