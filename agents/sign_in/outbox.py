"""Letters about accounts leave by a job: all answers take as long, and none waits for a mail server."""

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from agents.models import AccountMail


@transaction.atomic
def post(message: EmailMessage) -> None:
    """Keep a letter and the job that sends it, in one transaction with what it tells of."""
    alternatives = getattr(message, "alternatives", [])
    mail = AccountMail.objects.create(
        to=message.to[0],
        subject=str(message.subject),
        text=str(message.body),
        html=alternatives[0][0] if alternatives else "",
    )
    jobs.configure_task("agents.send_account_mail", queue="send").defer(mail_id=mail.pk)


@transaction.atomic
def send(mail_id: int) -> None:
    """Send a letter and forget it; harmless if it has left already."""
    mail = AccountMail.objects.select_for_update().filter(pk=mail_id).first()
    if mail is None:
        return
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to])
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
    mail.delete()
