"""Check a ticket's status: the way back to a ticket whose link is lost.

Known or not, the answer is the same page and the same job (SECURITY.md 3): only the owner of the
mailbox learns more.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from procrastinate.contrib.django import app as jobs

from tickets.center.limits import checks_per_address, checks_per_network, network_of
from tickets.forms.check_status import CheckStatusForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_status(request: HttpRequest) -> HttpResponse:
    form = CheckStatusForm(request.POST if request.method == "POST" else None)
    about = {"page": "status", "form": form, "is_link_dead": request.GET.get("link") == "dead"}
    if not form.is_bound:
        return render(request, "center/status.html", about)
    if not form.is_valid():
        return render(request, "center/status.html", about, status=422)
    if not checks_per_network().takes(network_of(request)):
        form.add_error(None, ValidationError(_("That was asked very often from here. Try again in an hour.")))
        return render(request, "center/status.html", about, status=429)
    _ask(form.cleaned_data["email"], form.cleaned_data["number"])
    return render(request, "center/status_sent.html", {"page": "status", "email": form.cleaned_data["email"]})


def _ask(email: str, number: str) -> None:
    """Leave it to a job whether there is anything to mail; asked too often for one address, none is left."""
    if checks_per_address().takes(email):
        jobs.configure_task("tickets.mail_access_link", queue="send").defer(address=email, number=number)
