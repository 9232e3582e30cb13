"""The WSGI door that gunicorn opens."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
os.environ.setdefault("STATEMENT_TIMEOUT", "15")  # seconds: nobody waits longer for a page

application = get_wsgi_application()
resolve(
    "/"
)  # reads all addresses now, once for all workers (helpdesk/web.py), not in the first request of each
