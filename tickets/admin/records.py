"""What happened: tickets and everything below them, to be read here and changed by operations alone."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from helpdesk.ui.read_only import ReadOnlyAdmin
from tickets.models import AccessLink, Attachment, Delivery, Entry, Event, Ticket


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    list_display = ("number", "subject", "requester", "department", "status", "priority", "opened_at")
    list_filter = ("state", "department", "priority", "source")
    list_select_related = ("requester", "department", "status")
    search_fields = ("number", "subject")
    date_hierarchy = "opened_at"
    readonly_fields = ("in_the_panel",)

    @admin.display(description=_("agent panel"))
    def in_the_panel(self, ticket: Ticket) -> SafeString:
        address = reverse("panel:ticket", args=[ticket.number])
        return format_html('<a href="{}">#{}</a>', address, ticket.number)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("ticket", "kind", "author_name", "source", "created_at")
    list_filter = ("kind", "source")
    list_select_related = ("ticket", "agent__user", "requester")
    search_fields = ("=ticket__number",)
    exclude = ("body_html", "submission")


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "ticket", "kind", "author_name", "comment")
    list_filter = ("kind",)
    list_select_related = ("ticket", "agent__user", "requester")
    search_fields = ("=ticket__number",)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "ticket", "letter", "channel", "recipient", "address", "state", "why")
    list_filter = ("state", "channel", "letter")
    list_select_related = ("ticket", "agent__user", "requester")
    search_fields = ("=ticket__number", "=address")


@admin.register(AccessLink)
class AccessLinkAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "ticket", "requester", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("ticket", "requester")
    search_fields = ("=ticket__number",)
    exclude = ("token_hash",)


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "name", "media_type", "size", "entry")
    list_select_related = ("file", "entry")
    search_fields = ("name",)

    @admin.display(description=_("bytes"))
    def size(self, attachment: Attachment) -> int:
        return attachment.file.size
