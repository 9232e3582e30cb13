"""The administration's page of a team and its rung of the ladder."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agents.admin.archiving import ArchivableAdmin, ArchivableForm, ArchivedFilter
from agents.admin.choosing import ChoosesAgents
from agents.models import Team


class TeamForm(ArchivableForm):
    """The lead is one of the members: who leads a team sees its tickets."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lead = cleaned.get("lead")
        if lead is not None and "members" in cleaned and lead not in cleaned["members"]:
            self.add_error(
                "lead", _("The lead is one of the members: choose %(name)s there too.") % {"name": lead}
            )
        return cleaned


@admin.register(Team)
class TeamAdmin(ChoosesAgents, ArchivableAdmin):
    """Who can have a ticket together, and the ladder on which tickets are escalated."""

    form = TeamForm
    list_display = ("name", "tier", "ladder", "lead", "number_of_members")
    list_filter = (ArchivedFilter, "tier")
    list_select_related = ("lead__user", "escalates_to__escalates_to__escalates_to")
    search_fields = ("name",)
    autocomplete_fields = ("lead", "escalates_to")
    filter_horizontal = ("members",)
    readonly_fields = ("ladder",)
    fieldsets = (
        (None, {"fields": ("name", "members", "lead")}),
        (_("Escalation"), {"fields": ("tier", "escalates_to", "ladder")}),
        ArchivableAdmin.USE,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        return (
            super()
            .get_queryset(request)
            .annotate(active_members=Count("members", filter=Q(members__is_active=True)))
        )

    @admin.display(description=_("ladder"))
    def ladder(self, team: Team) -> str:
        return " → ".join(str(rung) for rung in team.ladder)

    @admin.display(description=_("agents"), ordering="active_members")
    def number_of_members(self, team: Any) -> int:
        return int(team.active_members)
