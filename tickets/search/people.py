"""Finding people by what is typed of their names and addresses."""

import re
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, Func, OuterRef, Q, QuerySet

from agents.models import Agent
from tickets.access import visible_to
from tickets.models import Requester, RequesterAddress
from tickets.search.configuration import PLAIN

MOST: Final = 500
"""Requesters called alike; more would be as many tickets to look through."""


def keys_of_requesters_called(text: str) -> QuerySet[Any, Any]:
    """Keys of requesters with an address that begins so, or with names that begin with each of the words.

    Two indexes, asked one after the other: in one condition PostgreSQL would use neither.
    """
    by_address = RequesterAddress.objects.filter(address__startswith=text.lower()).values("requester")
    names = [SearchQuery(f"'{word}':*", config=PLAIN, search_type="raw") for word in re.findall(r"\w+", text)]
    if not names or "@" in text:
        return by_address
    called = Requester.objects.annotate(words=SearchVector("name", config=PLAIN))
    for name in names:
        called = called.filter(words=name)
    return by_address.union(called.values("pk"))


def among_requesters_called(text: str) -> Func:
    """The same keys for a condition on tickets, found before any ticket is looked at."""
    keys = ArraySubquery(keys_of_requesters_called(text))
    return Func(keys, function="unnest", template="(SELECT %(function)s(%(expressions)s))")


def agents_called(text: str) -> QuerySet[Agent]:
    """Agents with this address, or a name that begins so; those who left have had tickets too."""
    return Agent.objects.filter(Q(user__email__iexact=text) | Q(user__name__istartswith=text))


def known_requesters(agent: Agent, text: str) -> QuerySet[Requester]:
    """Requesters called so of whom the agent sees a ticket, out of the first MOST."""
    called = list(keys_of_requesters_called(text).values_list(flat=True)[:MOST])
    theirs = visible_to(agent).untrashed().filter(requester__in=called).order_by()
    known = theirs.values_list("requester", flat=True).distinct()
    return Requester.objects.filter(pk__in=list(known)).order_by("name", "pk")


def requester_with(agent: Agent, address: str) -> Requester | None:
    """The requester with exactly this address, if the agent sees a ticket of the person."""
    theirs = visible_to(agent).untrashed().filter(requester=OuterRef("pk"))
    return Requester.objects.filter(Exists(theirs), addresses__address=address.lower()).first()
