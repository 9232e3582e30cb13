import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agents.errors import OperationRefused
from agents.permissions import AGENT_ROLE
from tests.factories.people import agent_in
from tests.tickets.history import kinds, last_event
from tickets.models import Event
from tickets.operations.delete import delete_ticket
from tickets.operations.rename import rename_ticket


def test_a_subject_says_what_it_is_about(ticket, agent):
    rename_ticket(ticket, "  Mobile banking\tis down ", by=agent)

    ticket.refresh_from_db()
    assert ticket.subject == "Mobile banking is down"
    assert last_event(ticket, Event.Kind.RENAMED).details == {
        "before": "The printer does not print",
        "after": "Mobile banking is down",
    }


def test_the_same_subject_again_changes_nothing(ticket, agent):
    rename_ticket(ticket, "The printer  does not print", by=agent)

    assert kinds(ticket) == []


@pytest.mark.slow
@pytest.mark.parametrize("nothing", ["", " \n\t", "\x00"])
def test_something_has_to_be_written(ticket, agent, nothing):
    with pytest.raises(ValidationError, match="needs a subject"):
        rename_ticket(ticket, nothing, by=agent)


def test_what_is_in_the_trash_keeps_its_subject(ticket, supreme):
    delete_ticket(ticket, by=supreme)

    with pytest.raises(OperationRefused, match="in the trash"):
        rename_ticket(ticket, "Other", by=supreme)


def test_renaming_needs_the_permission_to_edit(ticket, department):
    agent = agent_in(department, permissions=AGENT_ROLE - {"ticket.edit"})

    with pytest.raises(PermissionDenied, match="Edit the subject"):
        rename_ticket(ticket, "Other", by=agent)
