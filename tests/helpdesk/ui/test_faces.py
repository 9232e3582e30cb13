import pytest

from helpdesk.ui import faces


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jane Doe", "JD"),
        ("Anna Maria van Dijk", "AD"),
        ("Fiona", "FI"),
        ("cfo@example.com", "CF"),
        ("james.whitfield@example.com", "JW"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_initials_come_from_the_first_and_the_last_word(name, letters):
    assert faces.initials(name) == letters


def test_a_name_keeps_its_colour_however_it_is_written():
    assert faces.colour("Jane Doe") == faces.colour(" jane DOE ") == 7


def test_names_use_every_colour():
    assert {faces.colour(f"Person {number}") for number in range(100)} == set(range(1, 9))
