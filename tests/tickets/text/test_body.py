import pytest

from tickets.text.body import Body


def test_text_comes_in_both_forms():
    body = Body.from_text("one\n\ntwo")

    assert (body.html, body.text) == ("<p>one</p>\n<p>two</p>", "one\n\ntwo")


def test_html_is_cleaned():
    body = Body.from_html("<script>alert(1)</script><p>one</p>")

    assert (body.html, body.text) == ("<p>one</p>", "one")


@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>alert(1)</script>", "<div><br></div>"])
def test_what_says_nothing_is_empty(html):
    assert not Body.from_html(html)
