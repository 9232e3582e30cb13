"""What is in use is archived, not deleted, and says where it is used."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.ui.uses import uses_of
from sla.moment import now


class ArchivableForm(forms.ModelForm):
    """Offers the archive as what it is to people: a box to tick."""

    is_archived = forms.BooleanField(
        label=_("Archived"),
        required=False,
        help_text=_("It is offered no longer; whatever has it keeps it. Untick to bring it back."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_archived"].initial = self.instance.archived_at is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_archived = bool(cleaned.get("is_archived"))
        if is_archived != (self.instance.archived_at is not None):
            self.instance.archived_at = now() if is_archived else None
        return cleaned


class ArchivedFilter(admin.SimpleListFilter):
    """Shows what is in use first; the archive on request."""

    title = _("archive")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("yes", _("Archived")), ("all", _("All"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("In use")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return queryset.filter(archived_at__isnull=False)
        if self.value() == "all":
            return queryset
        return queryset.filter(archived_at__isnull=True)


class ArchivableAdmin(admin.ModelAdmin):
    """Archives by a box on the page; deletes only what nothing uses. Put USE last in `fieldsets`."""

    form = ArchivableForm
    USE: ClassVar[Any] = (_("Use"), {"fields": ("used_by", "is_archived")})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str] | tuple[Any, ...]:
        return (*super().get_readonly_fields(request, obj), "used_by")

    @admin.display(description=_("used by"))
    def used_by(self, row: Model) -> str:
        if row.pk is None:
            return "–"
        return ", ".join(f"{name}: {count}" for name, count in self._uses(row)) or str(_("nothing yet"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not self._uses(obj))

    def _uses(self, row: Any) -> list[tuple[str, int]]:
        """Asked once per row, however often a page asks whether it may go."""
        if not hasattr(row, "known_uses"):
            row.known_uses = uses_of(row)
        return list(row.known_uses)
