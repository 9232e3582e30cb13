"""The one question that operations on people ask."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agents.models import User


def require_administrator(by: User) -> None:
    """Raises PermissionDenied for everybody who isn't an active administrator."""
    if not by.is_administrator:
        raise PermissionDenied(_("Only an administrator may do this."))
