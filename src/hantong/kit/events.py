"""What happened is announced inside the transaction that made it happen; what follows is listed in the wiring."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

LIVE_CHANNEL = "hantong_live"
TOLD_AT_ONCE = 40  # the database carries 8,000 bytes at once

Listener = Callable[[Any], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that has happened; subclasses are named by a past participle and hold ids, numbers and words."""

    at: datetime

    def live_topics(self) -> Iterable[str]:
        """Name the open pages that should hear of it at once, such as `case:<id>`."""
        return ()

    def payload(self) -> dict[str, Any]:
        """Give the event as plain JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Rebuild the event from `payload`."""
        hints = {field.name: field.type for field in dataclasses.fields(cls)}
        fields: dict[str, Any] = {name: _rich(value, hints[name]) for name, value in payload.items() if name in hints}
        return cls(**fields)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def _rich(value: Any, hint: object) -> object:
    if value is None:
        return None
    name = str(hint)
    if "datetime" in name:
        return datetime.fromisoformat(value)
    if "UUID" in name:
        return UUID(value)
    return value


def listeners_of(kind: type[Event]) -> tuple[Listener, ...]:
    """Look up in the wiring what follows from an event of this kind."""
    wiring: Mapping[type[Event], tuple[Listener, ...]] = import_string(settings.HANTONG_WIRING)
    return wiring.get(kind, ())


def only_if(is_wanted: Callable[[Any], bool]) -> Callable[[Listener], Listener]:
    """Have a listener called only for events that somebody wants: asked at the announcement, so it must cost nothing."""

    def mark(listener: Listener) -> Listener:
        listener.is_wanted = is_wanted  # type: ignore[attr-defined]
        return listener

    return mark


def announce(*events: Event) -> None:
    """Have every listener of `events` called once this transaction is committed, and tell open pages.

    One job per event and listener is stored with the transaction itself, so none is lost or made up.
    """
    from hantong.kit.jobs import defer_listeners

    defer_listeners(events)
    messages = [{"topic": topic, "kind": type(event).__name__} for event in events for topic in event.live_topics()]
    if messages:
        tell_live(messages)


def tell_live(messages: list[dict[str, Any]]) -> None:
    """Hand `messages`, each once, to the live-event process when the transaction commits."""
    once = list(dict.fromkeys(json.dumps(message, ensure_ascii=False) for message in messages))
    told = [f"[{','.join(once[at : at + TOLD_AT_ONCE])}]" for at in range(0, len(once), TOLD_AT_ONCE)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, told) FROM unnest(%s::text[]) told", [LIVE_CHANNEL, told])
