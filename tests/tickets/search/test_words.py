"""Finding tickets by words."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.tickets import RequesterFactory, open_a_ticket
from tickets.access import visible_to
from tickets.models import Ticket
from tickets.operations.note import note_on_ticket
from tickets.search.words import BEGIN, END, find_by, found_by, with_excerpts
from tickets.text.body import Body

pytestmark = pytest.mark.django_db


@pytest.fixture
def adobe(department) -> Ticket:
    return open_a_ticket(
        requester=RequesterFactory(name="Siobhán Reeves", address="s.reeves+desk@bank.example.com"),
        department=department,
        subject="Adobe will not open",
        text="Since Monday's update Acrobat shows an empty window to all colleagues.",
    )


def keys_found(words: str, agent) -> list[int]:
    return find_by(words, visible_to(agent)).keys


SOUGHT = [
    "adobe",
    "ADOBE opens",
    "update acrobat",
    '"empty window"',
    "scanner OR acrobat",
    "acrobat -printer",
    "reeves",
    "siobhan adobe",
    "Siobhán",
    "s.reeves+desk@bank.example.com",
    "bank.example.com",
]
IN_VAIN = ["printer", '"window empty"', "acrobat -monday", "the", "& | ! :* ( '", "\\", '"', "adobe printer"]


@pytest.mark.slow
def test_each_of_its_words_finds_a_ticket(adobe, agent, subtests):
    open_a_ticket(department=adobe.department)
    for words in SOUGHT:
        with subtests.test(words):
            assert keys_found(words, agent) == [adobe.pk]


def test_other_words_find_nothing_and_no_sign_breaks_the_search(adobe, agent, subtests):
    for words in IN_VAIN:
        with subtests.test(words):
            assert keys_found(words, agent) == []


def test_its_number_finds_it_among_other_words(adobe, agent):
    assert keys_found(f"#{adobe.number} adobe", agent) == [adobe.pk]


def test_agents_find_what_stands_in_notes(adobe, agent):
    assert keys_found("kerberos", agent) == []

    note_on_ticket(adobe, Body.from_text("Smells of Kerberos."), by=agent)

    assert keys_found("kerberos", agent) == [adobe.pk]


def test_nobody_finds_what_is_not_theirs_to_see(adobe, agent, stranger):
    assert keys_found("adobe", agent) == [adobe.pk]

    assert keys_found("adobe", stranger) == []
    assert visible_to(stranger).filter(found_by("adobe")).count() == 0


def test_the_subject_weighs_more_than_the_person_and_the_person_more_than_the_thread(department, agent):
    in_thread = open_a_ticket(department=department, text="The terminal of Volkov shows nothing.")
    of_person = open_a_ticket(department=department, requester=RequesterFactory(name="Dmitri Volkov"))
    in_subject = open_a_ticket(department=department, subject="Volkov has left, please close his account")
    newest = open_a_ticket(department=department, text="Ask Volkov")

    assert keys_found("volkov", agent) == [in_subject.pk, of_person.pk, newest.pk, in_thread.pk]


def test_only_so_many_of_the_newest_are_ranked(department, agent, monkeypatch):
    tickets = [open_a_ticket(department=department) for _ in range(4)]
    monkeypatch.setattr("tickets.search.words.NEWEST", 3)
    monkeypatch.setattr("tickets.search.words.DEPTHS", (2, 3))

    found = find_by("printer", visible_to(agent))

    assert found.keys == [ticket.pk for ticket in reversed(tickets[1:])]
    assert (found.is_cut, found.is_shallow) == (True, False)


def test_what_lies_behind_the_last_depth_is_not_found_and_this_is_known(department, agent, monkeypatch):
    mine = open_a_ticket(department=department)
    for _ in range(3):
        open_a_ticket()
    assert find_by("printer", visible_to(agent)).keys == [mine.pk]

    monkeypatch.setattr("tickets.search.words.DEPTHS", (2, 3))
    found = find_by("printer", visible_to(agent))

    assert (found.keys, found.is_cut, found.is_shallow) == ([], False, True)


def test_an_excerpt_shows_where_the_words_stand(adobe, agent):
    note_on_ticket(adobe, Body.from_text("Nothing of ours opens Kerberos."), by=agent)

    row = with_excerpts(visible_to(agent), "kerberos opens").get()

    assert f"colleagues. Nothing of ours {BEGIN}opens{END} {BEGIN}Kerberos{END}" in row.excerpt
    assert row.marked_subject == f"Adobe will not {BEGIN}open{END}"


def test_no_search_walks_through_the_documents_by_age_until_it_has_enough(adobe):
    """Right for a common word, ruinous for a rare one: so the order is one that no index has."""
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        find_by("adobe", Ticket.objects.all())
        list(Ticket.objects.filter(found_by("adobe"))[:25])
        matching = [query["sql"] for query in asked.captured_queries if "@@" in query["sql"]]
        plans = []
        for query in matching:
            cursor.execute("EXPLAIN " + query)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))

    assert len(plans) == 2
    for plan in plans:
        assert re.search(r"Sort Key: \(\(.*ticket_id \+ 0\)\) DESC", plan)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "pt-br", "ja"])
def test_another_language_has_its_own_stems_or_none(department, agent, settings, language):
    settings.LANGUAGE_CODE = language

    ticket = open_a_ticket(department=department, subject="Drucker druckt nicht")

    assert keys_found("drucker", agent) == [ticket.pk]
    assert bool(keys_found("druckers", agent)) == (language == "de")
