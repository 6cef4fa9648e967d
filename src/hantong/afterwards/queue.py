"""The queue's rows, many at a time: what waits beside a job is held with it, and leaves the queue with what was done."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

HELD = "SELECT id, args FROM procrastinate_jobs WHERE id = %s FOR UPDATE"
WAITING = (
    "SELECT id, args FROM procrastinate_jobs WHERE status = 'todo' AND task_name = %s AND attempts = 0"
    " AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY priority DESC, id LIMIT %s FOR UPDATE SKIP LOCKED"
)
LENT = "UPDATE procrastinate_jobs SET scheduled_at = now() + %s WHERE id = ANY(%s)"
LEFT = "UPDATE procrastinate_jobs SET args = %s WHERE id = %s"
GONE = "DELETE FROM procrastinate_jobs WHERE id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the queue, held for this transaction."""

    id: int
    given: dict[str, Any]


def held(job: int) -> Job | None:
    """Give a job as the queue has it now; nothing where it was done meanwhile."""
    return next(iter(_jobs(HELD, job)), None)


def waiting(task: str, *, most: int) -> list[Job]:
    """Give the jobs of this kind that wait longest and that nobody else holds; none that was tried before."""
    return _jobs(WAITING, task, most)


@transaction.atomic
def borrow(task: str, *, most: int, for_how_long: timedelta) -> list[Job]:
    """Give jobs that wait, due again after a while: so they are nobody else's meanwhile, and come back if we are killed."""
    jobs = waiting(task, most=most)
    if jobs:
        _do(LENT, for_how_long, [job.id for job in jobs])
    return jobs


def leave(job: int, given: dict[str, Any]) -> None:
    """Write down what is left of a job."""
    _do(LEFT, json.dumps(given), job)


def remove(jobs: Iterable[int]) -> None:
    """Take jobs that are done out of the queue."""
    _do(GONE, list(jobs))


def _jobs(question: str, *values: Any) -> list[Job]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [Job(key, json.loads(given)) for key, given in cursor.fetchall()]


def _do(order: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(order, values)
