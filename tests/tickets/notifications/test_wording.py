import pytest
from django.utils import timezone

from agents.models import Agent, User
from sla.priority import Priority
from tickets.models import Event, Requester
from tickets.notifications.wording import WORDINGS, describe, describe_change, gist
from tickets.vocabulary import LinkKind


def person(name: str, pk: int = 1) -> Agent:
    return Agent(pk=pk, user=User(pk=pk, email=f"person{pk}@example.com", name=name))


def event(kind: str, *, by: Agent | Requester | None = None, comment: str = "", **details) -> Event:
    return Event(
        kind=kind,
        agent=by if isinstance(by, Agent) else None,
        requester=by if isinstance(by, Requester) else None,
        comment=comment,
        details=details,
    )


JOHN = person("John Reyes")


def test_every_kind_of_event_has_wording_and_an_icon_of_the_sprite():
    with open("static/vendor/bootstrap-icons/icons.svg") as sprite:
        icons = sprite.read()

    assert set(Event.Kind.values) == set(WORDINGS)
    for kind in Event.Kind.values:
        details = {"link": LinkKind.BLOCKS.value, "number": "104528"}
        sentence = describe(event(kind, by=JOHN, **details))
        assert sentence.text
        assert f'id="{sentence.icon}"' in icons, sentence.icon


@pytest.mark.parametrize(
    ("kind", "details", "to_others", "to_john", "change", "short"),
    [
        (
            "opened",
            {"source": "web"},
            "John Reyes opened this (Support center)",
            "You opened this (Support center)",
            "Opened (Support center)",
            "Support center",
        ),
        ("claimed", {}, "John Reyes claimed this", "You claimed this", "Claimed", ""),
        (
            "claimed",
            {"by_replying": True},
            "John Reyes claimed this by replying",
            "You claimed this by replying",
            "Claimed by replying",
            "",
        ),
        (
            "assigned",
            {"team": "Online Banking", "team_before": None, "assignee": None, "assignee_before": None},
            "John Reyes assigned this to team Online Banking",
            "You assigned this to team Online Banking",
            "Assigned to team Online Banking",
            "Online Banking",
        ),
        (
            "assigned",
            {"team": "Level I", "team_before": "Level I", "assignee": "Jane Doe", "assignee_before": None},
            "John Reyes assigned this to Jane Doe",
            "You assigned this to Jane Doe",
            "Assigned to Jane Doe",
            "Jane Doe",
        ),
        (
            "escalated",
            {"before": "Level I", "after": "Level II Support"},
            "John Reyes escalated this to Level II Support",
            "You escalated this to Level II Support",
            "Escalated to Level II Support",
            "Level II Support",
        ),
        (
            "prioritized",
            {"before": Priority.NORMAL, "after": Priority.EMERGENCY},
            "John Reyes changed the priority from Normal to Emergency",
            "You changed the priority from Normal to Emergency",
            "Priority Normal to Emergency",
            "Emergency",
        ),
        (
            "replanned",
            {"before": "Sev-C", "after": "Sev-A"},
            "John Reyes changed the SLA plan from Sev-C to Sev-A",
            "You changed the SLA plan from Sev-C to Sev-A",
            "SLA plan Sev-C to Sev-A",
            "Sev-A",
        ),
        (
            "replanned",
            {"before": None, "after": "Sev-A"},
            "John Reyes set the SLA plan Sev-A",
            "You set the SLA plan Sev-A",
            "SLA plan Sev-A",
            "Sev-A",
        ),
        (
            "merged",
            {"number": "104520", "is_child": True},
            "John Reyes merged this into #104520",
            "You merged this into #104520",
            "Merged into #104520",
            "#104520",
        ),
        (
            "merged",
            {"number": "104520", "is_child": False},
            "John Reyes merged #104520 into this",
            "You merged #104520 into this",
            "#104520 was merged into this",
            "#104520",
        ),
        (
            "unmerged",
            {"number": "104520", "is_child": True},
            "John Reyes took this out of #104520 again",
            "You took this out of #104520 again",
            "Taken out of #104520 again",
            "#104520",
        ),
        (
            "unmerged",
            {"number": "104520", "is_child": False},
            "John Reyes took #104520 out of this again",
            "You took #104520 out of this again",
            "#104520 was taken out of this again",
            "#104520",
        ),
        (
            "retopicked",
            {"before": None, "after": "Other"},
            "John Reyes changed the help topic from none to Other",
            "You changed the help topic from none to Other",
            "Help topic none to Other",
            "Other",
        ),
        (
            "prioritized",
            {"before": Priority.NORMAL, "after": Priority.HIGH, "because": "topic"},
            "John Reyes changed the priority from Normal to High, with the help topic",
            "You changed the priority from Normal to High, with the help topic",
            "Priority Normal to High, with the help topic",
            "High",
        ),
        (
            "chained",
            {"number": "104528", "link": "blocks", "is_child": False},
            "John Reyes chained this: #104528 blocks it",
            "You chained this: #104528 blocks it",
            "#104528 blocks this",
            "#104528",
        ),
        (
            "chained",
            {"number": "104519", "link": "part_of", "is_child": True},
            "John Reyes made this part of #104519",
            "You made this part of #104519",
            "Became part of #104519",
            "#104519",
        ),
        (
            "pended",
            {"after": "Waiting for requester", "until": "2026-11-17T09:00:00+00:00"},
            "John Reyes set this to Waiting for requester until Tue 17 Nov 2026, 09:00 UTC",
            "You set this to Waiting for requester until Tue 17 Nov 2026, 09:00 UTC",
            "Waiting for requester until Tue 17 Nov 2026, 09:00 UTC",
            "Waiting for requester",
        ),
    ],
)
def test_an_event_reads_by_who_did_it_and_who_reads(kind, details, to_others, to_john, change, short):
    happened = event(kind, by=JOHN, **details)

    assert describe(happened, person("Jane Doe", 2)).text == to_others
    assert describe(happened).text == to_others
    assert describe(happened, JOHN).text == to_john
    assert describe_change(happened).text == change
    assert gist(happened) == short


