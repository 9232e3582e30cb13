"""The floor: what Django itself takes for twenty-five joined rows shown to somebody signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from agents.models import User
from tickets.models import Ticket

PAGE = Engine().from_string(
    "<!doctype html><title>{{ user.name }}</title><table>{% for t in tickets %}<tr><td>{{ t.number }}"
    "<td>{{ t.subject }}<td>{{ t.requester.name }}<td>{{ t.department.name }}<td>{{ t.status.name }}"
    "<td>{{ t.assignee.user.name }}<td>{{ t.last_activity_at }}</tr>{% endfor %}</table>"
)


@login_required
def rows(request: HttpRequest) -> HttpResponse:
    joined = Ticket.objects.select_related("requester", "department", "status", "assignee__user")
    return HttpResponse(PAGE.render(Context({"user": request.user, "tickets": list(joined[:25])})))


urlpatterns = [path("", rows)]

bare = override_settings(
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
)


def signed_in(user: User) -> Client:
    """A browser of the bare page; to be made and used inside `bare`."""
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(user)
    return browser
