from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AgentQuerySet(models.QuerySet["Agent"]):
    def active(self) -> "AgentQuerySet":
        return self.filter(is_active=True, user__is_active=True)

    def present(self) -> "AgentQuerySet":
        """Active and not away: who can be given work now."""
        return self.active().filter(is_available=True)


class Agent(models.Model):
    """A person who answers tickets."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="agent", verbose_name=_("user")
    )
    visiting_role = models.ForeignKey(
        "agents.Role",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("visiting role"),
        help_text=_(
            "What this agent may do with a ticket of a department he or she doesn't belong to, "
            "when it is assigned, referred or escalated to them. Empty: only read."
        ),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("An inactive agent keeps the past but can't enter the panel.")
    )
    is_available = models.BooleanField(
        _("available"), default=True, help_text=_("Away agents are not offered when work is given out.")
    )
    substitute = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
        help_text=_("Who stands in while this agent is away."),
    )
    signature = models.TextField(_("signature"), blank=True)

    objects: ClassVar[models.Manager["Agent"]] = models.Manager.from_queryset(AgentQuerySet)()

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        ordering = ["user__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(substitute__isnull=True) | ~models.Q(substitute=models.F("id")),
                name="agent_is_not_own_substitute",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.user.name or self.user.email

    @property
    def email(self) -> str:
        return self.user.email

    @property
    def is_present(self) -> bool:
        return self.is_active and self.is_available
