import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from agents.jobs import send_account_mail
from agents.models import AccountMail
from agents.sign_in import outbox
from tests.jobs import deferred, run_jobs

pytestmark = pytest.mark.django_db


def letter():
    message = EmailMultiAlternatives("Your code", "It is KTFV-XWBM.", to=["jane@example.com"])
    message.attach_alternative("<p>It is <b>KTFV-XWBM</b>.</p>", "text/html")
    return message


def test_a_letter_is_sent_by_its_job_and_then_forgotten(mailoutbox):
    outbox.post(letter())
    before = list(mailoutbox)

    run_jobs()

    [sent] = mailoutbox
    assert before == []
    assert (sent.to, sent.subject, sent.body) == (["jane@example.com"], "Your code", "It is KTFV-XWBM.")
    assert [tuple(part) for part in sent.alternatives] == [("<p>It is <b>KTFV-XWBM</b>.</p>", "text/html")]
    assert not AccountMail.objects.exists()


def test_the_job_knows_a_number_and_no_secret():
    outbox.post(letter())

    assert deferred("agents.send_account_mail") == [{"mail_id": AccountMail.objects.get().pk}]


def test_a_letter_is_sent_once(mailoutbox):
    outbox.post(letter())
    mail_id = AccountMail.objects.get().pk

    send_account_mail(mail_id)
    send_account_mail(mail_id)

    assert len(mailoutbox) == 1


def test_what_did_not_happen_is_not_told():
    with transaction.atomic():
        outbox.post(letter())
        within = deferred("agents.send_account_mail")
        transaction.set_rollback(True)

    assert len(within) == 1
    assert not AccountMail.objects.exists()
    assert deferred("agents.send_account_mail") == []


def test_a_letter_that_no_server_takes_waits_for_the_next_try(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    outbox.post(letter())
    mail_id = AccountMail.objects.get().pk

    with pytest.raises(ConnectionRefusedError):
        send_account_mail(mail_id)

    assert AccountMail.objects.filter(pk=mail_id).exists()
