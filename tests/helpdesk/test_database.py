import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from helpdesk import cluster, database, postmaster

CARELESS = {"fsync": "off"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("a folder with spaces") / "postgres"


def connect(socket_folder):
    return psycopg.connect(host=str(socket_folder), user="helpdesk", dbname="helpdesk", autocommit=True)


def wait_until_stopped(home):
    deadline = time.monotonic() + 10
    while postmaster.find(home) and time.monotonic() < deadline:
        time.sleep(0.02)
    return postmaster.find(home) is None


def test_data_outlive_the_server(home):
    with database.running(home, **CARELESS) as socket_folder, connect(socket_folder) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    stopped = postmaster.find(home) is None
    with database.running(home, **CARELESS) as socket_folder, connect(socket_folder) as connection:
        answer = connection.execute("SELECT answer FROM kept").fetchone()

    assert stopped
    assert answer == (42,)


def test_words_are_compared_beyond_ascii(home):
    with database.running(home, **CARELESS) as socket_folder, connect(socket_folder) as connection:
        lowered = connection.execute("SELECT lower('ÄÖÜ')").fetchone()

    assert lowered == ("äöü",)


def test_the_socket_lies_in_a_private_folder_that_goes_with_the_server(home):
    with database.running(home, **CARELESS) as socket_folder:
        mode = socket_folder.stat().st_mode & 0o777

    assert mode == 0o700
    assert not socket_folder.exists()


def test_the_settings_point_to_where_the_server_listens(home):
    with database.running(home, **CARELESS) as socket_folder:
        settings = database.connection_settings(home.parent)

    assert settings["HOST"] == str(socket_folder)


def test_the_server_stays_until_its_last_user_has_left(home):
    with database.running(home, **CARELESS) as socket_folder:
        with database.running(home):
            pass
        with connect(socket_folder) as connection:
            still_there = connection.execute("SELECT 1").fetchone()

    assert still_there == (1,)
    assert postmaster.find(home) is None


def test_the_server_stops_when_its_only_user_is_killed(home):
    words = f"""
import pathlib, time
from helpdesk import database
with database.running(pathlib.Path({str(home)!r})):
    print("up", flush=True)
    time.sleep(60)
"""
    user = subprocess.Popen(
        [sys.executable, "-c", words],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
    )
    user.stdout.readline()
    was_up = postmaster.find(home) is not None

    user.kill()
    user.communicate()

    assert was_up
    assert wait_until_stopped(home)


def test_a_killed_server_is_followed_by_a_new_one(home):
    with database.running(home, **CARELESS):
        first = postmaster.find(home)
        os.kill(first.pid, signal.SIGKILL)
        wait_until_stopped(home)

    with database.running(home, **CARELESS) as socket_folder, connect(socket_folder) as connection:
        answer = connection.execute("SELECT 1").fetchone()

    assert answer == (1,)
    assert not first.socket_folder.exists()


def test_a_pid_file_that_names_some_other_process_is_no_obstacle(home):
    with database.running(home, **CARELESS):
        lines = (home / "data" / "postmaster.pid").read_text().splitlines()
    (home / "data" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))

    with database.running(home, **CARELESS) as socket_folder, connect(socket_folder) as connection:
        answer = connection.execute("SELECT 1").fetchone()

    assert answer == (1,)


def test_files_half_made_are_made_again(tmp_path):
    home = tmp_path / "postgres"
    (home / "new").mkdir(parents=True)
    (home / "new" / "PG_VERSION").write_text("18")

    with database.running(home, **CARELESS) as socket_folder, connect(socket_folder) as connection:
        answer = connection.execute("SELECT 1").fetchone()

    assert answer == (1,)


def test_a_folder_that_can_t_be_used_is_named_in_one_sentence(tmp_path):
    (tmp_path / "var").write_text("a file in the way")

    with (
        pytest.raises(database.DatabaseUnavailable, match="can't hold the database: Not a dir") as refused,
        database.running(tmp_path / "var" / "postgres"),
    ):
        pass

    assert "\n" not in str(refused.value)


def test_files_of_another_version_are_refused_in_one_sentence(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("9\n")

    with (
        pytest.raises(database.DatabaseUnavailable, match="was made by PostgreSQL 9"),
        database.running(tmp_path),
    ):
        pass


def test_a_full_disk_is_named_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "ROOM_TO_BEGIN", 10**12)

    with (
        pytest.raises(database.DatabaseUnavailable, match=r"needs \d+ MB of free disk space") as refused,
        database.running(tmp_path / "postgres"),
    ):
        pass

    assert "\n" not in str(refused.value)
