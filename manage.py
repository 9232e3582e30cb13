#!/usr/bin/env python3
"""The command line of the help desk: `python manage.py help` lists what it can do."""

import os
import sys
from contextlib import ExitStack

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from helpdesk import database
from helpdesk.environment import state_folder

WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "help",
    "makemessages",
    "version",
    "--version",
}


def main() -> None:
    """Run the command that the arguments name, with the embedded database at hand if none other is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    with ExitStack() as until_the_end:
        if not os.environ.get("DATABASE_URL") and not WITHOUT_DATABASE.issuperset(sys.argv[1:2]):
            until_the_end.enter_context(database.running(database.folder(state_folder())))
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except (database.DatabaseUnavailable, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
