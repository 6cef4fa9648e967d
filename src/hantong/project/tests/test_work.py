"""The job process does every job once, and takes up what a killed one dropped."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app as jobs

from hantong.project.work import SILENT_AFTER_S, queue_again, take_up_dropped, work

pytestmark = pytest.mark.django_db(transaction=True)
said: list[str] = []


def say(*, word: str) -> None:
    said.append(word)


@pytest.fixture
def app(transactional_db: None) -> App:
    """The product's jobs with one more, that says what it is given."""
    said.clear()
    rows("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")  # Django empties its own tables only
    if "tests.say" not in jobs.tasks:
        jobs.task(name="tests.say")(say)
    made: App = jobs
    return made


def rows(question: str, *values: datetime | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall()) if cursor.description else []


def dropped_by_worker_silent_since(moment: datetime, app: App) -> int:
    """Leave a job behind as a process does that was killed at work."""
    ((worker,),) = rows("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", moment)
    job = app.configure_task("tests.say").defer(word="dropped")
    rows("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", worker, job)
    return job


async def look_once(app: App) -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as opened:  # type: ignore[attr-defined]
        async with opened.open_async():
            looking = asyncio.create_task(take_up_dropped(opened))
            await asyncio.sleep(0.5)
            looking.cancel()


def test_a_deferred_job_is_done_and_leaves_no_row(app: App) -> None:
    app.configure_task("tests.say").defer(word="once")
    asyncio.run(work(app, concurrency=1, until_empty=True))
    assert said == ["once"]
    assert rows("SELECT id FROM procrastinate_jobs WHERE task_name = 'tests.say'") == []


def test_a_job_of_a_silent_process_is_queued_again(app: App) -> None:
    job = dropped_by_worker_silent_since(datetime.now(UTC) - timedelta(seconds=SILENT_AFTER_S + 5), app)
    asyncio.run(look_once(app))
    assert rows("SELECT status FROM procrastinate_jobs WHERE id = %s", job) == [("todo",)]


def test_what_waits_already_does_what_was_dropped_and_holds_up_no_other(app: App) -> None:
    silent_since = datetime.now(UTC) - timedelta(seconds=SILENT_AFTER_S + 5)
    doubled, other = (dropped_by_worker_silent_since(silent_since, app) for _ in range(2))
    waiting = app.configure_task("tests.say", queueing_lock="one at a time").defer(word="waits")
    rows("UPDATE procrastinate_jobs SET queueing_lock = 'one at a time' WHERE id = %s", doubled)
    asyncio.run(look_once(app))
    left = rows("SELECT id, status FROM procrastinate_jobs WHERE task_name = 'tests.say' ORDER BY id")
    assert left == [(other, "todo"), (waiting, "todo")]


def test_a_dropped_job_that_another_process_took_up_first_holds_up_no_other(app: App) -> None:
    silent_since = datetime.now(UTC) - timedelta(seconds=SILENT_AFTER_S + 5)
    taken, other = (dropped_by_worker_silent_since(silent_since, app) for _ in range(2))

    async def look_late() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as opened:  # type: ignore[attr-defined]
            async with opened.open_async():
                dropped = list(await opened.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_AFTER_S))
                await opened.job_manager.retry_job_by_id_async(taken, retry_at=datetime.now(UTC))
                for job in dropped:
                    await queue_again(opened, job)

    asyncio.run(look_late())
    left = rows("SELECT id, status FROM procrastinate_jobs WHERE task_name = 'tests.say' ORDER BY id")
    assert left == [(taken, "todo"), (other, "todo")]


def test_a_job_of_a_beating_process_is_left_alone(app: App) -> None:
    job = dropped_by_worker_silent_since(datetime.now(UTC), app)
    asyncio.run(look_once(app))
    assert rows("SELECT status FROM procrastinate_jobs WHERE id = %s", job) == [("doing",)]
