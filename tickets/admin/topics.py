from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agents.admin.archiving import ArchivableAdmin, ArchivedFilter
from tickets.admin.staffed import StaffedTopicForm
from tickets.models import HelpTopic


@admin.register(HelpTopic)
class HelpTopicAdmin(ArchivableAdmin):
    """What requesters pick, and where it leads."""

    form = StaffedTopicForm

    list_display = ("name", "parent", "is_public", "department", "priority", "plan", "team", "position")
    list_filter = (ArchivedFilter, "is_public", "department", "plan")
    list_select_related = ("parent", "department", "plan", "team")
    search_fields = ("name", "description", "guidance")
    autocomplete_fields = ("assignee",)
    fieldsets = (
        (None, {"fields": ("name", "description", "icon", "parent", "position", "is_public")}),
        (
            _("Where it leads"),
            {
                "fields": ("department", "priority", "plan", "team", "assignee"),
                "description": _(
                    "What stays empty is decided by the organization, the department, the desk."
                ),
            },
        ),
        (_("For agents"), {"fields": ("guidance",)}),
        (_("For requesters"), {"fields": ("thank_you", "sends_autoresponse")}),
        (_("Numbers and endings"), {"fields": ("number_format", "closes_after_days", "reopen_within_days")}),
        ArchivableAdmin.USE,
    )
