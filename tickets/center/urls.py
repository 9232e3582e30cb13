"""Addresses of the support center; they stay put (PRODUCT.md)."""

from django.urls import path

from tickets.center import files, home, links, mine, new, opened, status, ticket

app_name = "center"
urlpatterns = [
    path("", home.home, name="home"),
    path("tickets/new/", new.new_ticket, name="new_ticket"),
    path("tickets/status/", status.check_status, name="status"),
    path("a/<str:token>/", links.follow, name="link"),
    path("tickets/", mine.my_tickets, name="tickets"),
    path("tickets/<slug:number>/", ticket.show, name="ticket"),
    path("tickets/<slug:number>/opened/", opened.opened, name="opened"),
    path("tickets/<slug:number>/close/", ticket.close, name="close"),
    path("tickets/<slug:number>/reopen/", ticket.reopen, name="reopen"),
    path("tickets/<slug:number>/links/<int:key>/revoke/", links.revoke, name="revoke_link"),
    path("tickets/<slug:number>/files/<uuid:token>/", files.download, name="file"),
    path("tickets/<slug:number>/files/<uuid:token>/picture/", files.picture, name="picture"),
]
