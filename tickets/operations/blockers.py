"""The chain's veto: what blocks a ticket keeps it from being resolved or closed (SLA.md, Chains)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.errors import OperationRefused
from tickets.access import require, visible_to
from tickets.actor import Actor
from tickets.chains import open_blockers
from tickets.models import Ticket


def refuse_blocked(ticket: Ticket, *, by: Actor, force: bool, comment: str) -> bool:
    """Raise OperationRefused while blocking tickets are open, unless forced with a reason.

    Names only those that the actor sees. Returns whether it took force; forcing needs `ticket.force`.
    """
    blockers = open_blockers(ticket)
    if not blockers:
        return False
    if not force:
        raise OperationRefused(_blocked_by(blockers, by))
    require(by, "ticket.force", ticket)
    if not comment.strip():
        raise OperationRefused(_("Say why this is forced although other tickets block it."))
    return True


def _blocked_by(blockers: list[Ticket], by: Actor) -> str:
    seen = visible_to(by).filter(pk__in=[blocker.pk for blocker in blockers]).order_by("opened_at")
    numbers = [f"#{number}" for number in seen.values_list("number", flat=True)]
    if not numbers:
        return _("This depends on work that isn't finished yet.")
    return ngettext(
        "%(numbers)s blocks this ticket and is still open.",
        "%(numbers)s block this ticket and are still open.",
        len(numbers),
    ) % {"numbers": ", ".join(numbers)}
