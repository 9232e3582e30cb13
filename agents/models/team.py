"""Teams, and the ladder that their tiers make."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.ring import closes_a_ring


class TeamQuerySet(models.QuerySet["Team"]):
    def active(self) -> "TeamQuerySet":
        return self.filter(archived_at__isnull=True)


class Team(models.Model):
    """Agents of any department, assignable together; a rung of the ladder that tickets are escalated on."""

    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        help_text=_("As agents see it when a ticket is given away."),
    )
    tier = models.PositiveSmallIntegerField(
        _("tier"), default=1, help_text=_("1 answers first; higher tiers take what was escalated.")
    )
    lead = models.ForeignKey(
        "agents.Agent",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_teams",
        verbose_name=_("lead"),
        help_text=_("One of the members; escalation rules can tell the lead."),
    )
    escalates_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="escalated_from",
        verbose_name=_("escalates to"),
        help_text=_("The team that takes what this one escalates. Empty: the ladder ends here."),
    )
    members = models.ManyToManyField(
        "agents.Agent",
        blank=True,
        related_name="teams",
        verbose_name=_("members"),
        help_text=_("Agents of any department; they see every ticket that the team has."),
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["tier", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(escalates_to__isnull=True) | ~models.Q(escalates_to=models.F("id")),
                name="team_does_not_escalate_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if closes_a_ring(self, lambda team: team.escalates_to):
            raise ValidationError({"escalates_to": _("These teams would escalate to each other in a ring.")})

    @property
    def ladder(self) -> "list[Team]":
        """This team and those that a ticket reaches from it, rung by rung."""
        rungs: list[Team] = []
        rung: Team | None = self
        while rung is not None and rung not in rungs:
            rungs.append(rung)
            rung = rung.escalates_to
        return rungs
