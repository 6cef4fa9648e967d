"""What follows from a transaction is stored with it; the retry that all jobs share."""

from collections.abc import Iterable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hantong.kit.events import Event, listeners_of

FOLLOW = "follow_up"
RETRY = RetryStrategy(max_attempts=12, exponential_wait=2)


def _path(thing: Any) -> str:
    return f"{thing.__module__}:{thing.__qualname__}"


def defer_listeners(events: Iterable[Event]) -> None:
    """Store one job for all events, which calls each of their listeners once."""
    calls = [
        {"event": _path(type(event)), "listener": _path(listener), "payload": event.payload()}
        for event in events
        for listener in listeners_of(type(event))
        if getattr(listener, "is_wanted", lambda _event: True)(event)
    ]
    if calls:
        app.configure_task(FOLLOW).defer(calls=calls)
