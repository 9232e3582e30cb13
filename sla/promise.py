"""What a plan promises, in words, and whether hours can hold it."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sla import moment
from sla.calendar import NeverDue, OpenHours
from sla.durations import write_duration
from sla.models import EscalationRule, Plan, PlanTarget
from sla.target_kind import TargetKind


def promise_in_words(plan: Plan) -> str:
    """Each target with its duration, exceptions by priority in brackets: First response 1 h (High 30 min)."""
    targets = list(plan.targets.all())
    parts = []
    for kind in TargetKind:
        rule = [
            write_duration(target.duration)
            for target in targets
            if (target.kind, target.priority) == (kind, None)
        ]
        exceptions = [
            f"{target.get_priority_display()} {write_duration(target.duration)}"
            for target in targets
            if target.kind == kind and target.priority is not None
        ]
        if exceptions:
            rule.append(f"({', '.join(exceptions)})")
        if rule:
            parts.append(" ".join([str(kind.label), *rule]))
    return ", ".join(parts) or _("promises nothing")


def rule_in_words(rule: EscalationRule) -> str:
    """What names a rule where it has done something: Sev-A, Resolution, 15 min after the breach."""
    frames = {
        EscalationRule.When.SHARE: _("%(plan)s, %(target)s, at %(percent)s %%"),
        EscalationRule.When.BREACH: _("%(plan)s, %(target)s, at the breach"),
        EscalationRule.When.AFTER: _("%(plan)s, %(target)s, %(after)s after the breach"),
    }
    return frames[EscalationRule.When(rule.when)] % {
        "plan": rule.plan,
        "target": rule.get_kind_display(),
        "percent": rule.percent,
        "after": write_duration(rule.after) if rule.after else "",
    }


def act_in_words(rule: EscalationRule) -> str:
    """What a rule does: Notify the team's lead, or Raise the priority to Emergency."""
    act = str(rule.get_what_display())
    if rule.priority is None:
        return act
    return _("%(act)s to %(priority)s") % {"act": act, "priority": rule.get_priority_display()}


def refuse_unholdable(hours: OpenHours, name: str, promises: Iterable[tuple[str, timedelta]]) -> None:
    """Raise ValidationError if the hours never open, or don't hold one of the promises (what, how long)."""
    now = moment.now()
    try:
        hours.due_after(now, timedelta(seconds=1))
    except NeverDue:
        raise ValidationError(
            _("%(hours)s never open: no promise could ever fall due."), params={"hours": name}
        )
    for what, duration in promises:
        try:
            hours.due_after(now, duration)
        except NeverDue:
            raise ValidationError(
                _("%(hours)s don't hold the %(duration)s of “%(what)s” within two years."),
                params={"hours": name, "duration": write_duration(duration), "what": what},
            )


def promises_held_to(targets: Iterable[PlanTarget]) -> list[tuple[str, timedelta]]:
    """What is promised and for how long, named for a sentence: Sev-C, Resolution."""
    return [(f"{target.plan}, {target.get_kind_display()}", target.duration) for target in targets]
