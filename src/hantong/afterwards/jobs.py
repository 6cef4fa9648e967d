"""What follows from events: many listeners in one transaction with the marks that they are done; what fails, alone.

A job is the steps that follow from one transaction: events, each with its listeners. Whoever does one does what waits
beside it as well. The queue's rows are held meanwhile and removed by the same transaction, so a process that is
killed leaves everything as it was.
"""

import time
from importlib import import_module
from typing import Any

import structlog
from django.db import connection, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app

from hantong.afterwards import queue
from hantong.kit.editions import turn
from hantong.kit.events import Event
from hantong.kit.jobs import FOLLOW, RETRY

log = structlog.get_logger("hantong.jobs")
TOGETHER = 12
GOES_ON_FOR_S = 1.0
AGAIN_IN_S = 2
GIVES_WAY_AFTER = "SET LOCAL lock_timeout = '200ms'"  # before the database looks for deadlocks and ends somebody else

Step = dict[str, Any]


@app.task(name=FOLLOW, retry=RETRY, pass_context=True)
def follow_up(context: JobContext, *, steps: list[Step]) -> None:
    """Do what follows from a transaction, and from others that wait, for a while."""
    if context.job.attempts:  # a process was killed at it: this time it takes no others along
        _one_by_one(_own(context))
        return
    until_s = time.monotonic() + GOES_ON_FOR_S
    is_more = _together(_own(context))
    while is_more and time.monotonic() < until_s:
        is_more = _together(None)


@app.task(name="follow_alone", retry=RETRY, pass_context=True)
def follow_alone(context: JobContext, *, steps: list[Step]) -> None:
    """Call a listener that failed once more."""
    with turn(), transaction.atomic():
        job = queue.held(_own(context))
        for step in job.given["steps"] if job else ():
            _do(step)
        queue.leave(_own(context), {"steps": []})


def _own(context: JobContext) -> int:
    assert context.job.id is not None  # noqa: S101  (it was fetched)
    return context.job.id


def _together(own: int | None) -> bool:
    """Do the calls of `own` and of what waits in one transaction, or one by one if any fails; tell if any waited."""
    jobs: list[queue.Job] = []
    beside: list[queue.Job] = []
    try:
        with turn(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(GIVES_WAY_AFTER)
            first = queue.held(own) if own else None
            beside = queue.waiting(FOLLOW, most=TOGETHER)
            jobs = [first, *beside] if first else beside
            for job in jobs:
                for step in job.given["steps"]:
                    _do(step)
            if first:
                queue.leave(first.id, {"steps": []})
            queue.remove(job.id for job in beside)
    except Exception as error:  # noqa: BLE001  (a listener may fail in any way)
        log.debug("what follows is done one by one", jobs=len(jobs), because=type(error).__name__)
        if not jobs:
            raise
        for job in jobs:
            _one_by_one(job.id)
    return bool(beside)


def _one_by_one(job: int) -> None:
    """Call the listeners of one job, each in a transaction of its own; one that fails gets a job of its own."""
    while (step := _first(job)) is not None:
        try:
            _do_first(job)
        except Exception:
            log.exception(
                "listener failed; it will be called again", event_kind=step["event"], listener=step["listeners"][0]
            )
            _set_apart(job)


@transaction.atomic
def _first(job: int) -> Step | None:
    row = queue.held(job)
    return next(iter(row.given["steps"]), None) if row else None


def _do_first(job: int) -> None:
    with turn(), transaction.atomic():
        for step in _taken_off(job):
            _do(step)


@transaction.atomic
def _set_apart(job: int) -> None:
    for step in _taken_off(job):
        follow_alone.configure(schedule_in={"seconds": AGAIN_IN_S}).defer(steps=[step])


def _taken_off(job: int) -> list[Step]:
    """Take the first call of a listener off a job in this transaction; gives none where another process has done it."""
    row = queue.held(job)
    if row is None or not row.given["steps"]:
        return []
    step, *later = row.given["steps"]
    listener, *others = step["listeners"]
    rest = [{**step, "listeners": others}, *later] if others else later
    queue.leave(job, {"steps": rest})
    return [{**step, "listeners": [listener]}]


def _do(step: Step) -> None:
    """Rebuild the event and call its listeners with it."""
    kind: type[Event] = _found(step["event"])
    event = kind.from_payload(step["payload"])
    for listener in step["listeners"]:
        _found(listener)(event)


def _found(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
