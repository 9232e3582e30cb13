"""Canned responses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CannedResponse(models.Model):
    """Prepared text that an agent puts into a reply and edits before sending."""

    title = models.CharField(_("title"), max_length=120, unique=True)
    body = models.TextField(
        _("text"), help_text=_("Plain text; blank lines part paragraphs, lines with - or 1. make lists.")
    )
    department = models.ForeignKey(
        "agents.Department",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Empty: for all departments."),
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    class Meta:
        verbose_name = _("canned response")
        verbose_name_plural = _("canned responses")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
