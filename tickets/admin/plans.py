"""What the administration of plans and hours knows of departments and tickets, which lie above it."""

from typing import cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agents.models import Department
from sla.admin import PlanAdmin
from sla.admin.plan_trial import PlanTrialForm
from sla.models import BusinessHours, Plan

admin.site.unregister([Plan])


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


@admin.register(Plan)
class TicketPlanAdmin(PlanAdmin):
    """A plan, tested for a department."""

    trial_form = DepartmentTrialForm
