"""Django admin as this desk uses it: where administrators configure, and nobody else comes in."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class Administration(AdminSite):
    """Its sign-in is everybody's sign-in: the same limits, the same second factor.

    Whoever is an administrator (`User.is_staff`) may configure everything; see `User.has_perm`. There
    is no bulk deletion: what is in use is archived, and what may go, goes one by one and leaves a line
    in the audit log.
    """

    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Set up the help desk")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    @method_decorator(login_not_required)
    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        return super().login(request, extra_context)

    def password_change(  # type: ignore[override]  # the library promises a page, this is the way to one
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """There is one page on which people change their password; it asks for the old one and is logged."""
        return redirect("account_change_password")
