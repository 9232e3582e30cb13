"""Finding people by what is typed of their names and addresses."""

import re
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet

from agents.models import Agent
from tickets.access import visible_to
from tickets.models import Requester, RequesterAddress
from tickets.search.configuration import PLAIN


def requesters_called(text: str) -> QuerySet[Requester]:
    """Requesters with an address that begins so, or with names that begin with each of these words.

    Two indexes, asked one after the other: in one condition neither would serve.
    """
    ways: list[QuerySet[Any, Any]] = [
        RequesterAddress.objects.filter(address__startswith=text.lower()).values("requester")
    ]
    names = [SearchQuery(f"'{word}':*", config=PLAIN, search_type="raw") for word in re.findall(r"\w+", text)]
    if names and "@" not in text:
        called = Requester.objects.annotate(words=SearchVector("name", config=PLAIN))
        for name in names:
            called = called.filter(words=name)
        ways.append(called.values("pk"))
    return Requester.objects.filter(reduce(or_, (Q(pk__in=way) for way in ways)))


def agents_called(text: str) -> QuerySet[Agent]:
    """Agents with this address, or a name that begins so; those who left have had tickets too."""
    return Agent.objects.filter(Q(user__email__iexact=text) | Q(user__name__istartswith=text))


def known_requesters(agent: Agent, text: str) -> QuerySet[Requester]:
    """Requesters called so of whom the agent sees a ticket."""
    theirs = visible_to(agent).untrashed().filter(requester=OuterRef("pk"))
    return requesters_called(text).filter(Exists(theirs)).order_by("name", "pk")


def requester_with(agent: Agent, address: str) -> Requester | None:
    """The requester with exactly this address, if the agent sees a ticket of the person."""
    theirs = visible_to(agent).untrashed().filter(requester=OuterRef("pk"))
    return Requester.objects.filter(Exists(theirs), addresses__address=address.lower()).first()
