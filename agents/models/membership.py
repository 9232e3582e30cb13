"""Where agents belong."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """Agent × department × role: what an agent may do with the tickets of a department."""

    agent = models.ForeignKey(
        "agents.Agent", models.CASCADE, related_name="memberships", verbose_name=_("agent")
    )
    department = models.ForeignKey(
        "agents.Department", models.PROTECT, related_name="memberships", verbose_name=_("department")
    )
    role = models.ForeignKey(
        "agents.Role", models.PROTECT, related_name="memberships", verbose_name=_("role")
    )
    is_primary = models.BooleanField(
        _("primary"), default=False, help_text=_("The agent's home: its hours decide when alerts are mailed.")
    )
    is_assigned_only = models.BooleanField(
        _("assigned only"),
        default=False,
        help_text=_("Sees only what is assigned, referred or escalated to the agent or the agent's teams."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["agent_id", "department_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "department"],
                name="one_membership_per_department",
                violation_error_message=_("This agent already belongs to this department."),
            ),
            models.UniqueConstraint(
                fields=["agent"],
                condition=models.Q(is_primary=True),
                name="one_primary_department_per_agent",
                violation_error_message=_("An agent has one primary department."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent} · {self.department}"
