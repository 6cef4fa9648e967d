"""Reference data (offices, services, rules) is read once per change and process, not once per request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar
from uuid import UUID

from django.db import connection

T = TypeVar("T")
BEGIN = (
    "INSERT INTO kit_edition (id, value) VALUES (1, gen_random_uuid())"
    " ON CONFLICT (id) DO UPDATE SET value = kit_edition.value RETURNING value"
)
_in_this_turn: ContextVar[list[UUID] | None] = ContextVar("edition_in_this_turn", default=None)


def current_edition() -> UUID:
    """Ask the database which edition holds, at most once in a turn."""
    memo = _in_this_turn.get()
    if memo:
        return memo[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM kit_edition WHERE id = 1")
        row = cursor.fetchone()
        if row is None:  # an emptied database begins anew
            cursor.execute(BEGIN)
            row = cursor.fetchone()
    value: UUID = row[0]
    if memo is not None:
        memo.append(value)
    return value


def forget_edition() -> None:
    """Make the rest of this turn ask again: for verbs that change reference data."""
    memo = _in_this_turn.get()
    if memo is not None:
        memo.clear()


@contextmanager
def turn() -> Iterator[None]:
    """Span one request, job or command, within which reference data holds still."""
    token = _in_this_turn.set([])
    try:
        yield
    finally:
        _in_this_turn.reset(token)


class Snapshot(Generic[T]):
    """A value computed from watched tables and kept until they change."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._kept: tuple[UUID, T] | None = None

    def get(self) -> T:
        """Give the value that belongs to the current edition."""
        edition = current_edition()
        kept = self._kept
        if kept is not None and kept[0] == edition:
            return kept[1]
        value = self._load()
        self._kept = (edition, value)
        return value
