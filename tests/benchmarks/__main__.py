"""Runs the benchmark: a PostgreSQL of its own, one desk after the other, one table at the end."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from helpdesk import cluster, database
from tests.benchmarks.table import print_table
from tests.private_database import VARIABLES

SIZES = (1_000, 100_000)
# Nothing here outlives the run, and all CPU that a query takes is to be that of the connection's own process.
MANNER = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}


def main(sizes: list[int], *, due: bool) -> int:
    var = Path(tempfile.mkdtemp(prefix="helpdesk-bench-"))
    (var / "static").mkdir()
    try:
        with database.running(database.folder(var), **MANNER) as sockets:
            found = [_measure(size, var, sockets, due=due and size == sizes[0]) for size in sizes]
    finally:
        shutil.rmtree(var, ignore_errors=True)
    print(f"{_machine()}; Python {platform.python_version()}")
    return print_table(found)


def _measure(size: int, var: Path, sockets: Path, *, due: bool) -> dict:
    name = f"desk_{size}"
    with psycopg.connect(f"postgresql://{cluster.NAME}@/postgres?host={sockets}", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    address = f"postgresql://{cluster.NAME}@/{sockets}/{name}"
    environment = {
        **os.environ,
        **VARIABLES,
        "HELPDESK_VAR": str(var),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
    }
    command = [sys.executable, "-m", "tests.benchmarks.measure", str(size), *(["due"] if due else [])]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def _machine() -> str:
    model = next(
        (
            line.split(": ")[1]
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    return f"{os.cpu_count()} cores, {model}"


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of tickets")
    arguments.add_argument("--no-due", action="store_true", help="leave out the ten thousand due at once")
    asked = arguments.parse_args()
    sys.exit(main(asked.sizes, due=not asked.no_due))
