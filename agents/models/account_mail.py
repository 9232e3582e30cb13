"""Letters about accounts, between the request that wrote them and the job that sends them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.moment import now


class AccountMail(models.Model):
    """A letter about an account, waiting to be sent; it is deleted once it has left.

    It holds a link or a code that opens an account, so it must not be an argument of its job: those
    are logged.
    """

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    created_at = models.DateTimeField(_("created at"), default=now)

    class Meta:
        verbose_name = _("account mail")
        verbose_name_plural = _("account mails")

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
