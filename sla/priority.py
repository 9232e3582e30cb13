"""How urgent a ticket is: the scale that plans promise by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Priority(models.IntegerChoices):
    """Low to emergency, ordered: a higher number is more urgent."""

    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")
    EMERGENCY = 4, _("Emergency")
