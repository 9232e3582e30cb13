"""A minute of the watcher in tests: what it does, and who hears of it."""

from django.db import connection

from sla.models import Clock, Target
from sla.moment import at, now
from tests.clock import HOUR, MINUTE, tuesday
from tests.jobs import run_jobs
from tickets.jobs.watch_clocks import realign_clocks, watch_clocks
from tickets.models import Delivery, Event, Ticket


def watch(reading: str) -> list[str]:
    """Let the watcher look at this time of Tuesday; returns who is to be mailed an alert."""
    with at(tuesday(reading)):
        run_jobs(only="tickets.publish")
        known = set(Delivery.objects.values_list("pk", flat=True))
        watch_clocks(0)
        run_jobs(only="tickets.publish")
    new = Delivery.objects.exclude(pk__in=known).filter(channel=Delivery.Channel.MAIL, agent__isnull=False)
    return sorted(str(delivery.agent) for delivery in new)


def realign(reading: str) -> None:
    """Let the clocks be brought after what was edited, at this time of Tuesday."""
    with at(tuesday(reading)):
        realign_clocks(0)


def told(ticket: Ticket) -> list[str]:
    """What the watcher told of, in order: the kind, whom a rule told, the reading it is dated at."""
    kinds = (
        Event.Kind.TARGET_WARNED,
        Event.Kind.TARGET_BREACHED,
        Event.Kind.RULE_APPLIED,
        Event.Kind.NOT_ESCALATED,
        Event.Kind.DUE_WARNED,
        Event.Kind.DUE_MISSED,
    )
    return [_told(event) for event in ticket.events.filter(kind__in=kinds).order_by("pk")]


def _told(event: Event) -> str:
    words = [event.kind, *event.details.get("told", []), event.details["at"][11:16]]
    return " ".join(words)


def open_many(count: int, ticket: Ticket) -> None:
    """As many as this one, all opened two hours ago and promised within one, nobody having watched since."""
    opened_at = now() - 2 * HOUR
    moments = {"started_at": opened_at}
    target = ticket.clock.targets.get()
    clocks = Clock.objects.bulk_create(
        Clock(
            plan=ticket.clock.plan,
            plan_revision=1,
            priority=2,
            next_due_at=opened_at + HOUR,
            next_risk_at=opened_at + 48 * MINUTE,
            **moments,
        )
        for _each in range(count)
    )
    Target.objects.bulk_create(
        Target(
            clock=clock,
            kind=target.kind,
            duration=target.duration,
            due_at=opened_at + HOUR,
            warn_at=opened_at + 48 * MINUTE,
            watch_at=opened_at + 48 * MINUTE,
            **moments,
        )
        for clock in clocks
    )
    Ticket.objects.bulk_create(
        Ticket(
            number=f"M{number:07d}",
            subject=ticket.subject,
            requester=ticket.requester,
            department=ticket.department,
            assignee=ticket.assignee,
            status=ticket.status,
            clock=clock,
            source=ticket.source,
            opened_at=opened_at,
            last_activity_at=opened_at,
            next_due_at=clock.next_due_at,
            next_risk_at=clock.next_risk_at,
        )
        for number, clock in enumerate(clocks)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
