"""Rename: a subject that says what it is about."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tickets.access import require
from tickets.actor import Actor
from tickets.history import operation, record_event
from tickets.models import Event, Ticket
from tickets.operations.lock import lock_ticket
from tickets.operations.search_documents import renew_search_document
from tickets.operations.statuses import refuse_set_aside
from tickets.text.subject import subject_of


@operation
def rename_ticket(ticket: Ticket, subject: str, *, by: Actor) -> None:
    """Give the ticket another subject.

    Raises PermissionDenied without `ticket.edit`, ValidationError where nothing is written,
    OperationRefused for what is in the trash.
    """
    lock_ticket(ticket)

    require(by, "ticket.edit", ticket)
    subject = subject_of(subject)
    if not subject:
        raise ValidationError({"subject": _("A ticket needs a subject.")})
    if ticket.subject == subject:
        return
    refuse_set_aside(ticket)

    before = ticket.subject
    ticket.subject = subject
    ticket.save(update_fields=["subject"])
    renew_search_document(ticket)

    record_event(ticket, Event.Kind.RENAMED, by=by, before=before, after=subject)
