import re

import pytest

from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tickets.models import Ticket
from tickets.numbering import draw_digits, draw_number, is_crowded


@pytest.mark.parametrize("length", [6, 7, 12])
def test_digits_fill_their_length_and_begin_with_none_that_is_lost(length):
    for _draw in range(200):
        assert re.fullmatch(rf"[1-9][0-9]{{{length - 1}}}", draw_digits(length))


@pytest.mark.parametrize(
    ("length", "used", "crowded"),
    [(6, 0, False), (6, 299_999, False), (6, 300_000, True), (7, 300_000, False), (7, 3_000_000, True)],
)
def test_a_length_is_crowded_when_a_third_of_it_is_used(length, used, crowded):
    assert is_crowded(length, used=used) is crowded


@pytest.mark.django_db
class TestDrawing:
    def test_the_first_has_six_digits(self):
        assert re.fullmatch(r"[1-9][0-9]{5}", draw_number(None))

    def test_what_has_grown_stays_as_long(self, ticket):
        Ticket.objects.filter(pk=ticket.pk).update(number="1234567")

        assert len(draw_number(None)) == 7

    def test_a_number_somebody_has_is_drawn_again(self, ticket, monkeypatch):
        draws = iter(["111111", "111111", "222222"])
        Ticket.objects.filter(pk=ticket.pk).update(number="111111")
        monkeypatch.setattr("tickets.numbering.draw_digits", lambda _length: next(draws))

        assert draw_number(None) == "222222"

    def test_a_topic_may_have_a_format_of_its_own(self, department):
        topic = HelpTopicFactory(department=department, number_format="NET-####")

        number = open_a_ticket(topic=topic).number

        assert re.fullmatch(r"NET-\d{4}", number)

    def test_other_formats_do_not_make_digits_longer(self, department):
        open_a_ticket(topic=HelpTopicFactory(department=department, number_format="NET-########"))

        assert len(draw_number(None)) == 6
