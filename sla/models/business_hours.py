from django.db import models
from django.utils.translation import gettext_lazy as _


class BusinessHours(models.Model):
    """When clocks run."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("business hours")
        verbose_name_plural = _("business hours")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
