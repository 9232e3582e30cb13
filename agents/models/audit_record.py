"""The audit log (SECURITY.md 15)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditRecord(models.Model):
    """One line of the append-only log of what people did to accounts, rights and configuration.

    The database refuses to change or delete a line (migration 0002). So the key to the user has no
    constraint: when a person is erased, the line stays as it was written.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
        SIGNED_OUT = "signed_out", _("Signed out")
        SIGNED_UP = "signed_up", _("Signed up")
        PASSWORD_CHANGED = "password_changed", _("Password changed")
        ADDRESS_CHANGED = "address_changed", _("E-mail address changed")
        SECOND_FACTOR_CHANGED = "second_factor_changed", _("Second factor changed")
        INVITED = "invited", _("Invited")
        DEACTIVATED = "deactivated", _("Deactivated")
        REACTIVATED = "reactivated", _("Reactivated")
        AVAILABILITY_CHANGED = "availability_changed", _("Availability changed")
        ROLE_GRANTED = "role_granted", _("Role granted")
        ROLE_REVOKED = "role_revoked", _("Role revoked")
        ROLE_CHANGED = "role_changed", _("Permissions of a role changed")
        ADMINISTRATOR_CHANGED = "administrator_changed", _("Administrator named or removed")
        CONFIGURED = "configured", _("Configuration changed")
        EXPORTED = "exported", _("Exported")
        LINK_USED = "link_used", _("Access link used")
        LINK_REVOKED = "link_revoked", _("Access link revoked")

    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    at = models.DateTimeField(_("at"), db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    subject = models.CharField(_("what"), max_length=200)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"
