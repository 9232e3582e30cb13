"""Pages of Django admin whose saving calls operations."""

from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from agents.errors import OperationRefused
from agents.models import User


class OperatingAdmin(admin.ModelAdmin):
    """Shows an operation's no on the page it came from; nothing of that page is saved then."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OperationRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def administrator(request: HttpRequest) -> User:
    """Who sits before a page of Django admin: it opens for nobody else."""
    return cast(User, request.user)
