"""The desk: one row of what holds everywhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Desk(models.Model):
    """The help desk itself: its name, its greeting and what holds where nothing more special is said."""

    name = models.CharField(
        _("name"), max_length=60, default="Help Desk", help_text=_("Stands on every page and in every mail.")
    )
    greeting = models.CharField(
        _("greeting"),
        max_length=120,
        default="How can we help?",
        help_text=_("The first line of the home page."),
    )
    introduction = models.TextField(
        _("introduction"),
        max_length=600,
        blank=True,
        default="Tell us what is wrong. You need no account, and you always know when to expect a reply.",
        help_text=_("Stands below the greeting."),
    )
    hours_text = models.TextField(
        _("promises on the home page"),
        blank=True,
        max_length=1200,
        help_text=_("One per line: a heading, a vertical bar, and a sentence."),
    )
    closed_notice = models.TextField(
        _("closed notice"),
        blank=True,
        max_length=600,
        help_text=_("When filled, the support center shows this and takes no tickets; agents work on."),
    )
    default_department = models.ForeignKey(
        "agents.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("default department"),
        help_text=_("Owns tickets whose topic names no department."),
    )
    default_plan = models.ForeignKey(
        "sla.Plan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("default SLA plan"),
        help_text=_("For tickets whose topic and department name none."),
    )
    reopen_within_days = models.PositiveSmallIntegerField(
        _("reopen within days"),
        default=14,
        help_text=_(
            "So long after closing a message reopens the ticket; later it opens a new one that follows it."
        ),
    )
    number_length = models.PositiveSmallIntegerField(
        _("digits of a number"),
        default=6,
        editable=False,
        help_text="One more by itself when a third of the numbers is used (tickets/numbering.py).",
    )

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desk")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_desk")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def load(cls) -> "Desk":
        """The one desk, made with its defaults where nobody has edited it yet."""
        desk, _created = cls.objects.get_or_create(pk=1)
        return desk
