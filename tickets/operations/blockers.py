"""The chain's veto: what blocks a ticket keeps it from being resolved or closed (SLA.md, Chains)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets.access import require
from tickets.actor import Actor
from tickets.chains import open_blockers
from tickets.errors import OperationRefused
from tickets.models import Ticket


def refuse_blocked(ticket: Ticket, *, by: Actor, force: bool, comment: str) -> None:
    """Raise OperationRefused while blocking tickets are open, unless forced with a reason."""
    blockers = open_blockers(ticket)
    if not blockers:
        return
    if force:
        require(by, "ticket.force", ticket)
        if not comment.strip():
            raise OperationRefused(_("Say why this is forced although other tickets block it."))
        return
    numbers = ", ".join(f"#{blocker.number}" for blocker in blockers)
    raise OperationRefused(
        ngettext(
            "%(numbers)s blocks this ticket and is still open.",
            "%(numbers)s block this ticket and are still open.",
            len(blockers),
        )
        % {"numbers": numbers}
    )
