"""What is asked of a plan: its fields, the lines of its promise, its rules, and what they must agree on."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from sla.admin.fields import DurationField
from sla.admin.lines import is_kept, kept_lines
from sla.admin.what_if import LookForm
from sla.models import BusinessHours, EscalationRule, Plan, PlanTarget
from sla.models.plan import stopped_by_default
from sla.priority import Priority
from sla.promise import refuse_unholdable
from sla.target_kind import TargetKind


class PlanForm(LookForm):
    """A plan's own fields."""

    stops_while_pending = forms.MultipleChoiceField(
        label=_("Stops while pending"),
        help_text=Plan._meta.get_field("stops_while_pending").help_text,
        choices=TargetKind.choices,
        initial=stopped_by_default,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Media:
        js = (forms.Script("js/admin-fields.js", defer=True),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "hours" in self.fields:  # not where the plan can only be read
            choice: Any = self.fields["hours"].widget
            shown = getattr(choice, "widget", choice)  # inside what adds the buttons of the administration
            shown.attrs["data-only-if"] = f"hours_mode={Plan.HoursMode.THESE}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        runs_in_these = cleaned.get("hours_mode") == Plan.HoursMode.THESE
        if runs_in_these and not cleaned.get("hours") and "hours" not in self.errors:
            self.add_error("hours", _("Choose the business hours that the plan runs in."))
        if not runs_in_these and cleaned.get("hours"):
            self.add_error("hours", _("The plan doesn't run in these: leave this empty, or change “runs”."))
        return cleaned


class PlanTargetForm(forms.ModelForm):
    """One line of the promise."""

    priority = forms.TypedChoiceField(
        label=_("Priority"),
        help_text=PlanTarget._meta.get_field("priority").help_text,
        choices=[("", _("All others")), *Priority.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    duration = DurationField(label=_("Within"), help_text=PlanTarget._meta.get_field("duration").help_text)


class PlanTargetFormSet(BaseInlineFormSet):
    """The lines of the promise together; says on the plan what they promise, for the rules to look at."""

    def clean(self) -> None:
        super().clean()
        lines = [line for line in kept_lines(self) if line.get("kind") and line.get("duration")]
        self.instance.promised_kinds = {line["kind"] for line in lines}
        self.lines = [(line["kind"], line.get("priority"), line["duration"]) for line in lines]
        for (kind, priority), count in Counter(
            (line["kind"], line.get("priority")) for line in lines
        ).items():
            if count > 1:
                raise ValidationError(
                    _("“%(kind)s” stands here more than once for the same priority: keep one line."),
                    params={"kind": TargetKind(kind).label, "priority": priority},
                )
        promises = [(str(TargetKind(line["kind"]).label), line["duration"]) for line in lines]
        for hours in self.hours_to_hold_it(self.instance):
            refuse_unholdable(hours.open_hours(), str(hours), promises)

    def hours_to_hold_it(self, plan: Plan) -> Iterable[BusinessHours]:
        """The hours in which the plan runs; departments, which have hours too, are known further up."""
        return [plan.hours] if plan.hours_mode == Plan.HoursMode.THESE and plan.hours is not None else []


class EscalationRuleForm(forms.ModelForm):
    """One rule: when, around which target, what; a field that its choices have no use for is out of sight."""

    ONLY_IF: ClassVar = {
        "percent": f"when={EscalationRule.When.SHARE}",
        "after": f"when={EscalationRule.When.AFTER}",
        "priority": f"what={EscalationRule.What.RAISE_PRIORITY}",
    }

    after = DurationField(
        label=_("After"), help_text=EscalationRule._meta.get_field("after").help_text, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choice in self.ONLY_IF.items():
            self.fields[name].widget.attrs["data-only-if"] = choice

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        when, what = cleaned.get("when"), cleaned.get("what")
        self._belongs("percent", when == EscalationRule.When.SHARE, _("Say at what share, in percent."))
        self._belongs("after", when == EscalationRule.When.AFTER, _("Say how long after the breach."))
        self._belongs("priority", what == EscalationRule.What.RAISE_PRIORITY, _("Say to which priority."))
        return cleaned

    def _belongs(self, field: str, is_needed: bool, sentence: Any) -> None:
        if field in self.errors:
            return
        is_given = self.cleaned_data.get(field) is not None
        if is_needed and not is_given:
            self.add_error(field, sentence)
        elif is_given and not is_needed:
            self.add_error(field, _("This rule has no use for it: leave it empty."))


class EscalationRuleFormSet(BaseInlineFormSet):
    """The rules, each around a target that the plan promises."""

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            kind = form.cleaned_data.get("kind") if is_kept(form) else None
            if kind and kind not in self.instance.promised_kinds:
                form.add_error(
                    "kind", _("The plan doesn't promise this: add it to the targets, or drop the rule.")
                )
