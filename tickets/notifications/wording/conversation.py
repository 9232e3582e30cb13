"""What people wrote, and who joined or left the conversation."""

from django.utils.translation import gettext as _

from tickets.models import Event
from tickets.notifications.wording.sentence import Wording
from tickets.vocabulary import Source


def opened(event: Event) -> Wording:
    source = _source(event)
    return Wording(
        "plus-circle",
        you=_("You opened this (%(source)s)"),
        who=_("%(who)s opened this (%(source)s)"),
        itself=_("Opened (%(source)s)"),
        gaps={"source": source},
        gist=source,
    )


def received(event: Event) -> Wording:
    return Wording(
        "chat-left-text",
        you=_("You wrote (%(source)s)"),
        who=_("%(who)s wrote (%(source)s)"),
        itself=_("Message received (%(source)s)"),
        gaps={"source": _source(event)},
    )


def replied(event: Event) -> Wording:
    incident = event.details.get("incident")
    if incident:
        return Wording(
            "megaphone",
            you=_("You answered with the update of %(incident)s"),
            who=_("%(who)s answered with the update of %(incident)s"),
            itself=_("Answered with the update of %(incident)s"),
            gaps={"incident": f"#{incident}"},
        )
    return Wording("reply-fill", you=_("You replied"), who=_("%(who)s replied"), itself=_("Replied"), gaps={})


def answered_by_phone(event: Event) -> Wording:
    return Wording(
        "phone",
        you=_("You answered on the phone"),
        who=_("%(who)s answered on the phone"),
        itself=_("Answered on the phone"),
        gaps={},
    )


def noted(event: Event) -> Wording:
    return Wording(
        "lock-fill",
        you=_("You wrote an internal note"),
        who=_("%(who)s wrote an internal note"),
        itself=_("Internal note written"),
        gaps={},
    )


def followed(event: Event) -> Wording:
    return Wording(
        "bookmark-fill",
        you=_("You follow this"),
        who=_("%(who)s follows this"),
        itself=_("Followed"),
        gaps={},
    )


def unfollowed(event: Event) -> Wording:
    return Wording(
        "bookmark",
        you=_("You no longer follow this"),
        who=_("%(who)s no longer follows this"),
        itself=_("No longer followed"),
        gaps={},
    )


def collaborator_added(event: Event) -> Wording:
    name = event.details.get("name") or ""
    return Wording(
        "person-plus",
        you=_("You added %(name)s to the conversation"),
        who=_("%(who)s added %(name)s to the conversation"),
        itself=_("%(name)s joined the conversation"),
        gaps={"name": name},
        gist=name,
    )


def collaborator_removed(event: Event) -> Wording:
    name = event.details.get("name") or ""
    return Wording(
        "person-x",
        you=_("You took %(name)s out of the conversation"),
        who=_("%(who)s took %(name)s out of the conversation"),
        itself=_("%(name)s left the conversation"),
        gaps={"name": name},
        gist=name,
    )


def _source(event: Event) -> str:
    written = event.details.get("source")
    return str(Source(written).label) if written in Source.values else ""
