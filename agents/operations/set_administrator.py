"""Name an administrator, or let one go."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from agents.errors import OperationRefused
from agents.models import AuditRecord, User
from agents.operations.permission import require_administrator
from agents.operations.record_audit import record_audit


@transaction.atomic
def set_administrator(user: User, *, is_administrator: bool, by: User) -> None:
    """Say whether somebody may enter Django admin.

    Raises OperationRefused for letting oneself go, and for naming an account whose address nobody has
    proven: whoever typed it need not be the person meant.
    """
    require_administrator(by)
    user.refresh_from_db(from_queryset=User.objects.select_for_update())
    if user.is_staff == is_administrator:
        return
    if user.pk == by.pk:
        raise OperationRefused(_("You can't stop being an administrator yourself."))
    if is_administrator and not EmailAddress.objects.filter(user=user, verified=True).exists():
        raise OperationRefused(_("%(name)s hasn't proven the address yet.") % {"name": user})
    user.is_staff = is_administrator
    user.save(update_fields=["is_staff"])
    record_audit(
        AuditRecord.Kind.ADMINISTRATOR_CHANGED, by=by, subject=user.email, is_administrator=is_administrator
    )
