"""Jobs about jobs: on committed rows, since they look at what other connections left."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sla.moment import at, now
from tests.jobs import run_worker
from tickets.files.store import keep_upload, path_of
from tickets.jobs.keep_house import purge_jobs, purge_uploads, rescue_stalled
from tickets.models import Attachment

DAY = timedelta(days=1)


def make_job(status: str, *, age: timedelta = timedelta(), queueing_lock: str | None = None) -> int:
    """A job as a worker left it; one that is being done belongs to a worker that died an hour ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id"
        )
        [worker] = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock, worker_id, args)"
            " VALUES ('slow', 'tickets.purge_uploads', %s, %s, %s, '{\"timestamp\": 0}') RETURNING id",
            [status, queueing_lock, worker if status == "doing" else None],
        )
        [job] = cursor.fetchone()
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [job])
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, now() - %s)",
            [job, status if status in ("succeeded", "failed") else "started", age],
        )
    return job


def statuses(*jobs: int) -> list[str | None]:
    """How each of these jobs stands; None for one that is gone."""
    known = dict(ProcrastinateJob.objects.values_list("pk", "status"))
    return [known.get(job) for job in jobs]


@pytest.mark.usefixtures("committed")
class TestJobs:
    @pytest.mark.slow
    def test_what_a_dead_worker_was_doing_is_done_after_all(self):
        stalled = make_job("doing")
        rescue_stalled.defer(timestamp=0)

        run_worker()

        assert statuses(stalled) == ["succeeded"]

    @pytest.mark.slow
    def test_where_it_is_queued_once_more_the_stalled_one_is_given_up(self):
        stalled = make_job("doing", queueing_lock="tickets.purge_uploads")
        another = make_job("doing")
        rescue_stalled.configure(priority=1).defer(timestamp=0)
        queued = make_job("todo", queueing_lock="tickets.purge_uploads")

        run_worker()

        assert statuses(stalled, another, queued) == ["failed", "succeeded", "succeeded"]

    @pytest.mark.slow
    def test_finished_jobs_go_after_a_day_failed_ones_after_a_fortnight(self):
        kept = [make_job("succeeded", age=DAY / 2), make_job("failed", age=13 * DAY)]
        gone = [make_job("succeeded", age=2 * DAY), make_job("failed", age=15 * DAY)]
        purge_jobs.defer(timestamp=0)

        run_worker()

        assert statuses(*kept, *gone) == ["succeeded", "failed", None, None]


@pytest.mark.django_db
def test_uploads_that_nobody_sent_off_go_after_a_day():
    with at(now() - 2 * DAY):
        old = keep_upload(ContentFile(b"old"), "old.txt")
    fresh = keep_upload(ContentFile(b"fresh"), "fresh.txt")

    purge_uploads(timestamp=0)

    assert list(Attachment.objects.all()) == [fresh]
    assert default_storage.exists(path_of(fresh.file.sha256))
    assert not default_storage.exists(path_of(old.file.sha256))


def test_every_job_stands_in_a_queue_that_a_worker_takes(settings):
    ours = {name: task.queue for name, task in app.tasks.items() if name.startswith("tickets.")}

    assert set(ours.values()) <= set(settings.JOB_QUEUES)
    assert set(ours) >= {
        "tickets.publish",
        "tickets.send_delivery",
        "tickets.mail_access_link",
        "tickets.remind",
        "tickets.rescue_stalled",
        "tickets.purge_jobs",
        "tickets.purge_uploads",
        "tickets.watch_clocks",
        "tickets.realign_clocks",
    }
