"""The administration's page of a canned response."""

from django.contrib import admin

from agents.admin.archiving import ArchivableAdmin, ArchivedFilter
from tickets.models import CannedResponse


@admin.register(CannedResponse)
class CannedResponseAdmin(ArchivableAdmin):
    """Prepared texts for replies."""

    list_display = ("title", "department")
    list_filter = (ArchivedFilter, "department")
    search_fields = ("title", "body")
    fieldsets = ((None, {"fields": ("title", "body", "department")}), ArchivableAdmin.USE)
