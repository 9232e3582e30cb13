"""Fills and measures one desk; what it found goes to standard output as JSON (run by `tests.benchmarks`)."""

import json
import os
import sys
import time
from dataclasses import asdict

import django
from django.core.management import call_command

django.setup()

from helpdesk.load.build import load_desk
from sla.moment import now
from tests.benchmarks.clocks import measure_clocks
from tests.benchmarks.desk import find_desk
from tests.benchmarks.pages import measure_floor, measure_pages
from tests.benchmarks.plans import wrong_plans


def main(tickets: int, *, due: bool) -> None:
    call_command("migrate", verbosity=0)
    began = time.monotonic()
    load_desk(tickets, until=now(), say=lambda said: print(said, file=sys.stderr))
    found = {"tickets": tickets, "filled": time.monotonic() - began, "load": os.getloadavg()[0]}
    desk = find_desk()
    floors = [measure_floor(desk)]
    found["pages"] = [asdict(page) for page in measure_pages(desk)]
    floors.append(measure_floor(desk))
    found["floor"] = asdict(min(floors, key=lambda floor: floor.cost.cpu))
    found["plans"] = list(wrong_plans(desk, tickets=tickets))
    found["clocks"] = [asdict(each) for each in measure_clocks(desk, due=due)]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), due="due" in sys.argv[2:])
