"""What the search looks into, one row for each ticket."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """The words by which agents find a ticket, those of its notes too; requesters never search in it.

    Written anew by operations whenever one of its sources changes; tests compare it with them.
    """

    ticket = models.OneToOneField(
        "tickets.Ticket",
        models.CASCADE,
        primary_key=True,
        related_name="search_document",
        verbose_name=_("ticket"),
    )
    words = SearchVectorField(
        _("words"), help_text="A: number and subject, B: the requester's name and addresses, D: the thread."
    )

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        indexes = [GinIndex(fields=["words"], name="search_document_words")]

    def __str__(self) -> str:
        return str(self.ticket)
