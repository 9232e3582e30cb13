"""Departments, and what holds for their tickets: manager, plan, hours, signature."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.ring import closes_a_ring


class DepartmentQuerySet(models.QuerySet["Department"]):
    def active(self) -> "DepartmentQuerySet":
        return self.filter(archived_at__isnull=True)


class Department(models.Model):
    """Owns tickets; the boundary of permission."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("Requesters see it if the department is public.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        help_text=_("Orders long lists. Permissions are not inherited."),
    )
    is_public = models.BooleanField(
        _("public"),
        default=True,
        help_text=_("Requesters see the name and the signature of a public department."),
    )
    manager = models.ForeignKey(
        "agents.Agent",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="managed_departments",
        verbose_name=_("manager"),
        help_text=_("Is told of breaches and of what finds nobody, as a member who sees the tickets."),
    )
    plan = models.ForeignKey(
        "sla.Plan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("SLA plan"),
        help_text=_("For tickets whose topic names none."),
    )
    hours = models.ForeignKey(
        "sla.BusinessHours",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("business hours"),
        help_text=_("For plans that run in the department's hours."),
    )
    signature = models.TextField(
        _("signature"),
        blank=True,
        help_text=_("Ends the letters of agents who have no signature of their own."),
    )
    assigns_members_only = models.BooleanField(
        _("assign members only"),
        default=False,
        help_text=_("Tickets of this department can be assigned to its members alone."),
    )
    claims_on_reply = models.BooleanField(
        _("claim on reply"),
        default=True,
        help_text=_("Whoever answers a ticket that nobody has takes it. It is said beside the button."),
    )
    alert_recipients = models.ManyToManyField(
        "agents.Agent",
        blank=True,
        related_name="+",
        verbose_name=_("alert recipients"),
        help_text=_("Who is told of new tickets and messages that nobody has. Empty: every member."),
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="department_is_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if closes_a_ring(self, lambda department: department.parent):
            raise ValidationError({"parent": _("These departments would be parts of each other.")})
