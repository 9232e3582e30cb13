from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class TeamQuerySet(models.QuerySet["Team"]):
    def active(self) -> "TeamQuerySet":
        return self.filter(archived_at__isnull=True)


class Team(models.Model):
    """Agents of any department, assignable together; a rung of the ladder that tickets are escalated on."""

    name = models.CharField(_("name"), max_length=80, unique=True)
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
    )
    escalates_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="escalated_from",
        verbose_name=_("escalates to"),
    )
    members = models.ManyToManyField(
        "agents.Agent", blank=True, related_name="teams", verbose_name=_("members")
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    objects: ClassVar[models.Manager["Team"]] = models.Manager.from_queryset(TeamQuerySet)()

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
        rung, seen = self.escalates_to, {self.pk}
        while rung is not None:
            if rung.pk in seen:
                raise ValidationError(
                    {"escalates_to": _("These teams would escalate to each other in a ring.")}
                )
            seen.add(rung.pk)
            rung = rung.escalates_to
