"""The one place where an event becomes a sentence for people."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from agents.models import Agent
from tickets.models import Event, Requester
from tickets.notifications.wording import chains, conversation, hands, promises, properties, states
from tickets.notifications.wording.sentence import Sentence, Wording, framed, put_together

__all__ = ["WORDINGS", "Sentence", "describe", "describe_change", "gist"]

WORDINGS: Final[dict[str, Callable[[Event], Wording]]] = {
    word.__name__: word
    for word in (
        conversation.opened,
        conversation.received,
        conversation.replied,
        conversation.answered_by_phone,
        conversation.noted,
        hands.claimed,
        hands.assigned,
        hands.released,
        hands.transferred,
        hands.referred,
        hands.unreferred,
        hands.escalated,
        hands.returned,
        properties.prioritized,
        properties.replanned,
        properties.due_set,
        properties.due_removed,
        properties.retopicked,
        properties.renamed,
        properties.tagged,
        states.pended,
        states.resumed,
        states.reminded,
        states.resolved,
        states.closed,
        states.reopened,
        chains.chained,
        chains.unchained,
        chains.merged,
        chains.unmerged,
        conversation.followed,
        conversation.unfollowed,
        conversation.collaborator_added,
        conversation.collaborator_removed,
        states.trashed,
        states.restored,
        promises.target_met,
        promises.target_breached,
        promises.breach_withdrawn,
        promises.unpromisable,
        promises.target_warned,
        promises.rule_applied,
        promises.not_escalated,
        promises.due_warned,
        promises.due_missed,
    )
}
"""Every kind of event has a function of the same name; a test compares both."""


def describe(event: Event, reader: Agent | Requester | None = None) -> Sentence:
    """The whole sentence, comment included: "John Reyes claimed this", to himself "You claimed this"."""
    wording = WORDINGS[event.kind](event)
    if event.author is None:
        return _sentence(event, wording, wording.itself)
    if reader is not None and event.author == reader:
        return _sentence(event, wording, wording.you)
    return _sentence(event, wording, wording.who)


def describe_change(event: Event) -> Sentence:
    """The same without who did it, for lists under a name: "Priority Normal to Emergency"."""
    wording = WORDINGS[event.kind](event)
    return _sentence(event, wording, wording.itself)


def gist(event: Event) -> str:
    """What a folded line says of it, plain text: the new value ("Emergency"), or nothing."""
    return WORDINGS[event.kind](event).gist


def _sentence(event: Event, wording: Wording, template: str) -> Sentence:
    text, html = put_together(template, wording.gaps, who=event.author_name)
    return _with_comment(event, _with_cause(event, Sentence(text, html, wording.icon)))


def _with_cause(event: Event, sentence: Sentence) -> Sentence:
    """Say what brought a change along that nobody asked for by itself."""
    frames = {
        "topic": _("%(sentence)s, with the help topic"),
        "department": _("%(sentence)s, with the department"),
    }
    frame = frames.get(event.details.get("because") or "")
    return sentence if frame is None else framed(sentence, frame)


def _with_comment(event: Event, sentence: Sentence) -> Sentence:
    if not event.comment:
        return sentence
    return framed(sentence, _("%(sentence)s: “%(comment)s”"), comment=event.comment)
