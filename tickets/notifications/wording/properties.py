"""What the ticket is about and what was promised: values that were changed from one to another."""

from django.utils.translation import gettext as _

from sla.priority import Priority
from tickets.models import Event
from tickets.notifications.wording.sentence import Gaps, Wording, moment


def prioritized(event: Event) -> Wording:
    gaps = {name: _priority(event.details.get(name)) for name in ("before", "after")}
    return Wording(
        "flag",
        you=_("You changed the priority from %(before)s to %(after)s"),
        who=_("%(who)s changed the priority from %(before)s to %(after)s"),
        itself=_("Priority %(before)s to %(after)s"),
        gaps=gaps,
        gist=gaps["after"],
    )


def replanned(event: Event) -> Wording:
    gaps = _before_and_after(event)
    if not gaps["before"]:
        return Wording(
            "stopwatch",
            you=_("You set the SLA plan %(after)s"),
            who=_("%(who)s set the SLA plan %(after)s"),
            itself=_("SLA plan %(after)s"),
            gaps=gaps,
            gist=gaps["after"],
        )
    if not gaps["after"]:
        return Wording(
            "stopwatch",
            you=_("You took off the SLA plan %(before)s"),
            who=_("%(who)s took off the SLA plan %(before)s"),
            itself=_("SLA plan %(before)s taken off"),
            gaps=gaps,
            gist=_("no SLA plan"),
        )
    return Wording(
        "stopwatch",
        you=_("You changed the SLA plan from %(before)s to %(after)s"),
        who=_("%(who)s changed the SLA plan from %(before)s to %(after)s"),
        itself=_("SLA plan %(before)s to %(after)s"),
        gaps=gaps,
        gist=gaps["after"],
    )


def due_set(event: Event) -> Wording:
    gaps = {name: moment(event.details.get(name)) for name in ("before", "after")}
    if not gaps["before"]:
        return Wording(
            "calendar-event",
            you=_("You set the due date %(after)s"),
            who=_("%(who)s set the due date %(after)s"),
            itself=_("Due date %(after)s"),
            gaps=gaps,
            gist=gaps["after"],
        )
    return Wording(
        "calendar-event",
        you=_("You moved the due date from %(before)s to %(after)s"),
        who=_("%(who)s moved the due date from %(before)s to %(after)s"),
        itself=_("Due date %(before)s to %(after)s"),
        gaps=gaps,
        gist=gaps["after"],
    )


def due_removed(event: Event) -> Wording:
    return Wording(
        "calendar-event",
        you=_("You removed the due date %(before)s"),
        who=_("%(who)s removed the due date %(before)s"),
        itself=_("Due date %(before)s removed"),
        gaps={"before": moment(event.details.get("before"))},
        gist=_("no due date by hand"),
    )


def retopicked(event: Event) -> Wording:
    gaps = _before_and_after(event)
    gaps = {name: value or _("none") for name, value in gaps.items()}
    return Wording(
        "tag",
        you=_("You changed the help topic from %(before)s to %(after)s"),
        who=_("%(who)s changed the help topic from %(before)s to %(after)s"),
        itself=_("Help topic %(before)s to %(after)s"),
        gaps=gaps,
        gist=gaps["after"],
    )


def renamed(event: Event) -> Wording:
    gaps = _before_and_after(event)
    return Wording(
        "pencil",
        you=_("You changed the subject from “%(before)s” to “%(after)s”"),
        who=_("%(who)s changed the subject from “%(before)s” to “%(after)s”"),
        itself=_("Subject “%(before)s” to “%(after)s”"),
        gaps=gaps,
        gist=gaps["after"],
    )


def tagged(event: Event) -> Wording:
    gaps = {name: ", ".join(event.details.get(name) or []) for name in ("added", "removed")}
    if not gaps["removed"]:
        return Wording(
            "tags",
            you=_("You put on the tags %(added)s"),
            who=_("%(who)s put on the tags %(added)s"),
            itself=_("Tags %(added)s put on"),
            gaps=gaps,
            gist=gaps["added"],
        )
    if not gaps["added"]:
        return Wording(
            "tags",
            you=_("You took off the tags %(removed)s"),
            who=_("%(who)s took off the tags %(removed)s"),
            itself=_("Tags %(removed)s taken off"),
            gaps=gaps,
            gist=_("without %(removed)s") % gaps,
        )
    return Wording(
        "tags",
        you=_("You put on the tags %(added)s and took off %(removed)s"),
        who=_("%(who)s put on the tags %(added)s and took off %(removed)s"),
        itself=_("Tags %(added)s put on, %(removed)s taken off"),
        gaps=gaps,
        gist=gaps["added"],
    )


def _before_and_after(event: Event) -> Gaps:
    return {name: event.details.get(name) or "" for name in ("before", "after")}


def _priority(number: int | None) -> str:
    return str(Priority(number).label) if number in Priority.values else ""
