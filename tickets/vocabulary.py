"""The words of the trade that rows are written in; pure, imports nothing of ours."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a ticket stands in its life; a status is a name under a state."""

    OPEN = "open", pgettext_lazy("state", "Open")
    PENDING = "pending", _("Waiting")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", pgettext_lazy("state", "Closed")
    MERGED = "merged", _("Merged")
    TRASHED = "trashed", _("In the trash")


WORKABLE: Final = (State.OPEN, State.PENDING)
"""States in which somebody still has something to do."""

DONE: Final = (State.RESOLVED, State.CLOSED)

SET_ASIDE: Final = (State.MERGED, State.TRASHED)
"""States in which nothing happens to a ticket until it is taken back to where it stood before."""


class Source(TextChoices):
    """The channel through which a ticket or an entry came in."""

    WEB = "web", _("Support center")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    IN_PERSON = "in_person", _("In person")
    PANEL = "panel", _("Agent panel")
    API = "api", _("API")


class EntryKind(TextChoices):
    """Message (requester), response (agent, sent), note (agents only)."""

    MESSAGE = "message", _("Message")
    RESPONSE = "response", _("Response")
    NOTE = "note", _("Note")


PUBLIC_KINDS: Final = (EntryKind.MESSAGE, EntryKind.RESPONSE)


class LinkKind(TextChoices):
    """How the child of a chain stands to its parent; read as "child *kind* parent" (SLA.md, Chains)."""

    BLOCKS = "blocks", _("blocks")
    PART_OF = "part_of", _("part of")
    FOLLOWS_FROM = "follows_from", _("follows from")
    RELATES_TO = "relates_to", _("relates to")


class Origin(TextChoices):
    """Why a value of a ticket is what it is, strongest first (SLA.md, The plan: precedence)."""

    AGENT = "agent", _("set by hand")
    RULE = "rule", _("set by a rule")
    TOPIC = "topic", _("set by the help topic")
    MAILBOX = "mailbox", _("set by the mailbox")
    ORGANIZATION = "organization", _("set by the organization")
    DEPARTMENT = "department", _("set by the department")
    DESK = "desk", _("the desk's default")


class AccessReason(TextChoices):
    """Why somebody outside the department sees a ticket."""

    REFERRAL = "referral", _("referred")
    GIVER = "giver", _("escalated it")
