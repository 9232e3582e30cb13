"""What is typed into a search, taken apart."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tickets.search.language import KEYS, LONGEST, Query, Term, joined, parse

TYPED = [
    # typed, free words, filter words
    ("", "", []),
    ("printer jam", "printer jam", []),
    ("state:open", "", [Term("state", ("open",))]),
    ("STATE:open", "", [Term("state", ("open",))]),
    ("state:open,pending", "", [Term("state", ("open", "pending"))]),
    ('topic:"Password Reset"', "", [Term("topic", ("Password Reset",))]),
    ("topic:“Password Reset”", "", [Term("topic", ("Password Reset",))]),
    ('topic:"Password Reset",Other', "", [Term("topic", ("Password Reset", "Other"))]),
    ("created:>7d", "", [Term("created", ("7d",), ">")]),
    ("priority:>=high", "", [Term("priority", ("high",), ">=")]),
    ("-assignee:me", "", [Term("assignee", ("me",), is_negated=True)]),
    ("adobe state:open will not open", "adobe will not open", [Term("state", ("open",))]),
    ('"not open" -windows', '"not open" -windows', []),
    ('topic:"Pass', "", [Term("topic", ("Pass",))]),
    ('"half a phrase', '"half a phrase', []),
    ("state:", "", [Term("state", ())]),
    ("state:open state:open", "", [Term("state", ("open",))]),
    ("call 10:30 at C:\\temp", "call 10:30 at C:\\temp", []),
    ("nul\x00 \u202e line\nbreak", "nul line break", []),
]


@pytest.mark.parametrize(("typed", "words", "terms"), TYPED, ids=[repr(row[0]) for row in TYPED])
def test_words_and_filter_words_are_told_apart(typed, words, terms):
    assert parse(typed) == Query(words, tuple(terms))


def test_what_looks_like_a_filter_word_is_searched_for_and_told():
    query = parse("tags:vip https://example.com/a error:timeout")

    assert query.words == "tags:vip https://example.com/a error:timeout"
    assert query.unknown == ("tags", "error")


def test_a_filter_word_is_added_in_the_place_of_its_like_and_taken_away():
    query = parse("adobe state:open priority:low")
    high = Term("priority", ("high",))

    assert str(query.with_term(high)) == "state:open priority:high adobe"
    assert str(query.with_term(high).without(high)) == "state:open adobe"


def test_two_queries_are_asked_as_one():
    assert (
        str(joined([parse("a state:open"), parse("b state:open is:answered")]))
        == "state:open is:answered a b"
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(st.text(max_size=LONGEST // 2) | st.from_regex(r"(-?(state|topic|due):[<>\"a, ]{0,8}\s?){0,6}"))
@example('state:"')
def test_nothing_that_can_be_typed_raises_and_all_of_it_can_be_written_again(typed):
    query = parse(typed)

    assert parse(str(query)).terms == query.terms
    assert {term.key for term in query.terms} <= set(KEYS)
