"""Entries: the thread of a ticket."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.authored import Authored
from tickets.vocabulary import PUBLIC_KINDS, EntryKind, Source


class EntryQuerySet(models.QuerySet["Entry"]):
    def public(self) -> "EntryQuerySet":
        return self.filter(kind__in=PUBLIC_KINDS)


class Entry(Authored):
    """One piece of the thread: a message, a response or a note."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="entries", verbose_name=_("ticket")
    )
    written_down_by = models.ForeignKey(
        "agents.Agent",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written down by"),
        help_text="Who wrote a message for its author: on the phone, or from within another ticket.",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    body_html = models.TextField(_("text"), help_text="Cleaned when written (SECURITY.md 7).")
    body_text = models.TextField(_("plain text"))
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    source = models.CharField(_("channel"), max_length=10, choices=Source)
    created_at = models.DateTimeField(_("written at"))
    message_id = models.CharField(_("Message-ID"), max_length=250, blank=True)
    split_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="split_off",
        db_index=False,
        verbose_name=_("split from"),
        help_text="The entry of another ticket that stands here once more; it was written there and then.",
    )
    submission = models.UUIDField(
        null=True, unique=True, help_text="The form that was sent: sent twice, it is one entry."
    )

    objects: ClassVar[models.Manager["Entry"]] = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=EntryKind.MESSAGE, requester__isnull=False, agent__isnull=True)
                | models.Q(kind=EntryKind.RESPONSE, requester__isnull=True, agent__isnull=False)
                | models.Q(kind=EntryKind.NOTE, requester__isnull=True),
                name="entry_kind_fits_its_author",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=EntryKind.MESSAGE) | models.Q(written_down_by__isnull=True),
                name="entry_written_down_is_a_message",
            ),
        ]
        indexes = [
            models.Index(fields=["ticket", "created_at", "id"], name="entry_thread"),
            models.Index(
                fields=["split_from"],
                condition=models.Q(split_from__isnull=False),
                name="entry_split_from",
            ),
            models.Index(fields=["message_id"], condition=~models.Q(message_id=""), name="entry_message_id"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_public(self) -> bool:
        return self.kind in PUBLIC_KINDS
