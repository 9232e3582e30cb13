"""Files: what came with an entry, and the bytes behind it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """Bytes, kept once: the name in storage is their SHA-256."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"), help_text="bytes")
    content = models.FileField(_("content"), upload_to="files/", max_length=120)
    created_at = models.DateTimeField(_("stored at"))

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """A file with the name its sender gave it: an upload until an operation binds it to an entry."""

    file = models.ForeignKey(
        "tickets.StoredFile", models.PROTECT, related_name="attachments", verbose_name=_("stored file")
    )
    entry = models.ForeignKey(
        "tickets.Entry", models.CASCADE, null=True, related_name="attachments", verbose_name=_("entry")
    )
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("media type"), max_length=100)
    token = models.UUIDField(_("address"), unique=True, help_text="What its address shows; no credential.")
    created_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(entry__isnull=True), name="attachment_unbound"
            ),
        ]

    def __str__(self) -> str:
        return self.name
