import re
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection, transaction

from tests.factories.tickets import HelpTopicFactory, open_a_ticket
from tickets.models import Desk, HelpTopic, Ticket
from tickets.numbering import MOST_DRAWS, draw_digits, draw_number, drawing_from, is_crowded


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

    def test_what_has_grown_stays_as_long(self):
        Desk.load()
        Desk.objects.update(number_length=7)

        assert len(draw_number(None)) == 7

    def test_a_desk_of_which_a_third_is_used_grows_by_a_digit(self, ticket):
        Desk.objects.update(number_length=1)
        for number in "123":
            open_a_ticket()
            Ticket.objects.filter(pk=Ticket.objects.latest("pk").pk).update(number=number)

        with drawing_from(Drawn(0, 30)):  # 1, which is taken, so that somebody counts; then 40
            assert draw_number(None) == "40"

        assert Desk.load().number_length == 2

    def test_a_number_somebody_has_is_drawn_again(self, ticket):
        Ticket.objects.filter(pk=ticket.pk).update(number="100000")

        with drawing_from(Drawn(0, 0, 5)):
            assert draw_number(None) == "100005"

    def test_a_topic_may_have_a_format_of_its_own(self, department):
        topic = HelpTopicFactory(department=department, number_format="NET-####")

        number = open_a_ticket(topic=topic).number

        assert re.fullmatch(r"NET-\d{4}", number)

    def test_other_formats_do_not_make_digits_longer(self, department):
        open_a_ticket(topic=HelpTopicFactory(department=department, number_format="NET-########"))

        assert len(draw_number(None)) == 6

    @pytest.mark.parametrize("number_format", ["########", "9#########"])
    def test_formats_of_digits_alone_do_not_either(self, department, number_format):
        topic = HelpTopicFactory(department=department, number_format=number_format)

        assert len(open_a_ticket(topic=topic).number) == len(number_format)
        assert len(open_a_ticket().number) == 6

    def test_a_format_whose_numbers_are_used_up_refuses_nobody_a_ticket(self, department, caplog):
        topic = HelpTopicFactory(name="Network", department=department, number_format="NET-####")
        first = open_a_ticket(topic=topic)
        Ticket.objects.filter(pk=first.pk).update(number="NET-0000")

        with drawing_from(Drawn(*[0] * 4 * MOST_DRAWS, 7)):
            second = open_a_ticket(topic=topic)

        assert second.number == "100007"
        assert [record.message for record in caplog.records if record.name == "tickets.numbering"] == [
            "topic “Network”: 50 draws by NET-#### were taken"
        ]


@pytest.mark.slow
def test_two_who_draw_one_number_at_once_get_two(committed, department):
    topic = HelpTopicFactory(department=department, number_format="NET-####")

    def draw_elsewhere() -> str:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(_draw, Drawn(0, 0, 0, 0, 0, 0, 0, 1), topic).result()

    with transaction.atomic():
        first = _draw(Drawn(0, 0, 0, 0), topic)
        second = draw_elsewhere()

    assert (first, second) == ("NET-0000", "NET-0001")


def _draw(generator: Random, topic: HelpTopic) -> str:
    try:
        with transaction.atomic(), drawing_from(generator):
            return draw_number(topic)
    finally:
        if not connection.in_atomic_block:
            connection.close()


class Drawn(Random):
    """A generator that draws what it is told, in this order."""

    def __new__(cls, *drawn):
        return super().__new__(cls)

    def __init__(self, *drawn):
        super().__init__()
        self.drawn = iter(drawn)

    def randrange(self, *_range):
        return next(self.drawn)
