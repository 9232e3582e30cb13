import pytest
from django.core.exceptions import PermissionDenied

from agents.errors import OperationRefused
from agents.permissions import EVERY_CODE
from sla.models import Stop
from sla.moment import at
from sla.target_kind import TargetKind
from tests.clock import dues, tuesday
from tests.factories.people import DepartmentFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.tickets.history import kinds, last_event
from tickets.access import sees
from tickets.merges import last_parent, merged_keys, thread_of
from tickets.models import Collaborator, Event, Ticket
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.collaborate import add_collaborator
from tickets.operations.delete import delete_ticket
from tickets.operations.merge import merge_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.receive import receive_message
from tickets.operations.reply import reply_to_ticket
from tickets.text.body import Body
from tickets.vocabulary import Source, State

BODY = Body.from_text("Hello.")


def people(ticket: Ticket) -> list[str]:
    return [row.requester.name for row in ticket.collaborators.select_related("requester")]


def test_it_goes_on_in_the_other_one(merged, ticket):
    merged.refresh_from_db()
    assert (merged.state, merged.status.name, merged.merged_into) == (State.MERGED, "Merged", ticket)
    assert (merged.merged_at, merged.merged_from.name) == (tuesday("09:30"), "Open")
    assert last_parent(merged) == ticket
    assert merged_keys(ticket) == [merged.pk]


def test_both_tell_of_it(merged, ticket):
    assert kinds(merged) == kinds(ticket) == ["merged"]
    there, here = last_event(ticket, Event.Kind.MERGED), last_event(merged, Event.Kind.MERGED)
    assert there.details == {"number": merged.number, "is_child": False}
    assert here.details == {"number": ticket.number, "is_child": True}
    assert (there.act, there.comment) == (here.act, "The same printer.")


def test_nothing_is_moved_and_all_is_read_in_the_other_one(merged, ticket):
    assert [entry.ticket for entry in thread_of(ticket)] == [ticket, merged]
    assert ticket.entries.count() == merged.entries.count() == 1


def test_its_clock_stands_still_and_the_others_goes_on(merged, ticket):
    assert (merged.next_due_at, merged.next_risk_at) == (None, None)
    assert merged.clock.stops.get(cause=Stop.Cause.MERGED).since == tuesday("09:30")
    assert not ticket.clock.stops.exists()


def test_its_people_join_those_of_the_other_one(child, ticket, supreme, requester):
    reader = RequesterFactory(name="Reads along")
    add_collaborator(child, reader.address, by=supreme)
    add_collaborator(child, requester.address, by=supreme)

    merge_ticket(child, into=ticket, by=supreme)

    assert people(ticket) == ["Ngozi", "Reads along"]
    assert set(ticket.collaborators.values_list("came_with", flat=True)) == {child.pk}
    assert sees(child.requester, ticket)


def test_what_was_merged_into_it_before_comes_along(merged, ticket, supreme, department):
    third = open_a_ticket(department=department)

    merge_ticket(ticket, into=third, by=supreme)

    assert people(third) == ["James", "Ngozi"]
    assert set(merged_keys(third)) == {ticket.pk, merged.pk}
    assert last_parent(merged) == third


def test_into_a_merged_one_means_into_where_that_goes_on(merged, ticket, supreme, department):
    third = open_a_ticket(department=department)

    parent = merge_ticket(third, into=merged, by=supreme)

    third.refresh_from_db()
    assert parent == third.merged_into == ticket


@pytest.mark.parametrize("again", ["ticket", "merged"])
def test_merging_it_there_again_changes_nothing(merged, ticket, supreme, again):
    into = {"ticket": ticket, "merged": merged}[again]

    merge_ticket(merged, into=into, by=supreme)

    assert kinds(merged) == kinds(ticket) == ["merged"]


def test_what_makes_no_sense_is_refused(merged, ticket, supreme, department):
    third, trashed = open_a_ticket(department=department), open_a_ticket(department=department)
    delete_ticket(trashed, by=supreme)

    refused = [(ticket, ticket), (ticket, merged), (merged, third), (third, trashed), (trashed, third)]
    sentences = []
    for one, into in refused:
        with pytest.raises(OperationRefused) as refusal:
            merge_ticket(one, into=into, by=supreme)
        sentences.append(str(refusal.value))

    assert sentences == [
        "A ticket can't be merged into itself.",
        f"#{merged.number} is merged into #{ticket.number} already; this would close a ring.",
        f"#{merged.number} was merged into #{ticket.number}, and goes on there.",
        f"#{trashed.number} is in the trash. Restore it first.",
        f"#{trashed.number} is in the trash. Restore it first.",
    ]


