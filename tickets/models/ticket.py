"""Tickets, and the facts on their rows that lists need."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sla.moment import now
from sla.priority import Priority
from tickets.models.help_topic import CLOSES_AFTER_DAYS
from tickets.vocabulary import SET_ASIDE, WORKABLE, Source, State


def overdue_at(moment: datetime) -> models.Q:
    """Somebody still has something to do, and the next due moment has passed."""
    return models.Q(state__in=WORKABLE, next_due_at__lt=moment)


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Questions about many tickets; what the queues ask stands in tickets/queues.py."""

    def workable(self) -> "TicketQuerySet":
        """Open or waiting."""
        return self.filter(state__in=WORKABLE)

    def overdue(self) -> "TicketQuerySet":
        return self.filter(overdue_at(now()))

    def reminders_due(self) -> "TicketQuerySet":
        """Waiting until a moment that has come: what `remind_ticket` takes up again."""
        waiting = self.filter(state=State.PENDING, pending_until__lte=now())
        return waiting.order_by("pending_until", "pk")

    def left_alone(self) -> "TicketQuerySet":
        """Resolved, and `closes_at` has come: what `close_left_alone` closes."""
        quiet_since = models.ExpressionWrapper(
            now() - Coalesce("topic__closes_after_days", CLOSES_AFTER_DAYS) * timedelta(days=1),
            output_field=models.DateTimeField(),
        )
        # an alias keeps those without a topic
        quiet = self.filter(state=State.RESOLVED).alias(quiet_since=quiet_since)
        return quiet.filter(last_activity_at__lte=models.F("quiet_since")).order_by("last_activity_at", "pk")

    def untrashed(self) -> "TicketQuerySet":
        return self.exclude(state=State.TRASHED)

    def by_themselves(self) -> "TicketQuerySet":
        """Neither in the trash nor merged into another one, in which they are shown."""
        return self.exclude(state__in=SET_ASIDE)


