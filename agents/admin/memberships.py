"""The lines of an agent's page that say where he or she belongs."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, Department, Membership, Role, User
from agents.operations.grant_role import grant_role, revoke_role


class MembershipInline(admin.TabularInline):
    """Where an agent belongs and what he or she may do there."""

    model = Membership
    extra = 1
    fields = ("department", "role", "is_assigned_only", "is_primary")
    verbose_name_plural = _("departments and roles")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What was archived can't be chosen, but what an agent has already stays chosen."""
        match = request.resolver_match
        held = Membership.objects.filter(agent=match.kwargs.get("object_id") if match is not None else None)
        if db_field.name == "department":
            offered = Q(archived_at__isnull=True) | Q(pk__in=held.values("department"))
            kwargs["queryset"] = Department.objects.filter(offered)
        if db_field.name == "role":
            offered = Q(archived_at__isnull=True) | Q(pk__in=held.values("role"))
            kwargs["queryset"] = Role.objects.filter(offered)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Departments and roles are chosen here and made on pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


def save_memberships(agent: Agent, formset: Any, *, by: User) -> None:
    """Bring an agent's memberships to what the page says, by granting and revoking.

    What was taken goes first and the home comes last, so that a home can move in one go.
    """
    given = formset.save(commit=False)
    for taken in formset.deleted_objects:
        revoke_role(agent, department=taken.department, by=by)
    for membership in sorted(given, key=lambda row: row.is_primary):
        before = Membership.objects.filter(pk=membership.pk).select_related("department").first()
        if before is not None and before.department_id != membership.department_id:
            revoke_role(agent, department=before.department, by=by)
        grant_role(
            agent,
            department=membership.department,
            role=membership.role,
            is_assigned_only=membership.is_assigned_only,
            is_primary=membership.is_primary,
            by=by,
        )
