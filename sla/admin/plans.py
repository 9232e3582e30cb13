"""The administration's page of a plan: its promise, its rules, and a look at what they would do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.ui.uses import uses_of
from sla.admin.fields import DurationField
from sla.admin.lines import is_kept, kept_lines
from sla.admin.plan_trial import PlanTrialAdmin
from sla.admin.progress import progress_of
from sla.admin.what_if import LookForm, WhatIfAdmin
from sla.models import BusinessHours, Clock, EscalationRule, Plan, PlanTarget
from sla.models.clock import ClockQuerySet
from sla.models.plan import stopped_by_default
from sla.operations.revise import revise_plan
from sla.priority import Priority
from sla.promise import promise_in_words, refuse_unholdable
from sla.target_kind import TargetKind
from sla.terms import Settings, Terms

COUNTING_FIELDS = {"hours_mode", "hours", "stops_while_pending", "warning_percent"}
"""What clocks are computed from; a new name or description leaves them as they are."""


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


class PlanTargetInline(admin.TabularInline):
    model = PlanTarget
    form = PlanTargetForm
    formset = PlanTargetFormSet
    fields = ("kind", "priority", "duration")
    ordering = ("pk",)
    verbose_name = _("target")
    verbose_name_plural = _("What is promised")

    def get_extra(self, request: HttpRequest, obj: Plan | None = None, **kwargs: Any) -> int:
        return 4 if obj is None else 0


class EscalationRuleInline(admin.StackedInline):
    model = EscalationRule
    form = EscalationRuleForm
    formset = EscalationRuleFormSet
    extra = 0
    fields: ClassVar[Any] = (("kind", "when", "percent", "after"), ("what", "priority"))
    ordering = ("pk",)
    verbose_name_plural = _("Escalation rules: what happens when a target is at risk or late")


@admin.register(Plan)
class PlanAdmin(WhatIfAdmin, PlanTrialAdmin):
    """What is promised to requesters, and what happens when it is late."""

    form = PlanForm
    inlines = (PlanTargetInline, EscalationRuleInline)
    list_display = ("name", "promise", "runs", "is_active")
    list_filter = ("is_active", "hours_mode")
    list_select_related = ("hours",)
    search_fields = ("name", "description")
    readonly_fields = ("used_by", "running_tickets")
    actions = None
    fieldsets = (
        (None, {"fields": ("name", "description", "is_active")}),
        (
            _("When time counts"),
            {"fields": ("hours_mode", "hours", "stops_while_pending", "warning_percent")},
        ),
        (_("Use"), {"fields": ("follows_department", "used_by", "running_tickets")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        return super().get_queryset(request).prefetch_related("targets")

    def get_formset_kwargs(self, request: HttpRequest, obj: Plan, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk is None and isinstance(inline, PlanTargetInline):
            kwargs["initial"] = [{"kind": kind} for kind in TargetKind]
        return kwargs

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        counts_otherwise = COUNTING_FIELDS.intersection(form.changed_data)
        if change and (counts_otherwise or any(formset.has_changed() for formset in formsets)):
            revise_plan(form.instance)

    def proposed(self, saved: Settings, form: Any, formsets: Sequence[BaseInlineFormSet]) -> Settings:
        lines = next(formset.lines for formset in formsets if isinstance(formset, PlanTargetFormSet))
        return saved.with_plan(form.instance.pk, Terms.of(form.instance, lines))

    def concerned(self, pk: int) -> ClockQuerySet:
        return Clock.objects.filter(plan=pk)

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not _others(obj))

    @admin.display(description=_("promise"))
    def promise(self, plan: Plan) -> str:
        return promise_in_words(plan)

    @admin.display(description=_("runs"), ordering="hours_mode")
    def runs(self, plan: Plan) -> str:
        return str(plan.hours or plan.get_hours_mode_display())

    @admin.display(description=_("running tickets"))
    def running_tickets(self, plan: Plan) -> str:
        return progress_of(Clock.objects.filter(plan=plan)) if plan.pk is not None else "–"

    @admin.display(description=_("used by"))
    def used_by(self, plan: Plan) -> str:
        uses = _others(plan) if plan.pk is not None else []
        return ", ".join(f"{name}: {count}" for name, count in uses) or str(_("nothing yet"))


def _others(plan: Plan) -> list[tuple[str, int]]:
    return uses_of(plan, parts=[PlanTarget, EscalationRule])
