"""Jobs about people: letters about accounts, and what is forgotten in time."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

from agents.models import Agent
from agents.operations.forget import forget_old_audit_records, forget_unsent_mail
from agents.sign_in import outbox
from agents.sign_in.invitation import invitation

TRY_FOR_HOURS = RetryStrategy(max_attempts=10, exponential_wait=3)
"""About eight hours in all: 3, 9, 27 … seconds."""


@jobs.task(name="agents.send_account_mail", queue="send", retry=TRY_FOR_HOURS)
def send_account_mail(mail_id: int) -> None:
    outbox.send(mail_id)


@jobs.task(name="agents.send_invitation", queue="send", retry=TRY_FOR_HOURS)
def send_invitation(agent_id: int) -> None:
    """Write to somebody who became an agent, unless the invitation was taken back meanwhile."""
    agent = Agent.objects.active().select_related("user").filter(pk=agent_id).first()
    if agent is not None:
        invitation(agent).send()


@jobs.periodic(cron="23 3 * * *")
@jobs.task(name="agents.forget", queue="slow")
def forget(timestamp: int) -> None:
    """Nightly: letters that could not be sent, and lines of the audit log past their time."""
    forget_unsent_mail()
    forget_old_audit_records()
