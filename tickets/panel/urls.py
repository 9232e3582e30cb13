"""Addresses of the agent panel."""

from django.urls import path

from agents.gate import agent_required
from tickets.panel import (
    explained,
    export,
    files,
    live,
    narrow,
    new_ticket,
    notifications,
    queues,
    saved_queues,
    search,
    suggestions,
    ticket,
    writing,
)
from tickets.panel.actions import ACTIONS
from tickets.panel.bulk import views as bulk

app_name = "panel"

urlpatterns = [
    path("", queues.home, name="home"),
    path("queues/new/", saved_queues.save, name="save_queue"),
    path("queues/<slug:slug>/", queues.queue, name="queue"),
    path("queues/<slug:slug>/edit/", saved_queues.edit, name="edit_queue"),
    path("queues/<slug:slug>/delete/", saved_queues.delete, name="delete_queue"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/<uuid:submission>/", bulk.told, name="bulk_told"),
    path("export/", export.export, name="export"),
    path("filter/", narrow.narrow, name="filter"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", suggestions.suggestions, name="suggestions"),
    path("rail/", live.rail, name="rail"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("tickets/new/", new_ticket.new_ticket, name="new_ticket"),
    path("tickets/<slug:number>/", ticket.show, name="ticket"),
    path("tickets/<slug:number>/reply/", writing.reply, name="reply"),
    path("tickets/<slug:number>/note/", writing.note, name="note"),
    path("tickets/<slug:number>/promises/", live.promises, name="promises"),
    path("tickets/<slug:number>/promise/", explained.explained, name="explained"),
    path("tickets/<slug:number>/files/<uuid:token>/", files.download, name="file"),
    path("tickets/<slug:number>/pictures/<uuid:token>/", files.picture, name="picture"),
    *(
        path(f"tickets/<slug:number>/{action.verb}/", agent_required(action.as_view()), name=action.verb)
        for action in ACTIONS
    ),
]
