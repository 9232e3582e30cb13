"""The administration's page of a role, with its permissions as sentences."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agents.admin.archiving import ArchivableAdmin, ArchivableForm, ArchivedFilter
from agents.admin.operating import OperatingAdmin, administrator
from agents.models import Role
from agents.operations.change_role import change_role
from agents.permissions import CATALOGUE, GROUPS


class PermissionBoxes(forms.CheckboxSelectMultiple):
    """Sentences to tick, each group under its title."""

    template_name = "admin/permission_boxes.html"

    class Media:
        css = {"all": ("css/admin-permissions.css",)}


class RoleForm(ArchivableForm):
    """Permissions as sentences to tick, in the order in which people read them."""

    permissions = forms.MultipleChoiceField(
        label=_("Permissions"),
        choices=[(title, list(codes.items())) for title, codes in GROUPS],
        widget=PermissionBoxes,
        required=False,
        help_text=Role._meta.get_field("permissions").help_text,
    )


@admin.register(Role)
class RoleAdmin(ArchivableAdmin, OperatingAdmin):
    """What agents may do, as named sets; given per department on the page of an agent."""

    form = RoleForm
    list_display = ("name", "description", "extent", "held_by", "requires_second_factor")
    list_filter = (ArchivedFilter, "requires_second_factor")
    search_fields = ("name", "description")
    fieldsets = (
        (None, {"fields": ("name", "description", "requires_second_factor")}),
        (_("What it permits"), {"fields": ("permissions",)}),
        ArchivableAdmin.USE,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        return super().get_queryset(request).annotate(holders=Count("memberships__agent", distinct=True))

    @admin.display(description=_("permissions"))
    def extent(self, role: Role) -> str:
        return _("%(some)d of %(all)d") % {"some": len(role.permissions), "all": len(CATALOGUE)}

    @admin.display(description=_("agents"), ordering="holders")
    def held_by(self, role: Any) -> int:
        return int(role.holders)

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        wanted = form.cleaned_data["permissions"]
        obj.permissions = Role.objects.get(pk=obj.pk).permissions if change else []
        super().save_model(request, obj, form, change)
        change_role(obj, permissions=wanted, by=administrator(request))
