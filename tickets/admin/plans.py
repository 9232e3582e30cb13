"""What the administration of plans and hours learns of departments and tickets, which lie above it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, Department, RuleAudience
from sla.admin import BusinessHoursAdmin, PlanAdmin
from sla.admin.hours_form import BusinessHoursForm
from sla.admin.plan_forms import PlanTargetFormSet
from sla.admin.plan_trial import PlanTrialForm
from sla.admin.plans import EscalationRuleInline, PlanTargetInline
from sla.admin.what_if import Conversation, WhatIfAdmin
from sla.models import BusinessHours, EscalationRule, Plan, PlanTarget
from sla.promise import rule_in_words
from tickets.models import Ticket

ONLY_AUDIENCE = f"what={EscalationRule.What.NOTIFY_AUDIENCE}"

admin.site.unregister([BusinessHours, Plan])


class DepartmentTrialForm(PlanTrialForm):
    """A plan that runs in the department's hours is tested for one of the departments."""

    def department_field(self) -> forms.ModelChoiceField:
        departments = Department.objects.active().select_related("hours")
        return forms.ModelChoiceField(
            departments, label=_("Department"), empty_label=_("One without hours"), required=False
        )

    @property
    def department_hours(self) -> BusinessHours | None:
        department = cast(Department | None, self.cleaned_data.get("department"))
        return department.hours if department is not None else None


class DepartmentHoursForm(BusinessHoursForm):
    """Departments with these hours promise in them what their plan says, if it runs in the department's."""

    def promised_in(self, hours: BusinessHours) -> QuerySet[PlanTarget]:
        plans = Plan.objects.filter(
            pk__in=Department.objects.active().filter(hours=hours.pk or 0).values("plan"),
            hours_mode=Plan.HoursMode.DEPARTMENT,
        )
        return super().promised_in(hours) | PlanTarget.objects.filter(plan__in=plans)


class DepartmentTargetFormSet(PlanTargetFormSet):
    """A plan in the department's hours is held to those of every department whose plan it is."""

    def hours_to_hold_it(self, plan: Plan) -> Iterable[BusinessHours]:
        if plan.hours_mode != Plan.HoursMode.DEPARTMENT or plan.pk is None:
            return super().hours_to_hold_it(plan)
        return BusinessHours.objects.filter(
            pk__in=Department.objects.active().filter(plan=plan.pk).values("hours")
        )


class DepartmentTargetInline(PlanTargetInline):
    """What is promised, in the hours of departments too."""

    formset = DepartmentTargetFormSet


class AudienceRuleInline(EscalationRuleInline):
    """A rule with whom it tells, if that is said for it alone."""

    fields = (*EscalationRuleInline.fields[:-1], (*EscalationRuleInline.fields[-1], "audience"))
    readonly_fields = ("audience",)

    @admin.display(description=_("audience"))
    def audience(self, rule: EscalationRule) -> SafeString:
        if rule.pk is None or rule.what != EscalationRule.What.NOTIFY_AUDIENCE:
            return format_html('<span data-only-if="{}">{}</span>', ONLY_AUDIENCE, _("Save, then choose."))
        agents = Agent.objects.filter(pk__in=_audience_of(rule).values("agents")).select_related("user")
        names = ", ".join(agent.name for agent in agents) or _("Nobody yet: choose")
        link = '<a href="{}" data-only-if="{}">{}</a>'
        return format_html(link, _audience_address(rule), ONLY_AUDIENCE, names)


class TicketWhatIfAdmin(WhatIfAdmin):
    """Clocks belong to tickets, and these to departments."""

    def conversations(self, clocks: Collection[int]) -> Mapping[int, Conversation]:
        tickets = Ticket.objects.filter(clock__in=clocks).values_list("pk", "clock_id", "number", "subject")
        return {
            clock: Conversation(f"#{number}", subject, reverse("admin:tickets_ticket_change", args=[pk]))
            for pk, clock, number, subject in tickets
        }

    def department_hours(self, clocks: Collection[int]) -> Mapping[int, int | None]:
        return dict(Ticket.objects.filter(clock__in=clocks).values_list("clock_id", "department__hours"))


@admin.register(Plan)
class TicketPlanAdmin(TicketWhatIfAdmin, PlanAdmin):
    """A plan, tested for a department and judged by its tickets, with whom its rules tell."""

    trial_form = DepartmentTrialForm
    inlines = (DepartmentTargetInline, AudienceRuleInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for rule in form.instance.rules.filter(what=EscalationRule.What.NOTIFY_AUDIENCE):
            if not _audience_of(rule).filter(agents__isnull=False).exists():
                sentence = _("“%(rule)s” tells its audience, and nobody is in it yet.")
                words = sentence % {"rule": rule_in_words(rule)}
                address, choose = _audience_address(rule), _("Choose whom it tells")
                self.message_user(
                    request, format_html('{} <a href="{}">{}</a>', words, address, choose), messages.WARNING
                )


@admin.register(BusinessHours)
class TicketHoursAdmin(TicketWhatIfAdmin, BusinessHoursAdmin):
    """Business hours, judged by their tickets, and held to what departments promise in them."""

    form = DepartmentHoursForm


def _audience_of(rule: EscalationRule) -> QuerySet[RuleAudience]:
    return RuleAudience.objects.filter(rule=rule)


def _audience_address(rule: EscalationRule) -> str:
    """Where an administrator chooses whom the rule tells."""
    audience = _audience_of(rule).first()
    if audience is not None:
        return reverse("admin:agents_ruleaudience_change", args=[audience.pk])
    return reverse("admin:agents_ruleaudience_add", query={"rule": rule.pk})
