"""The administration's page of an account."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agents.admin.operating import OperatingAdmin, administrator
from agents.models import Agent, User
from agents.operations.drop_second_factor import drop_second_factor
from agents.operations.set_administrator import set_administrator
from agents.operations.set_sign_in import set_sign_in
from agents.sign_in.second_factor import KINDS
from sla.zones import zones_of_places


class UserForm(forms.ModelForm):
    """Languages and time zones are chosen, not typed."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [(zone, zone) for zone in zones_of_places()]
        for name, choices in (("language", settings.LANGUAGES), ("time_zone", zones)):
            self.fields[name].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
            self.fields[name].help_text = User._meta.get_field(name).help_text  # type: ignore[union-attr]


@admin.register(User)
class UserAdmin(OperatingAdmin):
    """Accounts. People sign up or are invited as agents; here an administrator is named, an account closed.

    The address can't be changed here: it opens the account, so its owner proves it.
    """

    form = UserForm
    list_display = ("name", "email", "who", "is_active", "is_staff", "second_factor", "last_login")
    list_filter = ("is_staff", "is_active", ("agent", admin.EmptyFieldListFilter))
    search_fields = ("name", "email")
    readonly_fields = ("email", "who", "second_factor", "joined_at", "last_login")
    actions = ("remove_second_factor",)
    fieldsets = (
        (None, {"fields": ("name", "email", "who")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "second_factor")}),
        (_("Preferences"), {"fields": ("language", "time_zone")}),
        (_("Past"), {"fields": ("joined_at", "last_login")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        own = Authenticator.objects.filter(user=OuterRef("pk"), type__in=KINDS)
        return super().get_queryset(request).select_related("agent").annotate(has_own_factor=Exists(own))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """An agent's account is closed by deactivating the agent."""
        readonly = super().get_readonly_fields(request, obj)
        if obj is not None and _agent_of(obj) is not None and obj.agent.is_active:
            return (*readonly, "is_active")
        return readonly

    @admin.display(description=_("who"))
    def who(self, user: User) -> str | SafeString:
        agent = _agent_of(user)
        if agent is None:
            return str(_("administrator") if user.is_staff else _("requester"))
        address = reverse("admin:agents_agent_change", args=[agent.pk])
        return format_html(
            '<a href="{}">{}</a>', address, _("agent") if agent.is_active else _("former agent")
        )

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return bool(getattr(user, "has_own_factor", False))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        user = User.objects.get(pk=obj.pk)
        if "is_staff" in form.changed_data:
            set_administrator(user, is_administrator=obj.is_staff, by=administrator(request))
        if "is_active" in form.changed_data:
            set_sign_in(user, is_allowed=obj.is_active, by=administrator(request))
        obj.save(update_fields=["name", "language", "time_zone"])

    @admin.action(description=_("Remove the second factor of whoever lost it"))
    def remove_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            drop_second_factor(user, by=administrator(request))
        self.message_user(
            request, _("They sign in by password alone until they set up a new one."), messages.SUCCESS
        )


def _agent_of(user: User) -> Agent | None:
    return getattr(user, "agent", None)
