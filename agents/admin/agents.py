"""The administration's page of an agent: invited, given roles and leave, deactivated."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.admin.invitation import InvitationForm
from agents.admin.memberships import MembershipInline, save_memberships
from agents.admin.operating import OperatingAdmin, administrator
from agents.errors import OperationRefused
from agents.models import Agent
from agents.operations.deactivate import deactivate, reactivate
from agents.operations.grant_role import grant_visiting_role
from agents.operations.invite import invite, invite_again
from agents.operations.set_availability import set_availability


@admin.register(Agent)
class AgentAdmin(OperatingAdmin):
    """Who works here. Everything that is saved here goes through the operations of agents."""

    inlines = (MembershipInline,)
    list_display = ("name", "email", "departments", "is_active", "is_available", "last_sign_in")
    list_filter = ("is_active", "is_available", "memberships__department", "teams", "memberships__role")
    search_fields = ("user__name", "user__email")
    readonly_fields = ("account", "in_teams")
    autocomplete_fields = ("substitute",)
    actions = ("send_invitation_again",)
    list_per_page = 50
    fieldsets = (
        (None, {"fields": ("account", "is_active", "in_teams")}),
        (_("Availability"), {"fields": ("is_available", "substitute")}),
        (_("In departments of others"), {"fields": ("visiting_role",)}),
        (_("Letters"), {"fields": ("signature",)}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "visiting_role")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agent]:
        return (
            super()
            .get_queryset(request)
            .select_related("user")
            .prefetch_related("memberships__department", "memberships__role", "teams")
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Agent], search_term: str
    ) -> tuple[QuerySet[Agent], bool]:
        """Fields that look for an agent (a lead, a manager) find those who work here."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(is_active=True)
        return super().get_search_results(request, queryset, search_term)

    def get_fieldsets(self, request: HttpRequest, obj: Agent | None = None) -> Any:
        return super().get_fieldsets(request, obj) if obj is not None else self.add_fieldsets

    def get_form(
        self, request: HttpRequest, obj: Agent | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = InvitationForm
        return super().get_form(request, obj, change=change, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Agent | None = None) -> bool:
        """An agent who leaves is deactivated: the past was theirs."""
        return False

    @admin.display(description=_("name"), ordering="user__name")
    def name(self, agent: Agent) -> str:
        return agent.name

    @admin.display(description=_("e-mail address"), ordering="user__email")
    def email(self, agent: Agent) -> str:
        return agent.email

    @admin.display(description=_("departments"))
    def departments(self, agent: Agent) -> str:
        return ", ".join(f"{row.department} ({row.role})" for row in agent.memberships.all()) or "–"

    @admin.display(description=_("teams"))
    def in_teams(self, agent: Agent) -> str:
        return ", ".join(str(team) for team in agent.teams.all()) or "–"

    @admin.display(description=_("last sign-in"), ordering="user__last_login")
    def last_sign_in(self, agent: Agent) -> Any:
        if agent.user.last_login is not None:
            return agent.user.last_login
        return _("never") if agent.user.has_usable_password() else _("invited")

    @admin.display(description=_("account"))
    def account(self, agent: Agent) -> SafeString:
        address = reverse("admin:agents_user_change", args=[agent.user_id])
        return format_html('<a href="{}">{} · {}</a>', address, agent.name, agent.email)

    def save_model(self, request: HttpRequest, obj: Agent, form: Any, change: bool) -> None:
        by = administrator(request)
        if not change:
            data = form.cleaned_data
            invited = invite(data["email"], name=data["name"], visiting_role=data["visiting_role"], by=by)
            obj.pk, obj.user = invited.pk, invited.user
            return
        agent = Agent.objects.get(pk=obj.pk)
        if "is_active" in form.changed_data:
            (reactivate if obj.is_active else deactivate)(agent, by=by)
        if {"is_available", "substitute"} & set(form.changed_data):
            set_availability(agent, is_available=obj.is_available, substitute=obj.substitute, by=by)
        if "visiting_role" in form.changed_data:
            grant_visiting_role(agent, role=obj.visiting_role, by=by)
        if "signature" in form.changed_data:
            agent.signature = obj.signature
            agent.save(update_fields=["signature"])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        save_memberships(form.instance, formset, by=administrator(request))
        if form.instance.is_active and not form.instance.memberships.exists():
            words = gettext("%(agent)s is in no department and sees only what is assigned to %(agent)s.")
            messages.warning(request, words % {"agent": form.instance.name})

    @admin.action(description=_("Send the invitation again"))
    def send_invitation_again(self, request: HttpRequest, agents: QuerySet[Agent]) -> None:
        for agent in agents:
            try:
                invite_again(agent, by=administrator(request))
            except OperationRefused as refused:
                self.message_user(request, str(refused), messages.WARNING)
            else:
                done = gettext("%(name)s is invited again.") % {"name": agent.name}
                self.message_user(request, done, messages.SUCCESS)
