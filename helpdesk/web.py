"""How gunicorn serves, by `make run` as in production: gunicorn --config python:helpdesk.web helpdesk.wsgi"""

import os
from pathlib import Path
from typing import Any

from django.conf import settings

from helpdesk import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

bind = f"{settings.BIND}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WEB_WORKERS
threads = settings.WEB_THREADS
preload_app = True  # read once and shared: half the memory, and a quick start
timeout = 60
graceful_timeout = 10
max_requests, max_requests_jitter = 20_000, 2_000  # a process does not grow old
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a disk may stall the heartbeat
loglevel = "warning"
control_socket_disable = True  # several desks run on one machine
forwarded_allow_ips = ""  # which proxies count is said by TRUSTED_PROXIES alone


def when_ready(server: Any) -> None:
    """Called in gunicorn's master process once it listens."""
    lifeline.follow()