class Ticket(models.Model):
    """One request for help, from opening to closing."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    subject = models.CharField(_("subject"), max_length=200)
    requester = models.ForeignKey(
        "tickets.Requester", models.PROTECT, related_name="tickets", verbose_name=_("requester")
    )
    organization = models.ForeignKey(
        "tickets.Organization",
        models.SET_NULL,
        null=True,
        related_name="tickets",
        verbose_name=_("organization"),
    )
    topic = models.ForeignKey(
        "tickets.HelpTopic", models.PROTECT, null=True, related_name="tickets", verbose_name=_("help topic")
    )
    department = models.ForeignKey(
        "agents.Department", models.PROTECT, related_name="tickets", verbose_name=_("department")
    )
    team = models.ForeignKey(
        "agents.Team", models.PROTECT, null=True, related_name="tickets", verbose_name=_("team")
    )
    assignee = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, related_name="tickets", verbose_name=_("assignee")
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    origins = models.JSONField(
        _("why"), default=dict, help_text="department, priority, plan, team, assignee → vocabulary.Origin"
    )
    tags: models.ManyToManyField = models.ManyToManyField(
        "tickets.Tag", related_name="tickets", verbose_name=_("tags")
    )
    source = models.CharField(_("channel"), max_length=10, choices=Source)
    remote_address = models.GenericIPAddressField(_("network address"), null=True)
    submission = models.UUIDField(
        null=True, unique=True, help_text="The form that was sent: sent twice, it is one ticket."
    )

    status = models.ForeignKey("tickets.Status", models.PROTECT, related_name="+", verbose_name=_("status"))
    clock = models.OneToOneField(
        "sla.Clock",
        models.PROTECT,
        related_name="+",
        verbose_name=_("clock"),
        help_text="Always there; without a plan it promises nothing.",
    )

    opened_at = models.DateTimeField(_("opened at"))
    pending_until = models.DateTimeField(_("waiting until"), null=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    reopened_at = models.DateTimeField(_("last reopened at"), null=True)
    trashed_at = models.DateTimeField(_("trashed at"), null=True)
    trashed_from = models.ForeignKey("tickets.Status", models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="merged",
        db_index=False,
        verbose_name=_("merged into"),
        help_text="Where its thread is read and goes on; nothing of it is moved there.",
    )
    merged_at = models.DateTimeField(_("merged at"), null=True)
    merged_from = models.ForeignKey("tickets.Status", models.PROTECT, null=True, related_name="+")

    # Facts that lists need; operations alone write them, tests compare them with their sources.
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    awaiting_since = models.DateTimeField(
        _("awaiting since"),
        null=True,
        help_text="The first message since we answered, in public or on the phone.",
    )
    last_activity_at = models.DateTimeField(_("last activity"))
    next_due_at = models.DateTimeField(_("next due"), null=True)
    next_risk_at = models.DateTimeField(_("next at risk"), null=True)

    objects: ClassVar[models.Manager["Ticket"]] = models.Manager.from_queryset(TicketQuerySet)()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering = ["-last_activity_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(trashed_at__isnull=True, trashed_from__isnull=True)
                | models.Q(trashed_at__isnull=False, trashed_from__isnull=False),
                name="trash_remembers_the_status_before",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True, merged_at__isnull=True, merged_from__isnull=True)
                & ~models.Q(state=State.MERGED)
                | models.Q(
                    merged_into__isnull=False,
                    merged_at__isnull=False,
                    merged_from__isnull=False,
                    state=State.MERGED,
                ),
                name="merged_remembers_where_and_the_status_before",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="merged_into_another"
            ),
            models.CheckConstraint(
                condition=models.Q(pending_until__isnull=True)
                | models.Q(state__in=(State.PENDING, *SET_ASIDE)),
                name="only_waiting_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["-last_activity_at", "-id"], name="ticket_activity"),
            models.Index(fields=["-opened_at", "-id"], name="ticket_opened"),
            models.Index(
                fields=["department", "-last_activity_at", "-id"], name="ticket_department_activity"
            ),
            models.Index(fields=["requester", "-last_activity_at"], name="ticket_requester_activity"),
            models.Index(
                fields=["-last_activity_at", "-id"],
                condition=models.Q(state__in=WORKABLE),
                name="ticket_workable_activity",
            ),
            models.Index(
                fields=["assignee", "-last_activity_at", "-id"],
                condition=models.Q(state__in=WORKABLE),
                name="ticket_workable_assignee",
            ),
            models.Index(
                fields=["team", "-last_activity_at", "-id"],
                condition=models.Q(state__in=WORKABLE),
                name="ticket_workable_team",
            ),
            models.Index(
                fields=["-last_activity_at", "-id"],
                condition=models.Q(state=State.OPEN, assignee__isnull=True),
                name="ticket_unassigned",
            ),
            models.Index(
                fields=["next_due_at", "id"],
                condition=models.Q(state__in=WORKABLE),
                name="ticket_workable_due",
            ),
            models.Index(
                fields=["pending_until"],
                condition=models.Q(state=State.PENDING, pending_until__isnull=False),
                name="ticket_reminder",
            ),
            models.Index(
                fields=["last_activity_at"],
                condition=models.Q(state=State.RESOLVED),
                name="ticket_left_alone",
            ),
            models.Index(
                fields=["-last_activity_at", "-id"],
                condition=models.Q(state=State.CLOSED),
                name="ticket_closed_activity",
            ),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="ticket_merged",
            ),
            models.Index(
                fields=["department", "assignee"],
                include=["id", "state", "team", "awaiting_since", "next_due_at", "next_risk_at"],
                condition=models.Q(state__in=WORKABLE),
                name="ticket_counters",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.subject}"

    @property
    def is_workable(self) -> bool:
        return self.state in WORKABLE

    @property
    def closes_at(self) -> datetime:
        """When it closes by itself, resolved and left alone: after the days of its topic (wall time)."""
        days = self.topic.closes_after_days if self.topic else CLOSES_AFTER_DAYS
        return self.last_activity_at + timedelta(days=days)

    @property
    def is_answered(self) -> bool:
        return self.state == State.OPEN and self.awaiting_since is None
