from datetime import timedelta

import pytest
from django.urls import reverse

from agents.models import AuditRecord
from sla.moment import at, now
from tests.factories.tickets import open_a_ticket
from tests.tickets.center.doors import guest_of, nobody, signed_in
from tests.tickets.center.pages import text_of
from tickets.models import AccessLink, Ticket
from tickets.operations.access_links import find_link, issue_link, revoke_link

pytestmark = pytest.mark.django_db


def opens(browser, ticket) -> bool:
    return browser.get(reverse("center:ticket", args=[ticket.number])).status_code == 200


@pytest.mark.slow
def test_following_a_link_leads_to_an_address_without_a_secret(ticket, james):
    browser, token = nobody(), issue_link(ticket, james)

    answer = browser.get(f"/a/{token}/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/tickets/{ticket.number}/"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert opens(browser, ticket)
    assert "_auth_user_id" not in browser.session


def test_the_token_is_kept_nowhere(ticket, james):
    token = issue_link(ticket, james)

    assert find_link(token) == AccessLink.objects.get()
    assert token not in str(AccessLink.objects.values_list())


@pytest.mark.slow
def test_following_changes_nothing_and_stands_in_the_audit_log(ticket, james):
    token = issue_link(ticket, james)
    before = list(AccessLink.objects.values()), list(Ticket.objects.values()), ticket.events.count()

    nobody().get(f"/a/{token}/")

    assert before == (list(AccessLink.objects.values()), list(Ticket.objects.values()), ticket.events.count())
    record = AuditRecord.objects.get(kind="link_used")
    assert (record.subject, record.address) == (f"#{ticket.number}", "127.0.0.1")


def test_asking_only_for_the_head_works_too(ticket, james):
    assert nobody().head(f"/a/{issue_link(ticket, james)}/").status_code == 302


@pytest.mark.slow
def test_a_link_gets_a_new_session_key_and_keeps_what_the_session_had(ticket, james):
    browser = guest_of(ticket)
    first = browser.session.session_key

    browser.get(f"/a/{issue_link(ticket, james)}/")

    assert browser.session.session_key != first
    assert opens(browser, ticket)


@pytest.mark.parametrize("token", ["unknown", "a" * 500, "%00", "%ff"])
def test_a_token_that_nobody_issued_leads_to_where_a_new_link_is_had(token, desk):
    page = nobody().get(f"/a/{token}/", follow=True)

    assert page.status_code == 200
    assert page.redirect_chain == [("/tickets/status/?link=dead", 302)]
    assert "no longer opens a ticket" in text_of(page)


@pytest.mark.slow
def test_a_link_that_is_too_old_opens_nothing_and_neither_does_what_it_granted(ticket, james):
    token, guest = issue_link(ticket, james), guest_of(ticket)
    assert opens(guest, ticket)

    with at(now() + timedelta(days=31)):
        assert nobody().get(f"/a/{token}/")["Location"] == "/tickets/status/?link=dead"
        assert not opens(guest, ticket)


def test_revoking_a_link_ends_what_it_granted_at_once(ticket, james):
    guest, owner = guest_of(ticket), signed_in(james)
    assert opens(guest, ticket)
    link = AccessLink.objects.get()

    answer = owner.post(reverse("center:revoke_link", args=[ticket.number, link.pk]))

    assert answer["Location"] == f"/tickets/{ticket.number}/"
    assert not opens(guest, ticket)
    assert AuditRecord.objects.get(kind="link_revoked").details["requester"] == "James Doe"


@pytest.mark.slow
def test_the_requester_revokes_links_of_collaborators_but_not_the_other_way_round(ticket, james, colleague):
    mine, theirs = guest_of(ticket, james), guest_of(ticket, colleague)
    my_link, their_link = AccessLink.objects.get(requester=james), AccessLink.objects.get(requester=colleague)

    refused = theirs.post(reverse("center:revoke_link", args=[ticket.number, my_link.pk]))
    mine.post(reverse("center:revoke_link", args=[ticket.number, their_link.pk]))

    assert refused.status_code == 404
    assert opens(mine, ticket)
    assert not opens(theirs, ticket)


@pytest.mark.slow
def test_a_link_of_another_ticket_cannot_be_revoked_from_here(ticket, james, stranger, topic):
    other = open_a_ticket(requester=stranger, topic=topic)
    issue_link(other, stranger)

    answer = signed_in(james).post(
        reverse("center:revoke_link", args=[ticket.number, AccessLink.objects.get().pk])
    )

    assert answer.status_code == 404
    assert AccessLink.objects.get().revoked_at is None


@pytest.mark.slow
def test_whoever_leaves_a_ticket_leaves_its_links_behind(ticket, colleague, agent):
    guest = guest_of(ticket, colleague)
    assert opens(guest, ticket)

    ticket.collaborators.all().delete()

    assert not opens(guest, ticket)


@pytest.mark.slow
def test_another_requester_of_the_ticket_shuts_out_the_one_before(ticket, james, stranger):
    guest = guest_of(ticket)
    assert opens(guest, ticket)

    Ticket.objects.filter(pk=ticket.pk).update(requester=stranger)

    assert not opens(guest, ticket)
    assert not opens(signed_in(james), ticket)


def test_a_grant_opens_its_ticket_and_nothing_else(ticket, james, topic):
    other = open_a_ticket(requester=james, topic=topic)
    guest = guest_of(ticket)

    assert opens(guest, ticket)
    assert not opens(guest, other)


@pytest.mark.slow
def test_signing_out_ends_the_grants_of_the_browser(ticket, stranger):
    browser = guest_of(ticket)
    browser.force_login(stranger.user)
    assert opens(browser, ticket)

    browser.logout()

    assert not opens(browser, ticket)


def test_revoking_twice_is_harmless(ticket, james):
    issue_link(ticket, james)
    link = AccessLink.objects.get()

    revoke_link(link, by=james)
    first = link.revoked_at
    revoke_link(link, by=james)

    assert link.revoked_at == first
    assert AuditRecord.objects.filter(kind="link_revoked").count() == 1
