import logging

import psycopg
import pytest

from helpdesk.logs import DiscreetFormatter, LostDatabaseInOneLine, RefusalsInOneLine


def written(message, *args, exc_info=None):
    record = logging.LogRecord("helpdesk", logging.WARNING, __file__, 1, message, args, exc_info)
    return DiscreetFormatter("{message}", style="{").format(record)


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("Not Found: /a/Zm9vYmFy/", "Not Found: /a/…/"),
        ("GET /accounts/password/reset/key/3-c7x-9f/", "GET /accounts/password/reset/key/…/"),
        ("GET /accounts/confirm-email/MQ:1uX/", "GET /accounts/confirm-email/…/"),
        ("at postgresql://desk:hunter2@db/desk", "at postgresql://desk:…@db/desk"),
        ("GET /articles/a-title/", "GET /articles/a-title/"),
    ],
)
def test_secrets_in_addresses_are_blotted_out(message, line):
    assert written(message) == line


def test_arguments_and_tracebacks_are_blotted_out_too():
    try:
        raise ValueError("smtp://desk:hunter2@mail")
    except ValueError as error:
        text = written("at %s", "/a/Zm9vYmFy/", exc_info=(ValueError, error, error.__traceback__))

    assert "ValueError: smtp://desk:…@mail" in text
    assert "hunter2" not in text.splitlines()[-1]
    assert "Zm9vYmFy" not in text


@pytest.mark.parametrize(("status", "is_told"), [(403, False), (413, False), (500, True), (None, True)])
def test_where_a_request_was_refused_in_the_code_is_told_of_faults_alone(status, is_told):
    trouble = (ValueError, ValueError("why"), None)
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Forbidden", (), trouble)
    if status is not None:
        record.status_code = status

    assert RefusalsInOneLine().filter(record)
    assert (record.exc_info is not None) is is_told


def noticed(name, error):
    try:
        raise RuntimeError("Database error.") from error
    except RuntimeError as noticed:
        return logging.LogRecord(
            name, logging.ERROR, __file__, 1, "Failed: %s", (name,), (RuntimeError, noticed, None)
        )


def test_a_lost_database_is_one_line_however_many_queues_notice_it():
    lost = LostDatabaseInOneLine()
    records = [
        noticed(f"procrastinate.worker.{queue}", psycopg.OperationalError("Connection\n refused"))
        for queue in ("send", "fetch", "slow")
    ]

    told = [record for record in records if lost.filter(record)]

    assert [record.getMessage() for record in told] == [
        "The worker: the database can't be reached: Connection refused"
    ]
    assert told[0].exc_info is None


def test_a_request_without_a_database_says_so_in_its_line():
    lost = LostDatabaseInOneLine()

    lines = [noticed("django.request", psycopg.errors.AdminShutdown("Going down.")) for _ in range(2)]

    assert [lost.filter(line) for line in lines] == [True, True]
    assert lines[0].getMessage() == "Failed: django.request: the database can't be reached: Going down."


@pytest.mark.parametrize("error", [psycopg.errors.QueryCanceled(), psycopg.errors.DeadlockDetected(), None])
def test_every_other_fault_keeps_its_traceback(error):
    record = noticed("procrastinate.worker.send", error)

    assert LostDatabaseInOneLine().filter(record)
    assert record.exc_info is not None
