"""Addresses that exist in demo mode only."""

from django.urls import path

from helpdesk.demo import mail

app_name = "demo"
urlpatterns = [
    path("mail/", mail.letters, name="mail"),
    path("mail/<str:name>/html/", mail.letter_html, name="letter_html"),
]
