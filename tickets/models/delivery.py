"""Deliveries: who is told, on which channel, and whether it arrived."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tickets.models.requester import Requester


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def on_the_bell(self, agent: Agent) -> "DeliveryQuerySet":
        return self.filter(channel=Delivery.Channel.BELL, agent=agent)

    def unread(self) -> "DeliveryQuerySet":
        return self.filter(read_at__isnull=True)


class Delivery(models.Model):
    """One message to one recipient on one channel; unique by act, so nobody hears twice of one submit."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("Mail")
        BELL = "bell", _("Bell")

    class Letter(models.TextChoices):
        """What kind of message it is; the mail template has the same name."""

        RESPONSE = "response", _("Response")
        AUTORESPONSE = "autoresponse", _("Autoresponse")
        NOTICE = "notice", _("Notice of a change")
        ACCESS = "access", _("Access link")
        ALERT = "alert", _("Alert")

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        WITHHELD = "withheld", _("Withheld")

    class Fault(models.TextChoices):
        """What we ourselves know against sending; what a mail server said stands in its own words."""

        NOT_ON_TICKET = "not_on_ticket", _("no longer on the ticket")
        NO_ADDRESS = "no_address", _("no usable address")
        OVER = "over", _("over before the agent's hours opened")
        QUIET_HOURS = "quiet_hours", _("held until the agent's hours open")

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="deliveries", verbose_name=_("ticket")
    )
    act = models.UUIDField(_("act"))
    entry = models.ForeignKey(
        "tickets.Entry", models.CASCADE, null=True, related_name="deliveries", verbose_name=_("entry")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    letter = models.CharField(_("letter"), max_length=20, choices=Letter)
    agent = models.ForeignKey(
        "agents.Agent", models.CASCADE, null=True, related_name="+", verbose_name=_("agent")
    )
    requester = models.ForeignKey(
        "tickets.Requester", models.CASCADE, null=True, related_name="+", verbose_name=_("requester")
    )
    address = models.EmailField(_("address"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    message_id = models.CharField(_("Message-ID"), max_length=250, blank=True)
    deliver_after = models.DateTimeField(
        _("not before"), null=True, help_text="Held back until the agent's hours open; none: at once."
    )
    created_at = models.DateTimeField(_("created at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True)

    objects: ClassVar[models.Manager["Delivery"]] = models.Manager.from_queryset(DeliveryQuerySet)()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agent__isnull=True, requester__isnull=False)
                | models.Q(agent__isnull=False, requester__isnull=True),
                name="delivery_has_one_recipient",
            ),
            models.UniqueConstraint(
                fields=["act", "ticket", "agent", "channel"],
                condition=models.Q(agent__isnull=False),
                name="one_delivery_per_act_to_an_agent",
            ),
            models.UniqueConstraint(
                fields=["act", "ticket", "requester", "channel"],
                condition=models.Q(requester__isnull=False),
                name="one_delivery_per_act_to_a_requester",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agent", "-created_at"],
                condition=models.Q(channel="bell", read_at__isnull=True),
                name="delivery_unread_bell",
            ),
            models.Index(fields=["agent", "channel", "-created_at"], name="delivery_of_agent"),
            models.Index(fields=["created_at"], condition=models.Q(state="queued"), name="delivery_queued"),
            models.Index(fields=["entry"], name="delivery_of_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.get_letter_display()} → {self.recipient}"

    @property
    def why(self) -> str:
        """Why it did not leave, for people."""
        return said_of(self.error)

    @property
    def recipient(self) -> Agent | Requester | None:
        return self.agent or self.requester


def said_of(error: str) -> str:
    """What is told of a delivery's error: the sentence of our code, or the words of the mail server."""
    return str(Delivery.Fault(error).label) if error in Delivery.Fault.values else error
