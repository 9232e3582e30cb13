"""The ASGI door, for servers that speak it."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
os.environ.setdefault("STATEMENT_TIMEOUT", "15")  # seconds: nobody waits longer for a page

application = get_asgi_application()
