"""In whose hands the ticket is: claimed, assigned, passed on, passed up."""

from django.utils.translation import gettext as _

from tickets.models import Event
from tickets.notifications.wording.sentence import Wording


def claimed(event: Event) -> Wording:
    if event.details.get("by_replying"):
        return Wording(
            "hand-index-thumb",
            you=_("You claimed this by replying"),
            who=_("%(who)s claimed this by replying"),
            itself=_("Claimed by replying"),
            gaps={},
        )
    return Wording(
        "hand-index-thumb",
        you=_("You claimed this"),
        who=_("%(who)s claimed this"),
        itself=_("Claimed"),
        gaps={},
    )


def assigned(event: Event) -> Wording:
    team, assignee = event.details.get("team") or "", event.details.get("assignee") or ""
    team_changed = team != (event.details.get("team_before") or "")
    assignee_changed = assignee != (event.details.get("assignee_before") or "")
    if assignee and assignee_changed and team and team_changed:
        return Wording(
            "person-check",
            you=_("You assigned this to %(assignee)s and team %(team)s"),
            who=_("%(who)s assigned this to %(assignee)s and team %(team)s"),
            itself=_("Assigned to %(assignee)s and team %(team)s"),
            gaps={"assignee": assignee, "team": team},
            gist=f"{team}, {assignee}",
        )
    if assignee and (assignee_changed or not team):
        return Wording(
            "person-check",
            you=_("You assigned this to %(assignee)s"),
            who=_("%(who)s assigned this to %(assignee)s"),
            itself=_("Assigned to %(assignee)s"),
            gaps={"assignee": assignee},
            gist=assignee,
        )
    return Wording(
        "people",
        you=_("You assigned this to team %(team)s"),
        who=_("%(who)s assigned this to team %(team)s"),
        itself=_("Assigned to team %(team)s"),
        gaps={"team": team},
        gist=team,
    )


def released(event: Event) -> Wording:
    before = event.details.get("assignee_before") or event.details.get("team_before") or ""
    if before and before != event.author_name:
        return Wording(
            "person-dash",
            you=_("You released this; %(before)s had it"),
            who=_("%(who)s released this; %(before)s had it"),
            itself=_("Released; %(before)s had it"),
            gaps={"before": before},
        )
    return Wording(
        "person-dash",
        you=_("You released this"),
        who=_("%(who)s released this"),
        itself=_("Released"),
        gaps={},
    )


def transferred(event: Event) -> Wording:
    after = event.details.get("after") or ""
    return Wording(
        "arrow-left-right",
        you=_("You transferred this from %(before)s to %(after)s"),
        who=_("%(who)s transferred this from %(before)s to %(after)s"),
        itself=_("Transferred from %(before)s to %(after)s"),
        gaps={"before": event.details.get("before") or "", "after": after},
        gist=after,
    )


def referred(event: Event) -> Wording:
    to = event.details.get("to") or ""
    return Wording(
        "eye",
        you=_("You referred this to %(to)s"),
        who=_("%(who)s referred this to %(to)s"),
        itself=_("Referred to %(to)s"),
        gaps={"to": to},
        gist=to,
    )


def unreferred(event: Event) -> Wording:
    return Wording(
        "person-x",
        you=_("You ended the referral to %(to)s"),
        who=_("%(who)s ended the referral to %(to)s"),
        itself=_("Referral to %(to)s ended"),
        gaps={"to": event.details.get("to") or ""},
    )


def escalated(event: Event) -> Wording:
    after = event.details.get("after") or ""
    return Wording(
        "arrow-up-right-circle",
        you=_("You escalated this to %(after)s"),
        who=_("%(who)s escalated this to %(after)s"),
        itself=_("Escalated to %(after)s"),
        gaps={"after": after},
        gist=after,
    )


def returned(event: Event) -> Wording:
    giver, assignee = event.details.get("giver") or "", event.details.get("assignee") or ""
    to = assignee or event.details.get("after") or ""
    if event.details.get("giver_is_absent"):
        return Wording(
            "arrow-return-left",
            you=_("You returned this to %(to)s, because %(giver)s is away"),
            who=_("%(who)s returned this to %(to)s, because %(giver)s is away"),
            itself=_("Returned to %(to)s, because %(giver)s is away"),
            gaps={"to": to, "giver": giver},
            gist=to,
        )
    return Wording(
        "arrow-return-left",
        you=_("You returned this to %(to)s"),
        who=_("%(who)s returned this to %(to)s"),
        itself=_("Returned to %(to)s"),
        gaps={"to": to},
        gist=to,
    )
