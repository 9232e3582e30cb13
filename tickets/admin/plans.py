"""What the administration of plans and hours learns of departments and tickets, which lie above it."""

from collections.abc import Collection, Mapping
from typing import cast

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agents.models import Department
from sla.admin import BusinessHoursAdmin, PlanAdmin
from sla.admin.plan_trial import PlanTrialForm
from sla.admin.what_if import Conversation, WhatIfAdmin
from sla.models import BusinessHours, Plan
from tickets.models import Ticket

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
    """A plan, tested for a department and judged by its tickets."""

    trial_form = DepartmentTrialForm


@admin.register(BusinessHours)
class TicketHoursAdmin(TicketWhatIfAdmin, BusinessHoursAdmin):
    """Business hours, judged by their tickets."""
