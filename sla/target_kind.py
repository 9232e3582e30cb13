"""What a plan can promise."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TargetKind(models.TextChoices):
    """The four things a requester may be promised, in the order in which they come due."""

    FIRST_RESPONSE = "first_response", _("First response")
    NEXT_RESPONSE = "next_response", _("Next response")
    UPDATE = "update", _("Update")
    RESOLUTION = "resolution", _("Resolution")
