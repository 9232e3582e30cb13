"""What clocks did: to be looked at, never changed here, and not in the way on the first page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from helpdesk.ui.read_only import ReadOnlyAdmin
from sla.models import Clock, Firing, Stop, Target


class RecordAdmin(ReadOnlyAdmin):
    """Reached from what it belongs to, not from the index."""

    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TargetInline(ReadOnlyInline):
    model = Target
    fields = ("kind", "duration", "started_at", "due_at", "met_at", "breached_at", "stopped_at", "ended_at")


class StopInline(ReadOnlyInline):
    model = Stop
    fields = ("cause", "since", "until")


@admin.register(Clock)
class ClockAdmin(RecordAdmin):
    list_display = ("pk", "plan", "priority", "hours", "started_at", "next_due_at")
    list_filter = ("plan", "priority")
    list_select_related = ("plan", "hours")
    inlines = (TargetInline, StopInline)


@admin.register(Target)
class TargetAdmin(RecordAdmin):
    list_display = ("pk", "kind", "clock", "started_at", "due_at", "met_at", "breached_at", "ended_at")
    list_filter = ("kind", "breach_cause")


@admin.register(Stop)
class StopAdmin(RecordAdmin):
    list_display = ("pk", "cause", "clock", "since", "until")
    list_filter = ("cause",)


@admin.register(Firing)
class FiringAdmin(RecordAdmin):
    list_display = ("pk", "target", "rule", "round", "due_at", "fired_at", "is_silent")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Firing]:
        return super().get_queryset(request).select_related("target", "rule")
