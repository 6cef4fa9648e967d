"""What follows from a transaction is stored with it; the retry that all jobs share."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from procrastinate import RetryStrategy

from hantong.kit.events import Event, Listener, listeners_of

FOLLOW = "follow_up"
STEPS_OF_A_JOB = 10
DEFER = """
SELECT procrastinate_defer_jobs_v1(array_agg(row('default', %s, 0, NULL, NULL, job, NULL)::procrastinate_job_to_defer_v1))
FROM jsonb_array_elements(%s) AS job
"""
RETRY = RetryStrategy(max_attempts=12, exponential_wait=2)


def _path(thing: Any) -> str:
    return f"{thing.__module__}:{thing.__qualname__}"


def defer_listeners(events: Iterable[Event]) -> None:
    """Store jobs, in one statement, that call each listener of each event once."""
    steps = [
        {"event": _path(type(event)), "payload": event.payload(), "listeners": listeners}
        for event in events
        if (listeners := [_path(listener) for listener in listeners_of(type(event)) if _wants(listener, event)])
    ]
    if steps:
        jobs = [{"steps": steps[at : at + STEPS_OF_A_JOB]} for at in range(0, len(steps), STEPS_OF_A_JOB)]
        with connection.cursor() as cursor:
            cursor.execute(DEFER, [FOLLOW, json.dumps(jobs, ensure_ascii=False)])


def _wants(listener: Listener, event: Event) -> bool:
    return bool(getattr(listener, "is_wanted", lambda _event: True)(event))
