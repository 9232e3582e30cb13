"""Reading the audit log in the administration, and writing into it what is saved there."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agents.models import AuditRecord
from agents.operations.record_audit import record_audit
from helpdesk.ui.read_only import ReadOnlyAdmin


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnlyAdmin):
    """What people did to accounts, rights and configuration; to be read, by nobody to be edited."""

    list_display = ("at", "kind", "subject", "particulars", "user", "address")
    list_filter = ("kind",)
    list_select_related = ("user",)
    date_hierarchy = "at"
    search_fields = ("subject", "=address", "user__email", "user__name")
    fields = ("at", "kind", "subject", "user", "address", "particulars")
    readonly_fields = ("particulars",)
    show_full_result_count = False

    @admin.display(description=_("details"))
    def particulars(self, record: AuditRecord) -> str | SafeString:
        rows = [(name.replace("_", " "), _in_words(value)) for name, value in record.details.items()]
        return format_html_join("; ", "{}: {}", rows) or "–"


@receiver(post_save, sender=LogEntry)
def configured(instance: LogEntry, created: bool, **_kwargs: Any) -> None:
    """Whatever app a page of Django admin belongs to, what is saved there is known here."""
    if created:
        subject = f"{instance.content_type.name if instance.content_type else ''} “{instance.object_repr}”"
        record_audit(
            AuditRecord.Kind.CONFIGURED,
            by=instance.user,
            subject=subject,
            change=instance.get_change_message(),
            action=str(instance.get_action_flag_display()).lower(),
        )


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return str(value) or "–"
