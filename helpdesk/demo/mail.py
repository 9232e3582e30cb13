"""The demo desk's mailbox: every letter that was sent, whoever it was for. Nowhere but in demo mode."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from helpdesk.demo import mailbox

P = ParamSpec("P")
PAGE: Final = 25
SEALED: Final = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'"
)
"""A letter's HTML may style itself and link, and nothing else."""


def in_demo_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """The page is not there at all outside demo mode (SECURITY.md 9)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@in_demo_only
@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """A page of letters, the newest first; `to` narrows them to an address, `older` goes on after a name."""
    to = request.GET.get("to", "")
    names = mailbox.names(to=to)
    begin = _begin(names, request.GET.get("older", ""))
    shown = names[begin : begin + PAGE]
    about = {
        "letters": [letter for letter in map(mailbox.read, shown) if letter is not None],
        "total": len(names),
        "to": to,
        "newer": _address(to, names[begin - PAGE - 1] if begin > PAGE else "") if begin else "",
        "older": _address(to, shown[-1]) if begin + PAGE < len(names) else "",
    }
    return render(request, "demo/mail.html", about)


@login_not_required
@in_demo_only
@never_cache
@require_safe
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of one letter, as a mail program would draw it."""
    letter = mailbox.read(name)
    if letter is None or not letter.html:
        raise Http404
    response = HttpResponse(letter.html)
    response["Content-Security-Policy"] = SEALED
    response["Referrer-Policy"] = "no-referrer"
    return response


def _begin(names: list[str], older: str) -> int:
    """The place after the letter with this name; the first for names that are not there."""
    return names.index(older) + 1 if older in names else 0


def _address(to: str, older: str) -> str:
    given = {key: value for key, value in (("to", to), ("older", older)) if value}
    return "?" + urlencode(given)
