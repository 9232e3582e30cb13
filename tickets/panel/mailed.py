"""What became of the mail of an entry, in a line below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from helpdesk.ui.words import short_moment
from sla.moment import now
from tickets.models import Delivery
from tickets.models.delivery import said_of
from tickets.vocabulary import EntryKind

State = Delivery.State


@dataclass(frozen=True, slots=True)
class Foot:
    """A line below an entry; alarming where somebody must do something."""

    icon: str
    text: str
    is_alarming: bool = False


def feet_of(entry: Any) -> list[Foot]:
    """Whom a response was sent to and whether it arrived; that a note is for agents, and who was told.

    Expects the entry as the ticket page reads it, with `sent`.
    """
    if entry.kind == EntryKind.RESPONSE:
        mails = [row for row in entry.sent if row["channel"] == Delivery.Channel.MAIL and row["requester"]]
        return list(_sent(mails)) or [Foot("slash-circle", _("Sent to nobody"))]
    if entry.kind == EntryKind.NOTE:
        told = dict.fromkeys(row["agent"] for row in entry.sent if row["agent"])
        if not told:
            return [Foot("lock", _("Agents only"))]
        return [Foot("lock", _("Agents only. Told: %s") % ", ".join(told))]
    return []


def _sent(mails: list[dict[str, Any]]) -> Iterator[Foot]:
    arrived = [mail for mail in mails if mail["state"] == State.SENT]
    if arrived:
        at = max(datetime.fromisoformat(mail["sent_at"]) for mail in arrived)
        told = {"who": _names(arrived), "when": short_moment(at, now())}
        yield Foot("envelope-check", _("Sent to %(who)s, delivered %(when)s") % told)
    waiting = [mail for mail in mails if mail["state"] == State.QUEUED]
    if waiting:
        yield Foot("envelope", _("On its way to %s") % _names(waiting))
    for mail in mails:
        if mail["state"] == State.FAILED:
            told = {"who": mail["requester"], "why": said_of(mail["error"])}
            yield Foot("exclamation-circle-fill", _("Not delivered to %(who)s: %(why)s") % told, True)
        elif mail["state"] == State.WITHHELD:
            yield Foot("slash-circle", _("Withheld from %s") % mail["requester"])


def _names(mails: list[dict[str, Any]]) -> str:
    return ", ".join(mail["requester"] for mail in mails)
