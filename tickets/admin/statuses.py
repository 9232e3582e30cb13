"""The administration's page of a status."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agents.admin.archiving import ArchivableAdmin, ArchivedFilter
from tickets.models import Status


@admin.register(Status)
class StatusAdmin(ArchivableAdmin):
    """Names under the five states."""

    list_display = ("name", "public_name", "state", "is_default", "stops_clock", "position")
    list_filter = (ArchivedFilter, "state")
    fieldsets = (
        (None, {"fields": ("name", "public_name", "state", "position")}),
        (_("What it does"), {"fields": ("is_default", "stops_clock")}),
        ArchivableAdmin.USE,
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Status | None = None) -> tuple[str, ...]:
        """The state of a status never changes: tickets carry it. Each state keeps its default."""
        fixed = (*super().get_readonly_fields(request, obj), "is_default")
        return (*fixed, "state") if obj is not None else fixed

    def has_delete_permission(self, request: HttpRequest, obj: Status | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_default)
