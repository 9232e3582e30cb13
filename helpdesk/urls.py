"""Every address of the help desk, door by door."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from helpdesk import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("demo/", include("helpdesk.demo.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("panel/", include("tickets.panel.urls")),
    path("", include("tickets.center.urls")),
]

handler400 = "helpdesk.errors.bad_request"
handler403 = "helpdesk.errors.permission_denied"
handler404 = "helpdesk.errors.not_found"
handler500 = "helpdesk.errors.server_error"
