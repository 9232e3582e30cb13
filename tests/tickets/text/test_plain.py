import pytest

from tickets.text.plain import html_of
from tickets.text.words import text_of

LINK = 'rel="noopener noreferrer nofollow ugc"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo\r\nthree\rfour", "<p>one<br>two<br>three<br>four</p>"),
        ("one\n\n \n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- one\n* two\n• three", "<ul><li>one</li><li>two</li><li>three</li></ul>"),
        ("1. one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("2. stays a second one", "<p>2. stays a second one</p>"),
        ("1. one\n3. three", "<p>1. one<br>3. three</p>"),
        ("Tried:\n- one", "<p>Tried:<br>- one</p>"),
        ("<b>not bold</b> & so", "<p>&lt;b&gt;not bold&lt;/b&gt; &amp; so</p>"),
        (
            "See https://example.com/a?b=1&c=2.",
            f'<p>See <a href="https://example.com/a?b=1&amp;c=2" {LINK}>https://example.com/a?b=1&amp;c=2</a>.</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("nul\x00byte", "<p>nulbyte</p>"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_plain_text_as_html(text, html):
    assert html_of(text) == html


@pytest.mark.parametrize(
    "text", ["Hello", "one\n\ntwo", "one\ntwo", "- one\n- two", "1. one\n2. two", "See https://example.com."]
)
def test_plain_text_survives_the_way_to_html_and_back(text):
    assert text_of(html_of(text)) == text


def test_a_long_text_takes_no_long_time():
    hostile = "\n" * 20_000 + " " * 20_000 + "- " * 20_000 + "http" * 20_000

    assert html_of(hostile)
