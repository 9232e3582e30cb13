"""A list as CSV."""

import csv
import io
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import AuditRecord
from sla.moment import at, now
from tests.clock import tuesday
from tests.factories.people import DepartmentFactory
from tests.factories.tickets import RequesterFactory, open_a_ticket
from tests.sla.plans import make_plan, make_sev_b
from tickets.models import Ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.panel import export
from tickets.panel.export import BOM, cell


def download(browser, **asked):
    answer = browser.get("/panel/export/", asked)
    assert answer.status_code == 200
    text = answer.getvalue().decode()
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text[len(BOM) :])))


def numbers_in(rows):
    return [row["Number"] for row in rows]


@pytest.fixture
def several(requester, department) -> list[Ticket]:
    """Opened one a minute, the last one just now."""
    tickets = []
    for minutes in range(7, 0, -1):
        with at(now() - timedelta(minutes=minutes)):
            tickets.append(open_a_ticket(requester=requester, department=department))
    return tickets


def test_a_row_says_what_the_list_says_and_when_in_the_zone_of_the_reader(john, agent, department):
    agent.user.time_zone = "Asia/Kolkata"
    agent.user.save(update_fields=["time_zone"])
    with at(tuesday("09:00")):
        ticket = open_a_ticket(
            requester=RequesterFactory(name="Ruth Adeyemi", address="ruth@example.com"),
            department=department,
            subject='Card terminal "declines", always',
            plan=make_sev_b(),
            priority=4,
        )

    [row] = download(john, queue="open")

    opened = ticket.opened_at.astimezone(ZoneInfo("Asia/Kolkata"))
    assert row["Opened"] == opened.isoformat(timespec="seconds")
    assert row["Opened"].endswith("+05:30")
    assert row == row | {
        "Number": ticket.number,
        "Subject": 'Card terminal "declines", always',
        "Requester": "Ruth Adeyemi",
        "E-mail": "ruth@example.com",
        "State": "Open",
        "Priority": "Emergency",
        "Department": "Support",
        "Assignee": "",
        "SLA plan": ticket.clock.plan.name,
        "Next due": ticket.next_due_at.astimezone(ZoneInfo("Asia/Kolkata")).isoformat(timespec="seconds"),
        "Closed": "",
    }


@pytest.mark.slow
def test_it_is_the_list_that_was_asked_for_in_its_order_on_all_its_pages(john, supreme, several, monkeypatch):
    monkeypatch.setattr(export, "BATCH", 2)
    for ticket in several[2:5]:
        prioritize_ticket(ticket, 4, by=supreme)

    newest = download(john, queue="open", sort="newest")
    urgent = download(john, queue="open", sort="oldest", q="priority:emergency")

    assert numbers_in(newest) == [ticket.number for ticket in reversed(several)]
    assert numbers_in(urgent) == [ticket.number for ticket in several[2:5]]


def test_what_words_found_comes_the_best_first_as_on_the_page(john, requester, department):
    plain = open_a_ticket(
        requester=requester, department=department, subject="Something", text="It is the modem."
    )
    best = open_a_ticket(requester=requester, department=department, subject="Modem modem")
    open_a_ticket(requester=requester, department=department, subject="Other")

    rows = download(john, queue="search", q="modem")

    assert numbers_in(rows) == [best.number, plain.number]


@pytest.mark.slow
def test_nobody_takes_along_what_he_does_not_see(john, ticket):
    elsewhere = open_a_ticket(department=DepartmentFactory())

    rows = download(john, queue="open")

    assert numbers_in(rows) == [ticket.number]
    assert Ticket.objects.filter(pk=elsewhere.pk, state="open").exists()
    assert john.get("/panel/export/", {"queue": "trash"}).status_code == 404
    assert john.get("/panel/export/").status_code == 404


def test_the_audit_log_tells_who_took_which_list(john, agent, ticket):
    download(john, queue="open", q="is:unanswered")

    record = AuditRecord.objects.get(kind=AuditRecord.Kind.EXPORTED)
    assert (record.user, record.subject) == (agent.user, "All open")
    assert "is:unanswered" in record.details["words"]


@pytest.mark.slow
def test_a_list_costs_as_much_however_many_tickets_it_has(john, ticket, requester, department):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            download(john, queue="open")
        return len(captured)

    with_one = queries()
    for person in ("One", "Two", "Three"):
        open_a_ticket(requester=RequesterFactory(name=person), department=department, plan=make_plan(person))

    assert queries() == with_one


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begin):
    assert cell(f"{begin}1+1", ZoneInfo("UTC")) == f"'{begin}1+1"
    assert cell(f"1{begin}1", ZoneInfo("UTC")) == f"1{begin}1"


@pytest.mark.slow
def test_the_list_has_a_way_to_its_file(john, ticket):
    page = john.get("/panel/queues/open/?sort=newest&q=is:unanswered").content.decode()

    assert 'href="/panel/export/?queue=open&amp;q=is%3Aunanswered&amp;sort=newest"' in page


def test_the_file_has_a_name(john, ticket):
    answer = john.get("/panel/export/", {"queue": "open"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="tickets-open-')
