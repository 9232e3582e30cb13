"""Fields that choose several agents."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from agents.models import Agent


class ChoosesAgents(admin.ModelAdmin):
    """Offers, where several agents are chosen, those who work here; who left stays where he is."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Agent:
            match = request.resolver_match
            row = match.kwargs.get("object_id") if match is not None else None
            chosen = db_field.remote_field.through.objects.filter(**{db_field.m2m_field_name(): row})
            chosen_ids = chosen.values(db_field.m2m_reverse_field_name())
            offered = Agent.objects.filter(Q(is_active=True) | Q(pk__in=chosen_ids))
            kwargs["queryset"] = offered.select_related("user")
        return super().formfield_for_manytomany(db_field, request, **kwargs)
