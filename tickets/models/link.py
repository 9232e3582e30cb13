"""Links between tickets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.authored import Authored
from tickets.vocabulary import LinkKind


class Link(Authored):
    """Ties two tickets into a chain; read as "child *kind* parent" (SLA.md, Chains)."""

    parent = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="child_links", verbose_name=_("parent")
    )
    child = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="parent_links", verbose_name=_("child")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=LinkKind)
    entry = models.ForeignKey(
        "tickets.Entry", models.SET_NULL, null=True, related_name="+", verbose_name=_("came up in")
    )
    created_at = models.DateTimeField(_("chained at"))

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "child"], name="one_link_between_two_tickets"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("child")), name="link_ties_two_tickets"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} {self.parent_id}"
