"""The administration's page of a department."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.admin.archiving import ArchivableAdmin, ArchivableForm, ArchivedFilter
from agents.admin.choosing import ChoosesAgents
from agents.models import Department
from sla.models import Plan
from sla.operations.revise import revise_plans_of_departments
from sla.promise import promises_held_to, refuse_unholdable


class DepartmentForm(ArchivableForm):
    """A department, whose hours have to hold what its plan promises in them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        plan, hours = cleaned.get("plan"), cleaned.get("hours")
        if plan is not None and hours is not None and plan.hours_mode == Plan.HoursMode.DEPARTMENT:
            promises = promises_held_to(plan.targets.select_related("plan"))
            try:
                refuse_unholdable(hours.open_hours(), str(hours), promises)
            except ValidationError as refusal:
                self.add_error("hours", refusal)
        return cleaned


@admin.register(Department)
class DepartmentAdmin(ChoosesAgents, ArchivableAdmin):
    """Who owns tickets. Who works in a department is said on the page of each agent."""

    form = DepartmentForm
    list_display = ("name", "parent", "is_public", "manager", "plan", "hours", "number_of_members")
    list_filter = (ArchivedFilter, "is_public", "plan", "hours")
    list_select_related = ("parent", "manager__user", "plan", "hours")
    search_fields = ("name",)
    autocomplete_fields = ("manager",)
    filter_horizontal = ("alert_recipients",)
    readonly_fields = ("members",)
    fieldsets = (
        (None, {"fields": ("name", "parent", "is_public", "manager", "members")}),
        (_("Promise"), {"fields": ("plan", "hours")}),
        (_("Who gets the work"), {"fields": ("assigns_members_only", "claims_on_reply", "alert_recipients")}),
        (_("Letters"), {"fields": ("signature",)}),
        ArchivableAdmin.USE,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Department]:
        active = Count("memberships", filter=Q(memberships__agent__is_active=True))
        return super().get_queryset(request).annotate(active_members=active)

    def save_model(self, request: HttpRequest, obj: Department, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "hours" in form.changed_data:
            revise_plans_of_departments()
        if obj.manager is not None and not self._sees_all(obj):
            words = gettext(
                "%(manager)s is to be told of what goes wrong in %(department)s, but doesn't see all of its "
                "tickets and hears nothing of the others: make %(manager)s a member who does."
            )
            messages.warning(request, words % {"manager": obj.manager, "department": obj})

    def _sees_all(self, department: Department) -> bool:
        """Whether every ticket of the department is visible to its manager, who is told of nothing else."""
        whole = department.memberships.filter(is_assigned_only=False)
        return whole.filter(agent=department.manager).exists()

    @admin.display(description=_("agents"), ordering="active_members")
    def number_of_members(self, department: Any) -> int:
        return int(department.active_members)

    @admin.display(description=_("agents"))
    def members(self, department: Department) -> str | SafeString:
        memberships = department.memberships.select_related("agent__user", "role").order_by(
            "agent__user__name"
        )
        rows = [
            (reverse("admin:agents_agent_change", args=[row.agent_id]), row.agent.name, row.role.name)
            for row in memberships
            if row.agent.is_active
        ]
        return format_html_join(", ", '<a href="{}">{}</a> ({})', rows) or "–"
