import pytest
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict

from sla.models import Stop
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import dues, tuesday
from tests.factories.people import agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket, status_named
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.merges import merged_keys
from tickets.models import AccessLink, Event, Ticket
from tickets.operations.access_links import issue_link
from tickets.operations.close import close_ticket
from tickets.operations.collaborate import add_collaborator
from tickets.operations.merge import merge_ticket, unmerge_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.text.body import Body
from tickets.vocabulary import State


def row(ticket: Ticket) -> dict:
    """A ticket as it stands in the database, but for when something happened last."""
    return model_to_dict(Ticket.objects.get(pk=ticket.pk)) | {"last_activity_at": None}


def people(ticket: Ticket) -> dict[str, int | None]:
    rows = ticket.collaborators.select_related("requester")
    return {row.requester.name: row.came_with_id for row in rows}


@pytest.mark.parametrize("before", [None, resolve_ticket, close_ticket, pend_ticket])
def test_both_are_as_they_were_before(child, ticket, supreme, before):
    with at(tuesday("09:30")):
        if before:
            before(child, by=supreme)
        rows, entries = (row(child), row(ticket)), [each.entries.count() for each in (child, ticket)]
        merge_ticket(child, into=ticket, by=supreme)
        assert (row(child), row(ticket)) != rows

        unmerge_ticket(child, by=supreme)

    assert (row(child), row(ticket)) == rows
    assert [each.entries.count() for each in (child, ticket)] == entries
    assert (people(ticket), merged_keys(ticket)) == ({}, [])


def test_both_tell_of_it(merged, ticket, supreme):
    unmerge_ticket(merged, by=supreme, comment="Another printer.")

    assert kinds(merged) == kinds(ticket) == ["merged", "unmerged"]
    here, there = last_event(merged, Event.Kind.UNMERGED), last_event(ticket, Event.Kind.UNMERGED)
    assert here.details == {"number": ticket.number, "is_child": True}
    assert there.details == {"number": merged.number, "is_child": False}
    assert here.comment == there.comment == "Another printer."


def test_its_clock_counts_on(merged, supreme):
    with at(tuesday("10:30")):
        unmerge_ticket(merged, by=supreme)

    assert dues(merged.clock) == {TargetKind.FIRST_RESPONSE: "11:10", TargetKind.RESOLUTION: "14:10"}
    assert merged.next_due_at == tuesday("11:10")


def test_waiting_that_stopped_the_clock_goes_on_stopping_it(child, ticket, supreme):
    with at(tuesday("09:30")):
        pend_ticket(child, by=supreme, status=status_named("Waiting for requester"))
    with at(tuesday("09:40")):
        merge_ticket(child, into=ticket, by=supreme)

    with at(tuesday("10:40")):
        unmerge_ticket(child, by=supreme)

    assert (child.state, child.status.name) == (State.PENDING, "Waiting for requester")
    assert [stop.cause for stop in child.clock.stops.filter(until=None)] == [Stop.Cause.PENDING]
    assert dues(child.clock)[TargetKind.RESOLUTION] is None


def test_a_reminder_that_passed_meanwhile_takes_it_up(child, ticket, supreme):
    """Counted: 20 minutes before the waiting, none while merged, the rest from 10:40 on."""
    with at(tuesday("09:30")):
        pend_ticket(child, by=supreme, status=status_named("Waiting for requester"), until=tuesday("10:00"))
        merge_ticket(child, into=ticket, by=supreme)

    with at(tuesday("10:40")):
        unmerge_ticket(child, by=supreme)

    assert (child.state, child.pending_until) == (State.OPEN, None)
    assert kinds(child)[-2:] == ["unmerged", "reminded"]
    assert dues(child.clock)[TargetKind.RESOLUTION] == "14:20"


def test_what_was_answered_meanwhile_stays_answered(merged, ticket, supreme):
    with at(tuesday("09:45")):
        reply_to_ticket(ticket, Body.from_text("It is plugged in now."), by=supreme)

    with at(tuesday("10:30")):
        unmerge_ticket(merged, by=supreme)

    assert merged.awaiting_since is None
    assert merged.entries.count() == 1
    assert dues(merged.clock) == {TargetKind.RESOLUTION: "14:10"}


def test_exactly_those_whom_it_had_brought_leave(child, ticket, supreme):
    stays = RequesterFactory(name="Was there")
    add_collaborator(ticket, stays.address, by=supreme)
    add_collaborator(child, stays.address, by=supreme)
    merge_ticket(child, into=ticket, by=supreme)
    issue_link(ticket, child.requester)
    assert sees(child.requester, ticket)

    unmerge_ticket(child, by=supreme)

    assert people(ticket) == {"Was there": None}
    assert not sees(child.requester, ticket)
    assert AccessLink.objects.get(ticket=ticket).revoked_at is not None


def test_who_came_with_another_one_as_well_stays_by_that(merged, ticket, supreme, department):
    again = open_a_ticket(requester=merged.requester, department=department)
    merge_ticket(again, into=ticket, by=supreme)
    assert people(ticket) == {"Ngozi": merged.pk}

    unmerge_ticket(merged, by=supreme)

    assert people(ticket) == {"Ngozi": again.pk}


def test_what_was_merged_into_it_stays_with_it(merged, ticket, supreme, department):
    third = open_a_ticket(department=department)
    merge_ticket(ticket, into=third, by=supreme)
    assert set(people(third)) == {"James", "Ngozi"}

    unmerge_ticket(ticket, by=supreme)

    assert (people(third), people(ticket)) == ({}, {"Ngozi": merged.pk})
    assert (merged_keys(third), merged_keys(ticket)) == ([], [merged.pk])


def test_out_of_the_middle_of_a_line(merged, ticket, supreme, department):
    """Ngozi's ticket is in James's, and that in a third: hers leaves both."""
    third = open_a_ticket(department=department)
    merge_ticket(ticket, into=third, by=supreme)

    unmerge_ticket(merged, by=supreme)

    assert (set(people(third)), people(ticket)) == ({"James"}, {})
    assert merged_keys(third) == [ticket.pk]


def test_unmerging_what_is_not_merged_changes_nothing(child, supreme):
    with at(tuesday("09:30")):
        unmerge_ticket(child, by=supreme)

    assert kinds(child) == []


def test_it_needs_the_permission(merged, department):
    with pytest.raises(PermissionDenied, match="Merge, unmerge and split"):
        unmerge_ticket(merged, by=agent_in(department, permissions=["ticket.reply"]))

    assert kinds(merged) == ["merged"]
