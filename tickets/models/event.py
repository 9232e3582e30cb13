"""Events: the history of a ticket."""

from typing import Final

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.authored import Authored


class Event(Authored):
    """One thing that happened to a ticket; the only cause of anything that happens afterwards.

    `details` keep names as they were, so that history stays true when teams are renamed. All keys of a kind
    are always there, with None where there was nothing; moments are ISO 8601 in UTC, priorities numbers.
    Superseded is what a later moment of the same act overtook: told to whoever has to hear, in its words.
    `because` says which value brought this one along (department, topic), None for what was asked for itself.

    ===================  ====================================================================================
    opened               source department priority plan team assignee
    received             source
    replied              to (addresses) incident (its number, where this is the update sent to its reports)
    claimed              by_replying team
    assigned, released   team team_before assignee assignee_before because
    transferred          before after because
    referred unreferred  what (agent, team, department) to
    escalated            before after (teams) assignee_before giver
    returned             before after (teams) assignee giver giver_is_absent
    prioritized          before after because
    replanned            before after because
    due_set due_removed  before after
    retopicked renamed   before after
    tagged               added removed (names)
    pended               before after (statuses) until
    resumed              before after (statuses)
    reminded             before after (statuses) until
    resolved             before after (statuses) nothing_to_do forced
    closed               before after (statuses) forced
    reopened             before after (statuses) by_message assignee_before (who lost it by being away)
    chained unchained    number link (LinkKind) is_child (whether this ticket is the child)
    merged unmerged      number (of the other ticket) is_child (whether this ticket is the merged one)
    collaborator_*       name address
    trashed restored     before after (statuses)
    target_* breach_*    target (TargetKind) at due_at alerts is_again (told once more, a manual date hid it)
    unpromisable         target (TargetKind) at due_at alerts
    target_warned        target (TargetKind) at due_at is_superseded
    rule_applied         rule (in words) target at due_at told (names) agents (keys) is_superseded
    not_escalated        rule (in words) target at due_at
    due_warned           at due_at (a due date set by hand is near)
    due_missed           at due_at (it has passed)
    ===================  ====================================================================================
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("Opened")
        RECEIVED = "received", _("Message received")
        REPLIED = "replied", _("Replied")
        ANSWERED_BY_PHONE = "answered_by_phone", _("Answered on the phone")
        NOTED = "noted", _("Noted")
        CLAIMED = "claimed", _("Claimed")
        ASSIGNED = "assigned", _("Assigned")
        RELEASED = "released", _("Released")
        TRANSFERRED = "transferred", _("Transferred")
        REFERRED = "referred", _("Referred")
        UNREFERRED = "unreferred", _("Referral ended")
        ESCALATED = "escalated", _("Escalated")
        RETURNED = "returned", _("Returned")
        PRIORITIZED = "prioritized", _("Priority changed")
        REPLANNED = "replanned", _("SLA plan changed")
        DUE_SET = "due_set", _("Due date set")
        DUE_REMOVED = "due_removed", _("Due date removed")
        RETOPICKED = "retopicked", _("Help topic changed")
        RENAMED = "renamed", _("Subject changed")
        TAGGED = "tagged", _("Tags changed")
        PENDED = "pended", _("Set waiting")
        RESUMED = "resumed", _("No longer waiting")
        REMINDED = "reminded", _("Reminder passed")
        RESOLVED = "resolved", _("Resolved")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")
        CHAINED = "chained", _("Chained")
        UNCHAINED = "unchained", _("Unchained")
        MERGED = "merged", _("Merged")
        UNMERGED = "unmerged", _("Unmerged")
        FOLLOWED = "followed", _("Followed")
        UNFOLLOWED = "unfollowed", _("Unfollowed")
        COLLABORATOR_ADDED = "collaborator_added", _("Collaborator added")
        COLLABORATOR_REMOVED = "collaborator_removed", _("Collaborator removed")
        TRASHED = "trashed", _("Moved to the trash")
        RESTORED = "restored", _("Restored")
        TARGET_MET = "target_met", _("Promise kept")
        TARGET_BREACHED = "target_breached", _("Promise broken")
        BREACH_WITHDRAWN = "breach_withdrawn", _("Breach withdrawn")
        UNPROMISABLE = "unpromisable", _("No due moment")
        TARGET_WARNED = "target_warned", _("Promise at risk")
        RULE_APPLIED = "rule_applied", _("Told by an escalation rule")
        NOT_ESCALATED = "not_escalated", _("No next tier found")
        DUE_WARNED = "due_warned", _("Due date near")
        DUE_MISSED = "due_missed", _("Due date passed")

    QUIET: Final = (
        Kind.FOLLOWED,
        Kind.UNFOLLOWED,
        Kind.TAGGED,
        Kind.TARGET_WARNED,
        Kind.TARGET_BREACHED,
        Kind.BREACH_WITHDRAWN,
        Kind.UNPROMISABLE,
        Kind.RULE_APPLIED,
        Kind.NOT_ESCALATED,
        Kind.DUE_WARNED,
        Kind.DUE_MISSED,
    )
    """What an agent does for his own sake or to find it again, and what time brings, is no activity on it."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="events", verbose_name=_("ticket")
    )
    act = models.UUIDField(_("act"), help_text="Everything that one submit caused carries the same.")
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    at = models.DateTimeField(_("at"))
    entry = models.ForeignKey(
        "tickets.Entry", models.SET_NULL, null=True, related_name="events", verbose_name=_("entry")
    )
    details = models.JSONField(
        _("details"), default=dict, help_text="What wording needs: names as they were."
    )
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["ticket", "at", "id"], name="event_timeline"),
            models.Index(fields=["act"], name="event_act"),
            models.Index(fields=["kind", "at"], name="event_kind"),
            BrinIndex(fields=["at"], name="event_at_brin"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
