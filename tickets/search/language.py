"""What is typed into a search: free words, and filter words such as `-topic:"Password Reset"`. Pure.

A filter word is a key, a colon and values with commas between them, in quotes where they have spaces; a
minus before it turns it round. Whatever is none of this is a word that is searched for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 400
"""Characters; what is longer is cut."""

MOST_TERMS: Final = 20
"""More filter words than these are left out."""

KEYS: Final = (
    "state",
    "status",
    "is",
    "priority",
    "assignee",
    "team",
    "department",
    "topic",
    "tag",
    "requester",
    "organization",
    "created",
    "updated",
    "due",
)

_PIECE: Final = re.compile(
    r"""
    (?P<minus>-?)(?P<key>[A-Za-z]+):(?P<value>(?:"[^"]*"?|[^\s"]+)*)  # key:value, key:"a b",c
    | (?P<phrase>-?"[^"]*"?)
    | (?P<word>\S+)
    """,
    re.VERBOSE,
)
_VALUE: Final = re.compile(r'"(?P<quoted>[^"]*)"?|(?P<plain>[^",]+)')
_COMPARISON: Final = re.compile(r"(?P<sign>[<>]=?)?(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """One filter word: its key, its values, how they compare (`<`, `>=`…), and whether it is turned round."""

    key: str
    values: tuple[str, ...]
    sign: str = ""
    is_negated: bool = False

    def __str__(self) -> str:
        values = ",".join(_quoted(value) for value in self.values)
        return f"{'-' if self.is_negated else ''}{self.key}:{self.sign}{values}"


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for: free words, filter words, and what looked like filter words but is none."""

    words: str = ""
    terms: tuple[Term, ...] = ()
    unknown: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([*map(str, self.terms), *([self.words] if self.words else [])])

    def __bool__(self) -> bool:
        return bool(self.words or self.terms)

    def only(self, key: str) -> Term | None:
        """The filter word with this key where there is one that isn't turned round."""
        return next((term for term in self.terms if term.key == key and not term.is_negated), None)

    def with_term(self, term: Term) -> "Query":
        """The same with this filter word in the place of those with its key."""
        return Query(self.words, (*(each for each in self.terms if each.key != term.key), term))

    def without(self, term: Term) -> "Query":
        """The same without this filter word."""
        return Query(self.words, tuple(each for each in self.terms if each != term))


def parse(text: str) -> Query:
    """Read what was typed; nothing that can be typed raises."""
    words: list[str] = []
    terms: list[Term] = []
    unknown: list[str] = []
    for piece in _PIECE.finditer(_clean(text)):
        key = (piece["key"] or "").lower()
        if key in KEYS:
            terms.append(_term(key, piece["value"], is_negated=bool(piece["minus"])))
            continue
        if _is_meant_as_filter(key, piece["value"]):
            unknown.append(key)
        words.append(piece[0])
    return Query(" ".join(words), tuple(dict.fromkeys(terms))[:MOST_TERMS], tuple(dict.fromkeys(unknown)))


def joined(queries: Iterable[Query]) -> Query:
    """One query that asks for all of these together."""
    every = list(queries)
    terms = dict.fromkeys(term for query in every for term in query.terms)
    return Query(" ".join(query.words for query in every if query.words), tuple(terms))


def _clean(text: str) -> str:
    visible = "".join(" " if sign.isspace() or not sign.isprintable() else sign for sign in text[:LONGEST])
    return " ".join(re.sub("[“”„]", '"', visible).split())


def _term(key: str, written: str, *, is_negated: bool) -> Term:
    comparison = _COMPARISON.fullmatch(written)
    sign, rest = (comparison["sign"] or "", comparison["rest"]) if comparison else ("", written)
    values = (
        match["quoted"] if match["plain"] is None else match["plain"] for match in _VALUE.finditer(rest)
    )
    return Term(
        key, tuple(dict.fromkeys(value.strip() for value in values if value.strip())), sign, is_negated
    )


def _is_meant_as_filter(key: str, value: str | None) -> bool:
    """`C:\\temp`, `10:30` and `https://…` are words like any other; `tags:vip` isn't meant as one."""
    return len(key) > 1 and bool(value) and not str(value).startswith(("//", ":"))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,:<>]", value) else value
