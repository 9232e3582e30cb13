"""Statuses: the names that a desk gives to the states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.vocabulary import State


class Status(models.Model):
    """A name under a state; what people see instead of the state."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    public_name = models.CharField(
        _("name for requesters"), max_length=60, blank=True, help_text=_("Empty: the same name.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    is_default = models.BooleanField(
        _("default"), default=False, help_text=_("The one that is taken when only the state is meant.")
    )
    stops_clock = models.BooleanField(
        _("stops the clock"),
        default=False,
        help_text=_("While a ticket waits in this status, the targets named by its plan stand still."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("statuses")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(is_default=True), name="one_default_status_per_state"
            ),
            models.CheckConstraint(
                condition=models.Q(stops_clock=False) | models.Q(state=State.PENDING),
                name="only_waiting_stops_the_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.name
