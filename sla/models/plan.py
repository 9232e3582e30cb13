from django.db import models
from django.utils.translation import gettext_lazy as _


class Plan(models.Model):
    """A promise: by when a requester hears from us and by when the matter is solved."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("SLA plan")
        verbose_name_plural = _("SLA plans")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
