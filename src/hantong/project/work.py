"""The job process: does what requests left for later, and takes up what a killed job process dropped."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.urls import get_resolver
from django.utils.translation import gettext, override
from procrastinate import App, JobContext
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker
from psycopg.errors import RaiseException

from hantong.contacts.channel import channels

log = structlog.get_logger("hantong.jobs")
HEARTBEAT_S = 5.0
SILENT_AFTER_S = 15.0


def give_connection_back(do: Callable[[], object], context: JobContext, worker: Worker) -> object:
    """Run one job and return its database connection to the pool."""
    try:
        return do()
    finally:
        close_old_connections()


def read_product(app: App) -> None:
    """Read everything that jobs need, so that processes forked from this one share it."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    channels()
    get_resolver().url_patterns  # noqa: B018  (reads every page's address)
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Hantong")


async def take_up_dropped(app: App) -> None:
    """Queue again, every few seconds, the jobs whose process stopped beating."""
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_AFTER_S):
                await queue_again(app, job)
        except ConnectorException:
            log.exception("dropped jobs could not be queued again; the next look is soon")
        await asyncio.sleep(HEARTBEAT_S)


async def queue_again(app: App, job: Job) -> None:
    """Queue one dropped job again, unless another process has taken it up, or its own has ended it, meanwhile."""
    try:
        await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
    except UniqueViolation:  # of this kind only one may wait, and one does: it does what was dropped as well
        await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=True)
    except ConnectorException as fault:
        if not isinstance(fault.__cause__, RaiseException):  # so the database says that nobody works on it any more
            raise


async def work(app: App, *, concurrency: int, until_empty: bool = False) -> None:
    """Work on the queue until a signal says stop; jobs at work then get ten seconds to finish."""
    connector = PsycopgConnector(min_size=1, max_size=4, kwargs=connector_params())
    with app.replace_connector(connector) as open_app:
        async with open_app.open_async():
            care = asyncio.create_task(take_up_dropped(open_app))
            try:
                await open_app.run_worker_async(
                    concurrency=concurrency,
                    wait=not until_empty,
                    fetch_job_polling_interval=2.0,
                    shutdown_graceful_timeout=10,
                    delete_jobs="successful",
                    update_heartbeat_interval=HEARTBEAT_S,
                    stalled_worker_timeout=SILENT_AFTER_S,
                    task_middleware=[give_connection_back],
                )
            finally:
                care.cancel()
                with suppress(asyncio.CancelledError):
                    await care
