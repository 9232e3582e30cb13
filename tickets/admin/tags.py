"""The administration's page of a tag."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tickets.models import Tag


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    """The words that gather tickets: renamed and taken away here, put on in the panel."""

    list_display = ("name", "times")
    search_fields = ("name",)
    fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(times=Count("tickets"))

    @admin.display(description=_("tickets"), ordering="times")
    def times(self, tag: Any) -> int:
        return tag.times
