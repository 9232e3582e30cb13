"""How the ticket was tied to others or merged, and parted from them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.models import Event
from tickets.notifications.wording.sentence import Wording
from tickets.vocabulary import LinkKind

MERGED: Final = "layers"
"""The icon of what goes on elsewhere."""

TIES: Final[dict[tuple[str, bool], tuple[Promise, Promise, Promise]]] = {
    (LinkKind.BLOCKS, True): (
        gettext_lazy("You chained this: it blocks %(number)s"),
        gettext_lazy("%(who)s chained this: it blocks %(number)s"),
        gettext_lazy("Blocks %(number)s"),
    ),
    (LinkKind.BLOCKS, False): (
        gettext_lazy("You chained this: %(number)s blocks it"),
        gettext_lazy("%(who)s chained this: %(number)s blocks it"),
        gettext_lazy("%(number)s blocks this"),
    ),
    (LinkKind.PART_OF, True): (
        gettext_lazy("You made this part of %(number)s"),
        gettext_lazy("%(who)s made this part of %(number)s"),
        gettext_lazy("Became part of %(number)s"),
    ),
    (LinkKind.PART_OF, False): (
        gettext_lazy("You made %(number)s part of this"),
        gettext_lazy("%(who)s made %(number)s part of this"),
        gettext_lazy("%(number)s became part of this"),
    ),
    (LinkKind.FOLLOWS_FROM, True): (
        gettext_lazy("You chained this: it follows from %(number)s"),
        gettext_lazy("%(who)s chained this: it follows from %(number)s"),
        gettext_lazy("Follows from %(number)s"),
    ),
    (LinkKind.FOLLOWS_FROM, False): (
        gettext_lazy("You chained this: %(number)s follows from it"),
        gettext_lazy("%(who)s chained this: %(number)s follows from it"),
        gettext_lazy("%(number)s follows from this"),
    ),
    (LinkKind.RELATES_TO, True): (
        gettext_lazy("You chained this: it relates to %(number)s"),
        gettext_lazy("%(who)s chained this: it relates to %(number)s"),
        gettext_lazy("Relates to %(number)s"),
    ),
    (LinkKind.RELATES_TO, False): (
        gettext_lazy("You chained this: %(number)s relates to it"),
        gettext_lazy("%(who)s chained this: %(number)s relates to it"),
        gettext_lazy("%(number)s relates to this"),
    ),
}
"""By the kind of link, and whether the ticket read about is its child ("child *kind* parent")."""


def chained(event: Event) -> Wording:
    """Names both ends, since the same event is written onto either of them."""
    number = f"#{event.details.get('number', '')}"
    you, who, itself = map(str, TIES[event.details.get("link", ""), bool(event.details.get("is_child"))])
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


def merged(event: Event) -> Wording:
    """Which of the two went on in the other stands in the sentence, as with chains."""
    number = f"#{event.details.get('number', '')}"
    if event.details.get("is_child"):
        words = (
            _("You merged this into %(number)s"),
            _("%(who)s merged this into %(number)s"),
            _("Merged into %(number)s"),
        )
    else:
        words = (
            _("You merged %(number)s into this"),
            _("%(who)s merged %(number)s into this"),
            _("%(number)s was merged into this"),
        )
    you, who, itself = words
    return Wording(MERGED, you=you, who=who, itself=itself, gaps={"number": number}, gist=number)


def unmerged(event: Event) -> Wording:
    number = f"#{event.details.get('number', '')}"
    if event.details.get("is_child"):
        words = (
            _("You took this out of %(number)s again"),
            _("%(who)s took this out of %(number)s again"),
            _("Taken out of %(number)s again"),
        )
    else:
        words = (
            _("You took %(number)s out of this again"),
            _("%(who)s took %(number)s out of this again"),
            _("%(number)s was taken out of this again"),
        )
    you, who, itself = words
    return Wording("slash-circle", you=you, who=who, itself=itself, gaps={"number": number}, gist=number)
