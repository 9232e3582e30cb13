"""Tags: words of the house that gather tickets across topics and departments."""

from typing import Final

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

LONGEST_TAG: Final = 40


class Tag(models.Model):
    """A word that agents put on tickets to find them together; it means nothing to clocks or people."""

    name = models.CharField(
        _("name"), max_length=LONGEST_TAG, help_text=_("Renamed here, it is renamed on every ticket.")
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_tag_of_a_name",
                violation_error_message=_("There is a tag of this name."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(name__contains=","),
                name="tag_is_one_word_of_a_list",
                violation_error_message=_("A tag has a name, and no comma in it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
