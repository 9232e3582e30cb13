"""Who sees a ticket from outside its department."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.vocabulary import AccessReason


class TicketAccess(models.Model):
    """Somebody outside the department who sees a ticket: an agent, a team or a department, and why."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="accesses", verbose_name=_("ticket")
    )
    agent = models.ForeignKey(
        "agents.Agent", models.CASCADE, null=True, related_name="+", verbose_name=_("agent")
    )
    team = models.ForeignKey(
        "agents.Team", models.CASCADE, null=True, related_name="+", verbose_name=_("team")
    )
    department = models.ForeignKey(
        "agents.Department", models.CASCADE, null=True, related_name="+", verbose_name=_("department")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=AccessReason)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agent__isnull=False, team__isnull=True, department__isnull=True)
                | models.Q(agent__isnull=True, team__isnull=False, department__isnull=True)
                | models.Q(agent__isnull=True, team__isnull=True, department__isnull=False),
                name="access_is_for_one",
            ),
            models.UniqueConstraint(
                fields=["agent", "ticket", "reason"],
                condition=models.Q(agent__isnull=False),
                name="access_of_agent",
            ),
            models.UniqueConstraint(
                fields=["team", "ticket", "reason"],
                condition=models.Q(team__isnull=False),
                name="access_of_team",
            ),
            models.UniqueConstraint(
                fields=["department", "ticket", "reason"],
                condition=models.Q(department__isnull=False),
                name="access_of_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent or self.team or self.department}: {self.get_reason_display()}"
