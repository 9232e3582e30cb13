"""Access links: how guests come to their ticket."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessLinkQuerySet(models.QuerySet["AccessLink"]):
    def usable(self, at: datetime) -> "AccessLinkQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class AccessLink(models.Model):
    """A mailed link that opens one ticket for one person (SECURITY.md 2); its token is kept nowhere."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="access_links", verbose_name=_("ticket")
    )
    requester = models.ForeignKey(
        "tickets.Requester", models.CASCADE, related_name="access_links", verbose_name=_("requester")
    )
    delivery = models.ForeignKey(
        "tickets.Delivery", models.SET_NULL, null=True, related_name="+", verbose_name=_("delivery")
    )
    token_hash = models.CharField(_("token hash"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("mailed at"))
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects: ClassVar[models.Manager["AccessLink"]] = models.Manager.from_queryset(AccessLinkQuerySet)()

    class Meta:
        verbose_name = _("access link")
        verbose_name_plural = _("access links")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.requester}, {self.created_at:%Y-%m-%d %H:%M}"
