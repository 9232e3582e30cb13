"""Promises of the project as a whole: layers, migrations, and that every event is told."""

import sys
from subprocess import run

import pytest
from django.core.management import call_command

from helpdesk.environment import BASE_DIR
from tickets.models import Event
from tickets.notifications.recipients import TABLE
from tickets.notifications.wording import WORDINGS


@pytest.mark.slow
def test_imports_go_down_only():
    """Slow, since it reads all the code; `make lint` does it as well."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"

    done = run([sys.executable, "-c", program, "--no-cache"], cwd=BASE_DIR, capture_output=True, text=True)

    assert "0 broken" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_kind_of_event_has_wording_and_recipients():
    assert set(WORDINGS) == set(Event.Kind.values)
    assert set(TABLE) == set(Event.Kind.values)
