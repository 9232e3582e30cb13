"""The large desk is printed by SQL, so every print has to be as true as what the operations wrote."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count, Model
from procrastinate.contrib.django.models import ProcrastinateJob

from helpdesk.load.build import load_desk
from helpdesk.load.printing import OF_A_LIFE, SHIFTED
from sla.models import Clock, Target
from sla.moment import at, now
from tests.factories.tickets import open_a_ticket
from tests.tickets.facts import assert_facts_of
from tickets.models import (
    AccessLink,
    Attachment,
    Delivery,
    Desk,
    Event,
    Link,
    SearchDocument,
    Ticket,
    TicketAccess,
)
from tickets.numbering import is_crowded
from tickets.vocabulary import AccessReason, State

NOW = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)  # a Tuesday
MANY = 50
UNFILLED = (AccessLink, Attachment, Link, Ticket.tags.through)
"""Tables of a ticket that lives have no rows in, so that there is nothing to print."""


@pytest.fixture
def load(db):
    said: list[str] = []
    load_desk(MANY, until=NOW, say=said.append)
    return said


def belonging_to_a_life() -> set[type[Model]]:
    """Every table with a key to a ticket, a clock, a target or an entry."""
    return {
        model
        for model in apps.get_models(include_auto_created=True)
        if any(field.related_model in SHIFTED for field in model._meta.concrete_fields)
    }


def test_a_new_table_of_a_ticket_is_printed_or_named_as_one_that_no_life_fills():
    assert belonging_to_a_life() | set(SHIFTED) == set(OF_A_LIFE) | {SearchDocument, *UNFILLED}


@pytest.mark.slow
def test_what_is_not_printed_no_life_has(load):
    assert [model for model in UNFILLED if model.objects.exists()] == []
    assert SearchDocument.objects.count() == MANY


@pytest.mark.slow
def test_every_print_is_as_true_as_the_life_it_was_printed_from(load):
    assert_facts_of(Ticket.objects.all())

    assert Ticket.objects.count() == MANY
    assert {State.OPEN, State.PENDING, State.CLOSED} <= set(Ticket.objects.values_list("state", flat=True))
    assert Ticket.objects.filter(state=State.CLOSED).count() > MANY * 0.7
    assert not Event.objects.filter(at__gt=NOW).exists()
    assert Ticket.objects.earliest("opened_at").opened_at < NOW - timedelta(weeks=100)
    assert load[-1] == "50 of 50 tickets"


@pytest.mark.slow
def test_nothing_is_left_to_act_on_and_nobody_is_told(load):
    with at(NOW):
        assert Target.objects.filter(watch_at__isnull=False).running().exists()
        assert not Target.objects.due(now()).exists()
        assert not Clock.objects.running().stale().exists()
    assert not ProcrastinateJob.objects.exists()
    assert not Delivery.objects.exclude(state=Delivery.State.SENT).exists()


@pytest.mark.slow
def test_other_people_have_what_is_printed_and_history_names_them(load):
    claims = Event.objects.filter(kind=Event.Kind.REPLIED).select_related("agent", "ticket__requester")

    assert claims.values("agent").distinct().count() > 10
    for event in claims:
        assert event.address == event.agent.email
        assert event.details["to"] == [event.ticket.requester.address]
    referrals = TicketAccess.objects.filter(reason=AccessReason.REFERRAL).select_related("agent__user")
    assert referrals
    for access in referrals:
        told = access.ticket.events.get(kind=Event.Kind.REFERRED)
        assert told.details["to"] == access.agent.name
    assert (
        Event.objects.values("act")
        .annotate(tickets=Count("ticket", distinct=True))
        .filter(tickets__gt=1)
        .count()
        == 0
    )


@pytest.mark.slow
def test_a_second_load_comes_beside_the_first_only_if_asked_for(load):
    with pytest.raises(CommandError, match="--add"):
        call_command("seed_load", tickets=10)

    call_command("seed_load", tickets=10, add=True, stdout=StringIO())

    assert Ticket.objects.count() == MANY + 10
    assert_facts_of(Ticket.objects.all())


@pytest.mark.django_db
def test_a_desk_in_use_is_left_alone():
    open_a_ticket()

    with pytest.raises(CommandError, match="tickets already"):
        call_command("seed_load", tickets=10)

    assert Ticket.objects.count() == 1


@pytest.mark.slow
def test_new_numbers_still_fit(db):
    Desk.objects.filter(pk=1).update(number_length=1)  # nine numbers

    load_desk(20, until=NOW, say=lambda _said: None)

    length = Desk.objects.get(pk=1).number_length
    assert length > 1
    assert not is_crowded(length, used=20)
    assert {len(number) for number in Ticket.objects.values_list("number", flat=True)} == {length}
