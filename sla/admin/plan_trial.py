"""Test this plan: a page that shows what a plan would promise at a moment, and why."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sla import moment
from sla.models import BusinessHours, Plan
from sla.priority import Priority
from sla.trial import try_plan

READING = "%Y-%m-%dT%H:%M"


class PlanTrialForm(forms.Form):
    """A ticket that could be opened; a plan that runs in the department's hours asks whose these are."""

    opened_at = forms.DateTimeField(
        label=_("Opened at"),
        input_formats=[READING, f"{READING}:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, READING),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = {"zone": timezone.get_current_timezone_name()}
        self.fields["opened_at"].help_text = _("On the clocks of %(zone)s.") % zone
        if plan.hours_mode == Plan.HoursMode.DEPARTMENT:
            self.fields["department"] = self.department_field()

    def department_field(self) -> forms.ModelChoiceField:
        """Whose hours it runs in: here hours stand for the department that has them."""
        return forms.ModelChoiceField(
            BusinessHours.objects.all(),
            label=_("The department's hours"),
            empty_label=_("Around the clock"),
            required=False,
        )

    @property
    def department_hours(self) -> BusinessHours | None:
        """The hours of the department that was chosen, once the form is valid."""
        hours: BusinessHours | None = self.cleaned_data.get("department")
        return hours


class PlanTrialAdmin(admin.ModelAdmin):
    """A plan's administration with the page on which it is tested."""

    trial_form: type[PlanTrialForm] = PlanTrialForm

    def get_urls(self) -> list[URLPattern]:
        test = self.admin_site.admin_view(self.trial_view)
        return [path("<int:pk>/test/", test, name="sla_plan_test"), *super().get_urls()]

    def trial_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks by GET, so that a case can be kept as a link; changes nothing."""
        plan = Plan.objects.select_related("hours").prefetch_related("targets", "rules").filter(pk=pk).first()
        if plan is None:
            raise Http404
        if not self.has_view_permission(request, plan):
            raise PermissionDenied
        asked: dict[str, Any] = {name: value for name, value in request.GET.items() if value}
        case = {"opened_at": _reading(moment.now()), "priority": Priority.NORMAL} | asked
        form = self.trial_form(case, plan=plan)
        trials = None
        if form.is_valid():
            trials = try_plan(
                plan,
                priority=form.cleaned_data["priority"],
                department_hours=form.department_hours,
                at=form.cleaned_data["opened_at"],
            )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Test this plan"),
            "subtitle": str(plan),
            "opts": self.opts,
            "plan": plan,
            "form": form,
            "trials": trials,
            "now": form.cleaned_data.get("opened_at"),
        }
        return TemplateResponse(request, "admin/sla/plan/test.html", context)


def _reading(instant: datetime) -> str:
    return timezone.localtime(instant).strftime(READING)
