"""Admin configures; it never changes tickets behind the operations."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.people import AdministratorFactory, DepartmentFactory, agent_in
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tickets.actor import SYSTEM
from tickets.models import Desk, HelpTopic, Requester, Status
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.register_requester import verify_address

pytestmark = pytest.mark.django_db

RECORDS = {
    "tickets.AccessLink", "tickets.Attachment", "tickets.Delivery", "tickets.Entry", "tickets.Event",
    "tickets.Ticket",
}  # fmt: skip
NEVER_SHOWN_TO_BE_CHANGED = RECORDS | {
    "sla.Clock",
    "sla.Target",
    "sla.Stop",
    "sla.Firing",
    "agents.AuditRecord",
}


@pytest.fixture
def administrator(client: Client, settings) -> Client:
    settings.REQUIRE_ADMIN_MFA = False
    client.force_login(AdministratorFactory())
    return client


@pytest.mark.parametrize("label", sorted(NEVER_SHOWN_TO_BE_CHANGED))
def test_what_happened_can_only_be_read(label: str) -> None:
    model = apps.get_model(label)
    request = RequestFactory().get("/admin/")
    request.user = AdministratorFactory()

    page = admin.site._registry.get(model)

    if page is not None:
        assert not page.has_add_permission(request)
        assert not page.has_change_permission(request)
        assert not page.has_delete_permission(request)
    assert page is not None or label not in RECORDS


def test_every_page_of_the_administration_opens(administrator: Client) -> None:
    for model, page in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

        response = administrator.get(address, follow=True)

        assert response.status_code == 200, address
        if page.has_add_permission(response.wsgi_request):
            adding = administrator.get(address + "add/")
            assert adding.status_code == 200, address


def test_the_desk_is_one_page(administrator: Client) -> None:
    response = administrator.get("/admin/tickets/desk/", follow=True)

    assert response.redirect_chain[-1][0] == "/admin/tickets/desk/1/change/"

    form = response.context["adminform"].form.initial | {"greeting": "Good morning", "closed_notice": ""}
    posted = {name: value or "" for name, value in form.items()}
    administrator.post("/admin/tickets/desk/1/change/", posted)

    assert Desk.load().greeting == "Good morning"


def test_a_topic_in_use_is_archived_and_not_deleted(administrator: Client) -> None:
    parent = HelpTopic.objects.create(name="Hardware")
    HelpTopic.objects.create(name="Printers", parent=parent)

    refused = administrator.post(f"/admin/tickets/helptopic/{parent.pk}/delete/", {"post": "yes"})

    assert refused.status_code == 403
    assert HelpTopic.objects.filter(pk=parent.pk).exists()


def test_the_state_of_a_status_never_changes(administrator: Client) -> None:
    status = Status.objects.get(name="Waiting for third party")
    page = f"/admin/tickets/status/{status.pk}/change/"

    administrator.post(page, {"name": "With the supplier", "state": "open", "position": "30"})

    status.refresh_from_db()
    assert (status.name, status.state) == ("With the supplier", "pending")


@pytest.mark.slow
def test_whether_a_status_stops_the_clock_stays_while_tickets_have_it(administrator: Client) -> None:
    status = Status.objects.get(state="pending", is_default=True)
    page = f"/admin/tickets/status/{status.pk}/change/"
    typed = {"name": status.name, "position": "20"} | ({} if status.stops_clock else {"stops_clock": "on"})
    ticket = open_a_ticket()
    pend_ticket(ticket, by=agent_in(ticket.department), status=status)

    refused = administrator.post(page, typed)

    assert refused.context["adminform"].errors["stops_clock"] == [
        "1 ticket has this status and its clock follows it. Add another status instead."
    ]
    resume_ticket(ticket, by=SYSTEM)
    assert administrator.post(page, typed).status_code == 302


def test_a_requester_made_here_has_an_address(administrator: Client) -> None:
    posted = {
        "name": "Grace Mbeki",
        "addresses-TOTAL_FORMS": "1",
        "addresses-INITIAL_FORMS": "0",
        "addresses-MIN_NUM_FORMS": "1",
        "addresses-MAX_NUM_FORMS": "1000",
        "addresses-0-address": "Grace@Example.com",
    }

    administrator.post("/admin/tickets/requester/add/", posted)

    assert Requester.objects.get(name="Grace Mbeki").address == "grace@example.com"


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "stays"), [("grace@example.com", True), ("other@example.com", False)])
def test_another_address_is_one_that_nobody_has_proven(
    administrator: Client, typed: str, stays: bool
) -> None:
    requester = RequesterFactory(address="grace@example.com")
    row = requester.addresses.get()
    verify_address(row)
    posted = {
        "name": "Grace",
        "addresses-TOTAL_FORMS": "1",
        "addresses-INITIAL_FORMS": "1",
        "addresses-MIN_NUM_FORMS": "1",
        "addresses-MAX_NUM_FORMS": "1000",
        "addresses-0-id": row.pk,
        "addresses-0-requester": requester.pk,
        "addresses-0-address": typed,
    }

    administrator.post(f"/admin/tickets/requester/{requester.pk}/change/", posted)

    row.refresh_from_db()
    assert (row.address, row.is_verified) == (typed, stays)


@pytest.mark.slow
def test_a_topic_leads_to_a_department_in_which_somebody_works(administrator: Client) -> None:
    deserted = DepartmentFactory(name="Facilities")
    posted = {
        "name": "Office and building",
        "icon": "building",
        "department": deserted.pk,
        "position": 10,
        "closes_after_days": 7,
        "is_public": "on",
    }

    refused = administrator.post("/admin/tickets/helptopic/add/", posted)

    assert "Nobody works in Facilities yet" in refused.content.decode()
    assert not HelpTopic.objects.filter(name="Office and building").exists()

    agent_in(deserted)
    administrator.post("/admin/tickets/helptopic/add/", posted)

    assert HelpTopic.objects.get(name="Office and building").department == deserted


@pytest.mark.slow
@pytest.mark.parametrize(("number_format", "warned"), [("NET-####", True), ("NET-######", False)])
def test_a_format_with_few_numbers_is_saved_with_a_warning(
    administrator: Client, number_format: str, warned: bool
) -> None:
    posted = {
        "name": "Network",
        "icon": "wifi",
        "position": 10,
        "closes_after_days": 7,
        "number_format": number_format,
    }

    page = administrator.post("/admin/tickets/helptopic/add/", posted, follow=True)

    assert HelpTopic.objects.get(name="Network").number_format == number_format
    assert ("NET-#### holds 10000 numbers, 0 are used." in page.content.decode()) is warned
