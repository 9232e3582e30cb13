"""The administration's page of a plan: its promise, its rules, and a look at what they would do."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.ui.uses import uses_of
from sla.admin.plan_forms import (
    EscalationRuleForm,
    EscalationRuleFormSet,
    PlanForm,
    PlanTargetForm,
    PlanTargetFormSet,
)
from sla.admin.plan_trial import PlanTrialAdmin
from sla.admin.progress import progress_of
from sla.admin.what_if import WhatIfAdmin
from sla.models import Clock, EscalationRule, Plan, PlanTarget
from sla.models.clock import ClockQuerySet
from sla.operations.revise import revise_plan
from sla.promise import promise_in_words
from sla.target_kind import TargetKind
from sla.terms import Settings, Terms

COUNTING_FIELDS = {"hours_mode", "hours", "stops_while_pending", "warning_percent"}
"""What clocks are computed from; a new name or description leaves them as they are."""


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
