"""The pieces of a way against what is counted over it as a whole."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sla.calendar import DAY
from sla.counting import Span, counted_time, moment_of
from sla.passages import Kind, passages
from tests.sla.test_calendar_properties import durations, moments, open_hours

spans = st.lists(
    st.builds(
        lambda since, length: Span(since, since + length),
        moments,
        st.integers(0, 40 * 3600).map(lambda seconds: timedelta(seconds=seconds)),
    ),
    max_size=3,
)


@settings(max_examples=30, deadline=None)
@given(open_hours(), moments, durations, spans)
def test_the_pieces_up_to_the_due_moment_add_up_to_the_promise(hours, start, duration, pauses):
    due = moment_of(hours, start=start, counted=duration, pauses=pauses)
    assume(due is not None and due - start < 60 * DAY)

    way = list(passages(hours, start=start, until=due, pauses=pauses))

    counted = sum((each.length for each in way if each.kind is Kind.COUNTED), timedelta(0))
    assert counted == duration == counted_time(hours, start=start, until=due, pauses=pauses)
    assert (way[0].since, way[-1].until) == (start, due)
    assert all(one.until == other.since for one, other in pairwise(way))
    assert way[-1].kind is Kind.COUNTED
