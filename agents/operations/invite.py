"""Invite: somebody becomes an agent, and is written a letter with a link to set the password."""

from allauth.account.models import EmailAddress
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from agents.errors import OperationRefused
from agents.models import Agent, AuditRecord, Role, User
from agents.operations.permission import require_administrator
from agents.operations.record_audit import record_audit
from agents.operations.waiting_accounts import drop_waiting_accounts


@transaction.atomic
def invite(email: str, *, name: str, by: User, visiting_role: Role | None = None) -> Agent:
    """Make the owner of this address an agent; harmless if he or she is one already.

    A proven account becomes an agent's as it is. Unproven accounts and passwords that wait on the
    address are dropped first: whoever typed them need not be the person invited. Raises
    PermissionDenied, ValidationError for what is no address, OperationRefused if the address belongs
    to somebody deactivated or is a second address of another account.
    """
    require_administrator(by)
    email = email.strip().lower()
    validate_email(email)
    drop_waiting_accounts(email)
    user = _owner(email, name)
    agent, is_new = Agent.objects.get_or_create(user=user, defaults={"visiting_role": visiting_role})
    if not agent.is_active:
        raise OperationRefused(_("%(name)s was an agent here: reactivate the agent.") % {"name": agent.name})
    if not is_new:
        return agent
    record_audit(AuditRecord.Kind.INVITED, by=by, subject=email, visiting_role=str(visiting_role or ""))
    _defer_invitation(agent)
    return agent


@transaction.atomic
def invite_again(agent: Agent, *, by: User) -> None:
    """Send the letter once more; raises OperationRefused if the agent has a password already."""
    require_administrator(by)
    agent.refresh_from_db(from_queryset=Agent.objects.select_for_update(of=("self",)).select_related("user"))
    if not agent.is_active or agent.user.has_usable_password():
        raise OperationRefused(_("%(name)s needs no invitation.") % {"name": agent.name})
    record_audit(AuditRecord.Kind.INVITED, by=by, subject=agent.email, again=True)
    _defer_invitation(agent)


def _owner(email: str, name: str) -> User:
    """The account of this address, made if there is none."""
    elsewhere = EmailAddress.objects.filter(email=email, verified=True).exclude(user__email=email).first()
    if elsewhere is not None:
        raise OperationRefused(
            _("This address belongs to the account of %(name)s.") % {"name": elsewhere.user}
        )
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name)
            EmailAddress.objects.create(user=user, email=email, primary=True)
    except IntegrityError:  # somebody has it, perhaps since a moment ago
        user = User.objects.select_for_update().get(email=email)
    if not user.is_active:
        raise OperationRefused(_("The account of %(name)s is deactivated.") % {"name": user})
    return user


def _defer_invitation(agent: Agent) -> None:
    jobs.configure_task("agents.send_invitation", queue="send").defer(agent_id=agent.pk)
