"""What follows from a transaction is stored with it; the retry that all jobs share."""

from collections.abc import Iterable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hantong.kit.events import Event, Listener, listeners_of

FOLLOW = "follow_up"
STEPS_OF_A_JOB = 10
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
        app.configure_task(FOLLOW).batch_defer(*jobs)


def _wants(listener: Listener, event: Event) -> bool:
    return bool(getattr(listener, "is_wanted", lambda _event: True)(event))
