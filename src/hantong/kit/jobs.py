"""The job that carries an event to one listener, and the retry that all jobs share."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import structlog
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hantong.kit.editions import turn
from hantong.kit.events import Event, listeners_of

log = structlog.get_logger("hantong.jobs")
RETRY = RetryStrategy(max_attempts=12, exponential_wait=2)


def _path(thing: Any) -> str:
    return f"{thing.__module__}:{thing.__qualname__}"


def _found(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


@app.task(name="follow", retry=RETRY)
def follow(*, event: str, listener: str, payload: dict[str, Any]) -> None:
    """Rebuild the event and call the listener with it."""
    kind: type[Event] = _found(event)
    with turn():
        try:
            _found(listener)(kind.from_payload(payload))
        except Exception:
            log.exception("listener failed; it will be called again", event_kind=event, listener=listener)
            raise


def defer_listeners(events: Iterable[Event]) -> None:
    """Store one job per event and listener, in one statement."""
    jobs = [
        {"event": _path(type(event)), "listener": _path(listener), "payload": event.payload()}
        for event in events
        for listener in listeners_of(type(event))
        if getattr(listener, "is_wanted", lambda _event: True)(event)
    ]
    if jobs:
        follow.batch_defer(*jobs)
