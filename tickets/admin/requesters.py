"""The administration's pages of requesters and organizations."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sla.moment import now
from tickets.models import Organization, Requester, RequesterAddress
from tickets.operations.search_documents import renew_documents_of


class AddressForm(ModelForm):
    """Another address is one that nobody has proven."""

    class Meta:
        model = RequesterAddress
        fields = ("address",)

    def save(self, commit: bool = True) -> RequesterAddress:
        if "address" in self.changed_data:
            self.instance.verified_at = None
        return super().save(commit)


class AddressInline(admin.TabularInline):
    model = RequesterAddress
    form = AddressForm
    extra = 0
    min_num = 1
    readonly_fields = ("verified_at",)


@admin.register(Requester)
class RequesterAdmin(admin.ModelAdmin):
    """People we help."""

    list_display = ("name", "addresses_listed", "organization", "phone", "ticket_count")
    list_filter = ("organization",)
    search_fields = ("name", "addresses__address", "phone")
    fields = ("name", "phone", "organization", "language", "time_zone", "notes", "user", "created_at")
    readonly_fields = ("user", "created_at")
    inlines = (AddressInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Requester]:
        rows = super().get_queryset(request).select_related("organization", "user")
        return rows.prefetch_related("addresses").annotate(ticket_total=Count("tickets"))

    def save_model(self, request: HttpRequest, obj: Requester, form: ModelForm, change: bool) -> None:
        if not change:
            obj.created_at = now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "name" in form.changed_data or any(addresses.has_changed() for addresses in formsets):
            renew_documents_of(form.instance)

    def has_delete_permission(self, request: HttpRequest, obj: Requester | None = None) -> bool:
        """Whoever ever asked stays; erasing a person is a verb of its own."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and not obj.tickets.exists()

    @admin.display(description=_("addresses"))
    def addresses_listed(self, requester: Requester) -> str:
        return ", ".join(row.address for row in requester.addresses.all())

    @admin.display(description=_("tickets"), ordering="ticket_total")
    def ticket_count(self, requester: Any) -> int:
        return requester.ticket_total


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    """What requesters belong to."""

    list_display = ("name", "domains_listed", "plan", "account_manager", "people")
    list_select_related = ("plan", "account_manager__user")
    search_fields = ("name", "domains")
    autocomplete_fields = ("account_manager",)
    fields = ("name", "domains", "plan", "account_manager", "notes")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return super().get_queryset(request).annotate(people_total=Count("requesters"))

    @admin.display(description=_("mail domains"))
    def domains_listed(self, organization: Organization) -> str:
        return ", ".join(organization.domains)

    @admin.display(description=_("requesters"), ordering="people_total")
    def people(self, organization: Any) -> int:
        return organization.people_total
