import pytest

from tickets.text.words import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<p>Hello\n   <b>James</b>\n</p>", "Hello James"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("1 &lt; 2 &amp;&nbsp;3", "1 < 2 &\xa03"),
        ('<a href="https://example.com">our page</a>', "our page (https://example.com)"),
        ('<a href="https://example.com">https://example.com</a>', "https://example.com"),
        ('<a href="mailto:a@example.com">a@example.com</a>', "a@example.com"),
        ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n\n- two"),
        ("<ul><li>one<ol><li>a</li><li>b</li></ol></li><li>two</li></ul>", "- one\n1. a\n2. b\n- two"),
        ("<div>one<br></div><div>two</div>", "one\ntwo"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<p>one</p>\n\n<p></p><div><p>two</p></div>", "one\n\ntwo"),
        ("<b>one</b> <i>two</i>", "one two"),
        ("</ul></pre></a>stray ends", "stray ends"),
        ("", ""),
    ],
)
def test_the_words_of_html(html, text):
    assert text_of(html) == text


def test_a_deep_page_takes_no_long_time():
    assert text_of("<div>" * 5_000 + "x" + "\n" * 50_000 + "</p>" * 5_000) == "x"
