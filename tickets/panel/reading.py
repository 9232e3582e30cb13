"""Everything the ticket page shows, read in a fixed number of queries however much there is of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import GreaterThan
from django.shortcuts import get_object_or_404

from agents.models import Agent
from sla.models import Target
from sla.moment import now
from tickets.access import visible_to
from tickets.chains import links_of_chain
from tickets.merges import MergedKeys, parents_of
from tickets.models import (
    AccessLink,
    Attachment,
    CannedResponse,
    Collaborator,
    Delivery,
    Entry,
    Escalation,
    Event,
    Follower,
    Link,
    RequesterAddress,
    Status,
    Tag,
    Ticket,
    TicketAccess,
)
from tickets.models.requester import PROVEN_FOR
from tickets.models.ticket import TicketQuerySet
from tickets.vocabulary import WORKABLE, AccessReason, LinkKind


@dataclass(frozen=True, slots=True)
class Reading:
    """A ticket with its thread, its history, its promises and the tickets it hangs together with."""

    ticket: Ticket
    entries: list[Entry]
    events: list[Event]
    targets: list[Target]
    links: list[Link]
    chained: dict[int, Ticket]
    statuses: list[Status]
    canned: list[CannedResponse]
    merged: list[Ticket]  # what was merged into it, as far as the agent sees it
    parents: list[Ticket]  # what it was merged into, the last of them goes on
    is_news: bool  # the agent's bell tells something of it that was not read


def read_ticket(agent: Agent, number: str) -> Reading:
    """The ticket with this number; raises Http404 where the agent sees none."""
    told = Delivery.objects.on_the_bell(agent).unread().filter(ticket=OuterRef("pk"))
    tickets = for_ticket_page(visible_to(agent)).annotate(is_news=Exists(told))
    ticket: Any = get_object_or_404(tickets, number=number)
    links = links_of_chain(ticket)
    keys = {key for link in links for key in (link.parent_id, link.child_id)}
    return Reading(
        ticket=ticket,
        entries=list(_entries(ticket)),
        events=list(ticket.events.select_related("agent__user", "requester")),
        targets=list(Target.objects.filter(clock=ticket.clock_id)),
        links=links,
        chained=_visible(agent, keys) if keys else {},
        statuses=list(Status.objects.filter(archived_at=None)),
        canned=list(
            CannedResponse.objects.filter(
                Q(department=None) | Q(department=ticket.department_id), archived_at=None
            )
        ),
        merged=_merged(agent, ticket),
        parents=parents_of(ticket) if ticket.merged_into_id else [],
        is_news=ticket.is_news,
    )


def for_ticket_page(tickets: TicketQuerySet) -> TicketQuerySet:
    """The ticket with everybody and everything around it; lists come along as rows of values."""
    of_ticket, of_requester = {"ticket": OuterRef("pk")}, {"requester": OuterRef("requester")}
    reports = Link.objects.filter(parent=OuterRef("pk"), kind=LinkKind.PART_OF)
    return tickets.select_related(
        "requester",
        "organization",
        "topic",
        "department",
        "team",
        "assignee__user",
        "status",
        "clock__plan",
    ).annotate(
        addresses=_rows(_addresses(**of_requester), address=F("address")),
        others=_rows(_others(**of_requester), state=F("state"), count=Count("pk")),
        people=_rows(
            Collaborator.objects.filter(**of_ticket),
            key=F("requester"),
            name=F("requester__name"),
            came_with=F("came_with__number"),
            address=Subquery(_addresses(requester=OuterRef("requester")).values("address")[:1]),
        ),
        tag_names=_names_of_tags(),
        following=_rows(Follower.objects.filter(**of_ticket), key=F("agent"), name=F("agent__user__name")),
        referred=_rows(
            TicketAccess.objects.filter(**of_ticket, reason=AccessReason.REFERRAL),
            agent=F("agent__user__name"),
            name=Coalesce("team__name", "department__name"),
        ),
        escalated=_rows(
            Escalation.objects.filter(**of_ticket, returned_at=None).order_by("-given_at", "-pk"),
            giver=F("giver"),
        ),
        link_count=_count(AccessLink.objects.filter(**of_ticket).usable(now())),
        merged_keys=MergedKeys(),
        report_count=_count(reports.filter(child__state__in=WORKABLE)),
    )


def _addresses(**of_requester: Any) -> QuerySet[RequesterAddress]:
    """The addresses of a requester, the one we write to first (see Requester.address)."""
    rows = RequesterAddress.objects.filter(**of_requester)
    is_verified = GreaterThan(F("verified_at"), now() - PROVEN_FOR)
    return rows.order_by(is_verified.desc(nulls_last=True), "pk")


def _names_of_tags() -> ArraySubquery:
    return ArraySubquery(Tag.objects.filter(tickets=OuterRef("pk")).values("name"))


def _others(**of_requester: Any) -> QuerySet[Any, Any]:
    """The requester's other tickets by state."""
    others = Ticket.objects.filter(**of_requester).exclude(pk=OuterRef("pk"))
    return others.by_themselves().order_by().values("state")


def _entries(ticket: Any) -> QuerySet[Entry]:
    """The thread with that of merged tickets; the files of each entry, and what became of its mail."""
    of_entry = {"entry": OuterRef("pk")}
    files = Attachment.objects.filter(**of_entry)
    sent = Delivery.objects.filter(**of_entry).order_by("created_at", "pk")
    thread = Entry.objects.filter(ticket__in=[ticket.pk, *ticket.merged_keys])
    return thread.select_related("agent__user", "requester", "written_down_by__user").annotate(
        number=F("ticket__number"),
        written_in=F("split_from__ticket__number"),
        written_at=F("split_from__created_at"),
        split_to=ArraySubquery(Entry.objects.filter(split_from=OuterRef("pk")).values("ticket")),
        files=_rows(
            files, name=F("name"), token=F("token"), size=F("file__size"), media_type=F("media_type")
        ),
        sent=_rows(
            sent,
            channel=F("channel"),
            requester=F("requester__name"),
            agent=F("agent__user__name"),
            state=F("state"),
            sent_at=F("sent_at"),
            error=F("error"),
        ),
    )


def _merged(agent: Agent, ticket: Any) -> list[Ticket]:
    if not ticket.merged_keys:
        return []
    return list(visible_to(agent).filter(pk__in=ticket.merged_keys).order_by("merged_at", "pk"))


def _visible(agent: Agent, keys: set[int]) -> dict[int, Ticket]:
    found = visible_to(agent).filter(pk__in=keys).select_related("status", "assignee__user", "team")
    return {ticket.pk: ticket for ticket in found}


def _rows(rows: QuerySet[Any, Any], **values: Combinable) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**values)))


def _count(rows: QuerySet[Any, Any]) -> Subquery:
    """A function instead of an aggregate: it counts the whole subquery, and none is zero."""
    return Subquery(rows.order_by().annotate(found=Func("pk", function="COUNT")).values("found"))
