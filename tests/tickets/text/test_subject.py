import pytest

from tickets.text.subject import LONGEST, subject_of


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Banking is down", "Banking is down"),
        ("  Banking \t is\r\ndown ", "Banking is down"),
        ("Down\x00\x1b[31m", "Down [31m"),
        ("Family 👨‍👩‍👧 emoji", "Family 👨‍👩‍👧 emoji"),
        ("line\u2028separator", "line separator"),
        ("", ""),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
    ],
)
def test_a_subject_is_one_line_that_fits(text, subject):
    assert subject_of(text) == subject
    assert len(subject) <= LONGEST
