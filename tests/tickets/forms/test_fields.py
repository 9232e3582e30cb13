import pytest
from django.core.exceptions import ValidationError

from helpdesk.ui.written import Written
from tickets.forms.fields import AddressField, LineField, MessageField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  James   Doe ", "James Doe"),
        ("Help\r\nBcc: all@example.com", "Help Bcc: all@example.com"),
        ("a\tb\x0bc\x1b[0m", "a b c [0m"),
        ("line\u2028separator", "line separator"),
        ("Zoë 👩‍💻", "Zoë 👩‍💻"),
    ],
)
def test_a_line_is_one_line(typed, kept):
    assert LineField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" James@Example.COM ", "james@example.com"),
        ("j.o'neil+tag@example.co.uk", "j.o'neil+tag@example.co.uk"),
        ("info@bücher.example", "info@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_in_small_plain_letters(typed, kept):
    assert AddressField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "james",
        "james@example",
        "james@@example.com",
        "a b@example.com",
        "jämes@example.com",
        "a@b.c\nBcc: x@y.z",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(ValidationError, match=r"like name@example\.com"):
        AddressField().clean(typed)


@pytest.mark.parametrize("field", [LineField(), AddressField(), MessageField()])
def test_nul_is_refused_with_a_sentence(field):
    with pytest.raises(ValidationError, match="invisible character"):
        field.clean("a\x00b@example.com")


def test_a_message_is_a_body_plain_or_from_the_editor():
    field = MessageField()

    assert field.clean(Written("<b>not bold</b>")).html == "<p>&lt;b&gt;not bold&lt;/b&gt;</p>"
    assert field.clean(Written("<div><b>bold</b></div>", is_html=True)).html == "<div><b>bold</b></div>"


@pytest.mark.parametrize(
    "html", ["<div><br></div>", "<script>x()</script>", "<div>&nbsp;</div>", "<img src=x>"]
)
def test_a_message_without_a_word_is_none(html):
    with pytest.raises(ValidationError, match="Say in a sentence"):
        MessageField().clean(Written(html, is_html=True))


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<div>" * 60 + "Hello", "Paste it as plain text"),
        ('<a href="https://example.com">x</a> ' * 101, "This has 101 links, at most 100 fit."),
    ],
)
def test_a_message_that_costs_more_than_it_says_is_refused_with_a_sentence(html, sentence):
    with pytest.raises(ValidationError, match=sentence):
        MessageField().clean(Written(html, is_html=True))
