"""Jobs done when a story says so, within its own transaction, as a job process does them."""

import json
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import now
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

import hantong.afterwards.jobs  # noqa: F401  (its tasks are known once it is read)

DUE = (
    "SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s)"
    " AND (%s::text[] = '{}' OR task_name = ANY(%s)) ORDER BY id LIMIT 1"
)
FETCH = "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s RETURNING *"


def do_jobs(*names: str, ahead: timedelta = timedelta(0)) -> int:
    """Do the jobs of these names (all without any) that are due by now and `ahead`; tell how many were fetched."""
    done = 0
    while (job := fetched(*names, by=now() + ahead)) is not None:
        do(job)
        done += 1
        assert done < 500, "jobs beget jobs for ever"
    return done


def fetched(*names: str, by: datetime) -> Job | None:
    """Fetch the first job that is due."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [by, list(names), list(names)])
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(FETCH, found)
        row = dict(zip((column.name for column in cursor.description), cursor.fetchone(), strict=True))
    return Job.from_row({**row, "args": json.loads(row["args"])})


def do(job: Job, *, attempts: int = 0) -> None:
    """Do a fetched job, which was tried so many times before, and take it out of the queue if it does not fail."""
    run(job, attempts=attempts)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.id])


def run(job: Job, *, attempts: int = 0) -> None:
    """Do a fetched job, and leave it in the queue as a process does that is killed before it can say so."""
    task = app.tasks[job.task_name]
    tried = job.evolve(attempts=attempts)
    context = JobContext(app=app, job=tried, start_timestamp=time.time(), abort_reason=lambda: None)
    given: list[Any] = [context] if task.pass_context else []
    task.func(*given, **job.task_kwargs)
