"""The administration's page of a help topic."""

from typing import Any, Final

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.admin.archiving import ArchivableAdmin, ArchivedFilter
from tickets.admin.staffed import StaffedTopicForm
from tickets.models import HelpTopic
from tickets.numbering import held_by, used_of

ENOUGH: Final = 100_000
"""A format with fewer numbers, or with a third of them used, is worth a warning."""


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

    def save_model(self, request: HttpRequest, obj: HelpTopic, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.number_format:
            self._warn_of_scarcity(request, obj.number_format)

    def _warn_of_scarcity(self, request: HttpRequest, number_format: str) -> None:
        held, used = held_by(number_format), used_of(number_format)
        if held < ENOUGH or used * 3 >= held:
            sentence = gettext(
                "%(format)s holds %(held)d numbers, %(used)d are used. Where none is left, tickets of this"
                " topic get the desk's own numbers; each # more makes it ten times as many."
            )
            told = {"format": number_format, "held": held, "used": used}
            self.message_user(request, sentence % told, messages.WARNING)
