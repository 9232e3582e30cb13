"""What a guest may open: tickets whose mailed link this browser has followed (SECURITY.md 2).

The session holds keys of AccessLink rows under a name of its own and never signs anybody in. The rows
are asked at every request, so that a link that is revoked or over ends the grant at once.
"""

from typing import Final

from django.http import HttpRequest

from sla.moment import now
from tickets.merges import last_parent
from tickets.models import AccessLink
from tickets.vocabulary import State

GRANTS: Final = "followed_links"
AT_MOST: Final = 20


def grant_by(link: AccessLink, request: HttpRequest) -> None:
    """Let this browser open the link's ticket; the session gets a new key, as at a sign-in."""
    followed = [key for key in request.session.get(GRANTS, []) if key != link.pk]
    request.session.cycle_key()
    request.session[GRANTS] = [*followed, link.pk][-AT_MOST:]


def granting_link(request: HttpRequest, number: str) -> AccessLink | None:
    """The link by which this browser may open the ticket with this number, if it still holds."""
    followed = request.session.get(GRANTS)
    if not followed:
        return None
    links = AccessLink.objects.usable(now()).filter(pk__in=followed, ticket__number=number)
    return links.select_related("requester", "delivery").first()


def link_of_merged(request: HttpRequest, number: str) -> AccessLink | None:
    """The link to a ticket that goes on in the one with this number, if this browser has followed one."""
    followed = request.session.get(GRANTS)
    if not followed:
        return None
    links = AccessLink.objects.usable(now()).filter(pk__in=followed, ticket__state=State.MERGED)
    for link in links.select_related("requester", "delivery", "ticket"):
        if last_parent(link.ticket).number == number:
            return link
    return None