def test_what_the_clock_did_names_nobody():
    breached = event("target_breached", target="first_response", due_at="2026-11-17T09:20:00+00:00")

    assert describe(breached).text == "First response: promise broken, due Tue 17 Nov 2026, 09:20 UTC"


def test_moments_stand_in_the_zone_of_the_reader():
    due = event("due_set", by=JOHN, before=None, after="2026-11-17T09:20:00+00:00")

    with timezone.override("Europe/Paris"):
        sentence = describe(due)

    assert sentence.text == "John Reyes set the due date Tue 17 Nov 2026, 10:20 CET"


def test_the_comment_stands_behind_and_values_are_bold():
    replanned = event("replanned", by=JOHN, before="Sev-C", after="Sev-A", comment="all locked out")

    sentence = describe(replanned)

    assert sentence.html == (
        "John Reyes changed the SLA plan from <b>Sev-C</b> to <b>Sev-A</b>: “all locked out”"
    )


def test_no_name_and_no_comment_gets_markup_or_gaps_into_the_sentence():
    requester = Requester(pk=3, name="<img src=x> 100%(after)s %s")
    renamed = event("renamed", by=requester, before="<b>", after="50% off", comment="</li><script>%(who)s")

    sentence = describe(renamed)

    assert sentence.text == (
        "<img src=x> 100%(after)s %s changed the subject from “<b>” to “50% off”: “</li><script>%(who)s”"
    )
    assert sentence.html == (
        "&lt;img src=x&gt; 100%(after)s %s changed the subject from “<b>&lt;b&gt;</b>” to "
        "“<b>50% off</b>”: “&lt;/li&gt;&lt;script&gt;%(who)s”"
    )
