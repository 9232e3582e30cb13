"""Keeping house: jobs whose worker died are tried again, finished ones and forgotten uploads go."""

from typing import Final

from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from tickets.files.store import forget_unbound

SILENT_FOR: Final = 30
"""Seconds without a heartbeat after which a worker counts as dead; it beats every ten."""

KEEP_FINISHED: Final = 24
"""Hours."""

KEEP_FAILED: Final = 14 * 24
"""Hours: a fortnight to look at them."""


@jobs.periodic(cron="* * * * *")
@jobs.task(name="tickets.rescue_stalled", queue="publish", queueing_lock="tickets.rescue_stalled")
async def rescue_stalled(timestamp: int) -> None:
    """Take up again what a worker was doing when it died; every job may run twice.

    Where the same is queued once more already, the stalled one is given up for it.
    """
    for job in await jobs.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
        try:
            await jobs.job_manager.retry_job(job)
        except UniqueViolation:
            await jobs.job_manager.finish_job(job, Status.FAILED, delete_job=False)


@jobs.periodic(cron="11 3 * * *")
@jobs.task(name="tickets.purge_jobs", queue="slow", queueing_lock="tickets.purge_jobs")
async def purge_jobs(timestamp: int) -> None:
    """Forget finished jobs after a day, failed ones after a fortnight."""
    await jobs.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED)
    await jobs.job_manager.delete_old_jobs(nb_hours=KEEP_FAILED, include_failed=True)


@jobs.periodic(cron="37 3 * * *")
@jobs.task(name="tickets.purge_uploads", queue="slow", queueing_lock="tickets.purge_uploads")
def purge_uploads(timestamp: int) -> None:
    """Forget uploads that nobody sent off within a day."""
    forget_unbound()