def test_nothing_else_is_done_to_it(merged, ticket, supreme):
    verbs = [
        lambda: reply_to_ticket(merged, BODY, by=supreme),
        lambda: note_on_ticket(merged, BODY, by=supreme),
        lambda: pend_ticket(merged, by=supreme),
        lambda: delete_ticket(merged, by=supreme),
    ]
    for verb in verbs:
        with pytest.raises(OperationRefused, match=f"was merged into #{ticket.number}"):
            verb()

    assert kinds(merged) == ["merged"]


def test_the_permission_is_needed_on_both(child, supreme):
    elsewhere = open_a_ticket(department=DepartmentFactory(name="Branch"))
    at_both = agent_in(elsewhere.department, permissions=EVERY_CODE)

    for by in (supreme, at_both):
        with pytest.raises(PermissionDenied):
            merge_ticket(child, into=elsewhere, by=by)

    assert kinds(child) == []


def test_a_message_to_it_comes_into_the_other_one(merged, ticket):
    with at(tuesday("09:45")):
        entry = receive_message(merged, BODY, by=merged.requester, source=Source.WEB)

    assert entry.ticket == ticket
    assert kinds(merged) == ["merged"]
    assert kinds(ticket) == ["merged", "received"]


def test_that_all_is_well_with_it_does_not_close_the_other_one(merged, ticket):
    with at(tuesday("09:45")):
        receive_message(merged, BODY, by=merged.requester, source=Source.WEB, closes=True)

    ticket.refresh_from_db()
    assert ticket.state == State.OPEN


def test_a_response_there_answers_its_requester_too(merged, ticket, supreme):
    with at(tuesday("09:45")):
        reply_to_ticket(ticket, BODY, by=supreme)

    merged.refresh_from_db()
    first = merged.clock.targets.get(kind=TargetKind.FIRST_RESPONSE)
    assert (first.met_at, merged.awaiting_since) == (tuesday("09:45"), None)
    assert kinds(merged) == ["merged", "target_met"]


def test_a_response_that_leaves_its_requester_out_answers_nobody_there(merged, ticket, supreme):
    with at(tuesday("09:45")):
        reply_to_ticket(ticket, BODY, by=supreme, to=[ticket.requester])

    merged.refresh_from_db()
    assert merged.awaiting_since == tuesday("09:10")
    assert merged.clock.targets.get(kind=TargetKind.FIRST_RESPONSE).met_at is None


def test_a_call_answers_only_the_one_who_was_called(ticket, supreme, department, requester):
    """Two tickets of James, one of Ngozi."""
    again = open_a_ticket(requester=requester, department=department)
    other = open_a_ticket(department=department)
    for each in (again, other):
        merge_ticket(each, into=ticket, by=supreme)

    answer_by_phone(ticket, BODY, by=supreme)

    again.refresh_from_db()
    other.refresh_from_db()
    assert again.awaiting_since is None
    assert other.awaiting_since is not None


def test_no_reminder_takes_it_up(child, ticket, supreme):
    with at(tuesday("09:30")):
        pend_ticket(child, by=supreme, until=tuesday("10:00"))
        merge_ticket(child, into=ticket, by=supreme)

    with at(tuesday("11:00")):
        assert not Ticket.objects.reminders_due().exists()


def test_what_is_due_of_nobody_is_overdue_for_nobody(merged, child):
    with at(tuesday("15:00")):
        assert not Ticket.objects.overdue().exists()
    assert dues(child.clock) == {TargetKind.FIRST_RESPONSE: None, TargetKind.RESOLUTION: None}


def test_who_is_added_by_name_is_no_longer_there_because_of_the_merge(merged, ticket, supreme):
    assert Collaborator.objects.get(ticket=ticket).came_with == merged

    add_collaborator(ticket, merged.requester.address, by=supreme)

    assert Collaborator.objects.get(ticket=ticket).came_with is None
