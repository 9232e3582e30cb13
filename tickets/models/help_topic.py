"""Help topics, and where each of them leads."""

from typing import ClassVar, Final

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.priority import Priority

CLOSES_AFTER_DAYS: Final = 7
"""What a topic says unless an administrator says otherwise, and what holds for tickets without one."""


class HelpTopicQuerySet(models.QuerySet["HelpTopic"]):
    def active(self) -> "HelpTopicQuerySet":
        return self.filter(archived_at__isnull=True)

    def public(self) -> "HelpTopicQuerySet":
        return self.active().filter(is_public=True)


class HelpTopic(models.Model):
    """What the requester picks; leads to department, priority, plan and people."""

    class Icon(models.TextChoices):
        """What tells topics apart at a glance; each is a drawing of the icon sprite."""

        ALARM = "exclamation-octagon", _("Alarm")
        BADGE = "person-vcard", _("Badge")
        BUILDING = "building", _("Building")
        CARD = "credit-card", _("Card")
        COMPUTER = "laptop", _("Computer")
        CONVERSATION = "chat-dots", _("Conversation")
        DATA = "database", _("Data")
        FLAG = "flag", _("Flag")
        KEY = "key", _("Key")
        MAIL = "envelope", _("Mail")
        NETWORK = "wifi", _("Network")
        PARCEL = "box-seam", _("Parcel")
        PEOPLE = "people", _("People")
        PHONE = "phone", _("Phone")
        PRINTER = "printer", _("Printer")
        QUESTION = "question-circle", _("Question")
        SECURITY = "shield-lock", _("Security")
        WEBSITE = "globe", _("Website")
        WRENCH = "wrench", _("Wrench")

    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("below")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("One sentence below the name, for requesters."),
    )
    icon = models.CharField(
        _("icon"),
        max_length=20,
        choices=Icon,
        default=Icon.CONVERSATION,
        help_text=_("Stands beside the name where requesters choose."),
    )
    guidance = models.TextField(_("help text for agents"), blank=True)
    is_public = models.BooleanField(_("public"), default=True, help_text=_("Offered in the support center."))
    department = models.ForeignKey(
        "agents.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, null=True, blank=True)
    plan = models.ForeignKey(
        "sla.Plan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("SLA plan")
    )
    team = models.ForeignKey(
        "agents.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    assignee = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assignee")
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("close after days"),
        default=CLOSES_AFTER_DAYS,
        help_text=_("Resolved tickets close by themselves after so many quiet days."),
    )
    reopen_within_days = models.PositiveSmallIntegerField(
        _("reopen within days"), null=True, blank=True, help_text=_("Empty: as the desk says.")
    )
    number_format = models.CharField(
        _("number format"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                r"^(?=.*#{4})[A-Z0-9#-]+$", _("Capitals, digits, dashes and at least four # in a row.")
            )
        ],
        help_text=_("Each # becomes a random digit, such as NET-######. Empty: six digits or more."),
    )
    thank_you = models.TextField(
        _("thank-you text"), blank=True, help_text=_("Shown after sending, below the number.")
    )
    sends_autoresponse = models.BooleanField(
        _("autoresponse"),
        default=True,
        help_text=_("Mail the requester the number and a link when a ticket opens."),
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    objects: ClassVar[models.Manager["HelpTopic"]] = models.Manager.from_queryset(HelpTopicQuerySet)()

    class Meta:
        verbose_name = _("help topic")
        verbose_name_plural = _("help topics")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], nulls_distinct=False, name="topic_name_is_unique_below_its_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name
