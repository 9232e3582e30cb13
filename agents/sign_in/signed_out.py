"""What becomes of a request that needs a sign-in and has none: nothing that was written is dropped."""

from typing import Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from helpdesk.ui.typed import typed_in

DIALOG: Final = "dialog"
"""Where verbs are asked for: what is fetched into it is a whole form, not a part of one."""


def ask_to_sign_in(request: HttpRequest, *, back: str = "") -> HttpResponseBase:
    """Lead to the sign-in, and from there back; whoever was writing gets the text back instead (403).

    A redirect would drop what a form brought, and whoever signs in next in this browser may be somebody
    else: so it stays on the page that was sent, and nowhere else. Where only a part of a page is fetched,
    such as what would follow from a choice, the page stays as it is and the part says it.
    """
    part = request.headers.get("HX-Target", "")
    if part and part != DIALOG:
        return render(request, "errors/_signed_out_part.html", {"place": part}, status=403)
    typed = typed_in(request)
    if typed.texts:
        return render(request, "errors/signed_out.html", {"typed": typed}, status=403)
    return redirect_to_login(back or request.get_full_path())


class SignInRequired(LoginRequiredMiddleware):
    """Closes every view that does not say that it is open to visitors."""

    def handle_no_permission(  # type: ignore[override]  # a page as well, not only a redirect
        self, request: HttpRequest, view_func: object
    ) -> HttpResponseBase:
        return ask_to_sign_in(request)
