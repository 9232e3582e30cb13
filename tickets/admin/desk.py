"""The administration's page of the desk itself."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tickets.admin.staffed import StaffedDeskForm
from tickets.models import Desk


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    """There is one desk, so its list is its page."""

    form = StaffedDeskForm
    fieldsets = (
        (
            _("Support center"),
            {"fields": ("name", "greeting", "introduction", "hours_text", "closed_notice")},
        ),
        (
            _("Where nothing more special is said"),
            {"fields": ("default_department", "default_plan", "reopen_within_days")},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Desk | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("admin:tickets_desk_change", Desk.load().pk)
