"""Roles: the sets in which permissions are given."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.permissions import CATALOGUE


def validate_permission(code: str) -> None:
    """A role is made of codes of the catalogue and of nothing else."""
    if code not in CATALOGUE:
        raise ValidationError(_("There is no permission “%(code)s”."), params={"code": code})


class RoleQuerySet(models.QuerySet["Role"]):
    def active(self) -> "RoleQuerySet":
        """Those that can still be given; whoever holds an archived role keeps it."""
        return self.filter(archived_at__isnull=True)


class Role(models.Model):
    """A named set of permission codes, given per department."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    description = models.CharField(
        _("description"), max_length=200, blank=True, help_text=_("Whom this role is meant for.")
    )
    permissions = ArrayField(
        models.CharField(max_length=40, validators=[validate_permission]),
        verbose_name=_("permissions"),
        default=list,
        blank=True,
        help_text=_("What may be done with the tickets of a department in which an agent has this role."),
    )
    requires_second_factor = models.BooleanField(
        _("second factor required"),
        default=False,
        help_text=_("Agents with this role enter the panel only with a second factor beside the password."),
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def permits(self, code: str) -> bool:
        return code in self.permissions
