"""Requesters and the addresses they write from."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sla.moment import now

PROVEN_FOR: Final = timedelta(days=365)
"""An address changes hands: whoever answered for it must do so again within this time (SECURITY.md 2)."""


class Requester(models.Model):
    """A person we help; exists without an account."""

    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="requester",
        verbose_name=_("user"),
    )
    organization = models.ForeignKey(
        "tickets.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="requesters",
        verbose_name=_("organization"),
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    notes = models.TextField(_("notes"), blank=True, help_text=_("Agents only."))
    created_at = models.DateTimeField(_("known since"), editable=False)

    class Meta:
        verbose_name = _("requester")
        verbose_name_plural = _("requesters")
        ordering = ["name", "id"]
        indexes = [GinIndex(SearchVector("name", config="simple"), name="requester_name_words")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def address(self) -> str:
        """The address we write to: the first verified one, else the oldest."""
        addresses = sorted(self.addresses.all(), key=lambda row: (not row.is_verified, row.pk))
        return addresses[0].address if addresses else ""


class RequesterAddress(models.Model):
    """An e-mail address of a requester, lower-cased; verified when a mailed link or code came back."""

    requester = models.ForeignKey(
        "tickets.Requester", models.CASCADE, related_name="addresses", verbose_name=_("requester")
    )
    address = models.EmailField(_("e-mail address"), unique=True)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(address=Lower("address")), name="address_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_verified(self) -> bool:
        """Whether a mailed link or code came back from it lately enough."""
        return self.verified_at is not None and self.verified_at > now() - PROVEN_FOR

    def clean(self) -> None:
        super().clean()
        self.address = self.address.strip().lower()
