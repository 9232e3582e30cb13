"""Where the ticket stands in its life: waiting, solved, over, back again."""

from django.utils.translation import gettext as _

from tickets.models import Event
from tickets.notifications.wording.sentence import Gaps, Wording, moment


def pended(event: Event) -> Wording:
    gaps = _statuses(event)
    if event.details.get("until"):
        return Wording(
            "hourglass-split",
            you=_("You set this to %(after)s until %(until)s"),
            who=_("%(who)s set this to %(after)s until %(until)s"),
            itself=_("%(after)s until %(until)s"),
            gaps={**gaps, "until": moment(event.details["until"])},
            gist=gaps["after"],
        )
    return Wording(
        "hourglass-split",
        you=_("You set this to %(after)s"),
        who=_("%(who)s set this to %(after)s"),
        itself=_("%(after)s"),
        gaps=gaps,
        gist=gaps["after"],
    )


def resumed(event: Event) -> Wording:
    return Wording(
        "arrow-repeat",
        you=_("You ended the waiting"),
        who=_("%(who)s ended the waiting"),
        itself=_("No longer waiting"),
        gaps=_statuses(event),
        gist=_("no longer waiting"),
    )


def reminded(event: Event) -> Wording:
    return Wording(
        "bell",
        you=_("Your reminder has come: this is back in work"),
        who=_("The reminder of %(who)s has come: this is back in work"),
        itself=_("The reminder has come: this is back in work"),
        gaps=_statuses(event),
        gist=_("reminder"),
    )


def resolved(event: Event) -> Wording:
    gaps = _statuses(event)
    if event.details.get("nothing_to_do"):
        return Wording(
            "check-circle",
            you=_("You resolved this: nothing was left to do"),
            who=_("%(who)s resolved this: nothing was left to do"),
            itself=_("Resolved: nothing was left to do"),
            gaps=gaps,
            gist=gaps["after"],
        )
    if event.details.get("forced"):
        return Wording(
            "check-circle",
            you=_("You resolved this although other tickets block it"),
            who=_("%(who)s resolved this although other tickets block it"),
            itself=_("Resolved although other tickets block it"),
            gaps=gaps,
            gist=gaps["after"],
        )
    return Wording(
        "check-circle",
        you=_("You resolved this"),
        who=_("%(who)s resolved this"),
        itself=_("Resolved"),
        gaps=gaps,
        gist=gaps["after"],
    )


def closed(event: Event) -> Wording:
    gaps = _statuses(event)
    if event.details.get("forced"):
        return Wording(
            "check-circle-fill",
            you=_("You closed this although other tickets block it"),
            who=_("%(who)s closed this although other tickets block it"),
            itself=_("Closed although other tickets block it"),
            gaps=gaps,
            gist=gaps["after"],
        )
    return Wording(
        "check-circle-fill",
        you=_("You closed this"),
        who=_("%(who)s closed this"),
        itself=_("Closed"),
        gaps=gaps,
        gist=gaps["after"],
    )


def reopened(event: Event) -> Wording:
    lost = event.details.get("assignee_before") or ""
    if lost:
        return Wording(
            "arrow-counterclockwise",
            you=_("You reopened this; %(lost)s is away and no longer has it"),
            who=_("%(who)s reopened this; %(lost)s is away and no longer has it"),
            itself=_("Reopened; %(lost)s is away and no longer has it"),
            gaps={"lost": lost},
            gist=_("reopened"),
        )
    return Wording(
        "arrow-counterclockwise",
        you=_("You reopened this"),
        who=_("%(who)s reopened this"),
        itself=_("Reopened"),
        gaps=_statuses(event),
        gist=_("reopened"),
    )


def trashed(event: Event) -> Wording:
    return Wording(
        "trash",
        you=_("You moved this to the trash"),
        who=_("%(who)s moved this to the trash"),
        itself=_("Moved to the trash"),
        gaps=_statuses(event),
        gist=_("in the trash"),
    )


def restored(event: Event) -> Wording:
    return Wording(
        "arrow-counterclockwise",
        you=_("You restored this from the trash"),
        who=_("%(who)s restored this from the trash"),
        itself=_("Restored from the trash"),
        gaps=_statuses(event),
        gist=_("restored"),
    )


def _statuses(event: Event) -> Gaps:
    return {name: event.details.get(name) or "" for name in ("before", "after")}
