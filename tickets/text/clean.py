"""HTML from outside, made harmless when it is written (SECURITY.md 7)."""

import re
from typing import Final

import nh3

TAGS = {
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
}
ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}


MOST_TAGS: Final = 10_000
DEEPEST: Final = 50
"""What nests deeper, or unclosed, costs a parser time that grows with the square of its depth."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_NESTS: Final = frozenset({"br", "hr", "img", "input", "col", "p", "li", "tr", "td", "th", "dt", "dd"})
"""Void, or closed by the next of its kind."""


class TooIntricate(ValueError):
    """HTML of more tags, or more deeply nested ones, than anybody writes."""


def clean_html(html: str) -> str:
    """HTML reduced to text structure: no script, style, form, picture or frame survives; NUL is dropped.

    Raises TooIntricate before anything is parsed.
    """
    _refuse_intricate(html)
    return nh3.clean(
        html.replace("\x00", ""),
        tags=TAGS,
        clean_content_tags={"script", "style", "title", "template"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow ugc",
    ).strip()


def _refuse_intricate(html: str) -> None:
    depth = 0
    for count, tag in enumerate(_TAG.finditer(html), start=1):
        if tag[2].lower() not in _NEVER_NESTS:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
        if count > MOST_TAGS or depth > DEEPEST:
            raise TooIntricate
