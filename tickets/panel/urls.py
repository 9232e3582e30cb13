"""Addresses of the agent panel."""

from django.urls import path

from tickets.panel import queues

app_name = "panel"

urlpatterns = [
    path("", queues.home, name="home"),
    path("queues/<slug:slug>/", queues.queue, name="queue"),
]
