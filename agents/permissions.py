"""The one catalogue of permission codes that a role is made of.

Codes are strings, so that roles can be edited below the apps whose verbs they guard.
`noun.verb` reads as "may do this to that".
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONVERSATION: dict[str, str | Promise] = {
    "ticket.open": _("Open a ticket on behalf of a requester"),
    "ticket.reply": _("Reply to the requester"),
    "ticket.note": _("Write internal notes"),
    "ticket.edit_entry": _("Edit one's own entries"),
    "ticket.collaborate": _("Add and remove collaborators"),
    "ticket.requester": _("Change the requester"),
    "ticket.broadcast": _("Send one update to every report of an incident"),
}

WHO_HAS_IT: dict[str, str | Promise] = {
    "ticket.assign": _("Claim tickets and assign them to agents and teams"),
    "ticket.release": _("Release a ticket to nobody"),
    "ticket.transfer": _("Transfer to another department"),
    "ticket.refer": _("Refer to another agent, team or department"),
    "ticket.escalate": _("Escalate to the next tier and return from it"),
}

WHAT_IT_IS: dict[str, str | Promise] = {
    "ticket.prioritize": _("Change the priority"),
    "ticket.replan": _("Change the SLA plan"),
    "ticket.set_due": _("Set a due date by hand"),
    "ticket.retopic": _("Change the help topic"),
    "ticket.edit": _("Edit the subject and the fields"),
    "ticket.tag": _("Tag"),
    "ticket.chain": _("Chain tickets together and part them"),
    "ticket.merge": _("Merge, unmerge and split"),
}

HOW_IT_ENDS: dict[str, str | Promise] = {
    "ticket.pend": _("Set a ticket waiting"),
    "ticket.resolve": _("Resolve"),
    "ticket.close": _("Close"),
    "ticket.reopen": _("Reopen"),
    "ticket.force": _("Resolve or close although something blocks it"),
    "ticket.delete": _("Move to the trash and restore"),
}

TICKET_PERMISSIONS: dict[str, str | Promise] = CONVERSATION | WHO_HAS_IT | WHAT_IT_IS | HOW_IT_ENDS

DESK_PERMISSIONS: dict[str, str | Promise] = {
    "requester.manage": _("Edit requesters and organizations"),
    "knowledge.manage": _("Write articles and canned responses"),
    "report.view": _("See the reports"),
    "queue.share": _("Share saved searches"),
}

GROUPS: tuple[tuple[str | Promise, dict[str, str | Promise]], ...] = (
    (_("The conversation"), CONVERSATION),
    (_("Who has the ticket"), WHO_HAS_IT),
    (_("What the ticket is"), WHAT_IT_IS),
    (_("How it ends"), HOW_IT_ENDS),
    (_("The desk, whatever the department"), DESK_PERMISSIONS),
)
"""The catalogue in the order in which people read it."""

CATALOGUE: dict[str, str | Promise] = TICKET_PERMISSIONS | DESK_PERMISSIONS

AGENT_ROLE: frozenset[str] = frozenset(TICKET_PERMISSIONS) - {
    "ticket.force",
    "ticket.broadcast",
    "ticket.merge",
    "ticket.requester",
    "ticket.delete",
}
LEAD_ROLE: frozenset[str] = frozenset(CATALOGUE) - {"ticket.delete"}
EVERY_CODE: frozenset[str] = frozenset(CATALOGUE)
