"""How the ticket was tied to others, and parted from them."""

from django.utils.translation import gettext as _

from tickets.models import Event
from tickets.notifications.wording.sentence import Wording
from tickets.vocabulary import LinkKind


def chained(event: Event) -> Wording:
    """Names both ends, since the same event is written onto either of them."""
    number = f"#{event.details.get('number', '')}"
    you, who, itself = _ties()[event.details.get("link", ""), bool(event.details.get("is_child"))]
    return Wording("link-45deg", you=you, who=who, itself=itself, gaps={"number": number}, gist=number)


def unchained(event: Event) -> Wording:
    number = f"#{event.details.get('number', '')}"
    return Wording(
        "slash-circle",
        you=_("You parted this from %(number)s"),
        who=_("%(who)s parted this from %(number)s"),
        itself=_("Parted from %(number)s"),
        gaps={"number": number},
        gist=number,
    )


def _ties() -> dict[tuple[str, bool], tuple[str, str, str]]:
    """By the kind of link, and whether the ticket read about is its child ("child *kind* parent")."""
    return {
        (LinkKind.BLOCKS, True): (
            _("You chained this: it blocks %(number)s"),
            _("%(who)s chained this: it blocks %(number)s"),
            _("Blocks %(number)s"),
        ),
        (LinkKind.BLOCKS, False): (
            _("You chained this: %(number)s blocks it"),
            _("%(who)s chained this: %(number)s blocks it"),
            _("%(number)s blocks this"),
        ),
        (LinkKind.PART_OF, True): (
            _("You made this part of %(number)s"),
            _("%(who)s made this part of %(number)s"),
            _("Became part of %(number)s"),
        ),
        (LinkKind.PART_OF, False): (
            _("You made %(number)s part of this"),
            _("%(who)s made %(number)s part of this"),
            _("%(number)s became part of this"),
        ),
        (LinkKind.FOLLOWS_FROM, True): (
            _("You chained this: it follows from %(number)s"),
            _("%(who)s chained this: it follows from %(number)s"),
            _("Follows from %(number)s"),
        ),
        (LinkKind.FOLLOWS_FROM, False): (
            _("You chained this: %(number)s follows from it"),
            _("%(who)s chained this: %(number)s follows from it"),
            _("%(number)s follows from this"),
        ),
        (LinkKind.RELATES_TO, True): (
            _("You chained this: it relates to %(number)s"),
            _("%(who)s chained this: it relates to %(number)s"),
            _("Relates to %(number)s"),
        ),
        (LinkKind.RELATES_TO, False): (
            _("You chained this: %(number)s relates to it"),
            _("%(who)s chained this: %(number)s relates to it"),
            _("%(number)s relates to this"),
        ),
    }
