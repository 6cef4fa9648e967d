"""A small cache that all processes share: one unlogged table, one statement per call.

It holds what sign-in throttling counts and which one-time codes were used; it may be lost at any time without harm.
"""

import json
from collections.abc import Mapping

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

_GET = "SELECT value FROM access_shared_cache WHERE key = %s AND (expires_at IS NULL OR expires_at > clock_timestamp())"
_SET = (
    "INSERT INTO access_shared_cache AS kept (key, value, expires_at)"
    " VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at"
)
_TOUCH = (
    "UPDATE access_shared_cache SET expires_at = clock_timestamp() + make_interval(secs => %s)"
    " WHERE key = %s AND (expires_at IS NULL OR expires_at > clock_timestamp()) RETURNING 1"
)


class SharedCache(BaseCache):
    """Django's cache interface over the table `access_shared_cache`; values are plain JSON."""

    def __init__(self, server: str, params: Mapping[str, object]) -> None:
        super().__init__(dict(params))

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Give the value kept under `key`."""
        row = _row(_GET, [self.make_and_validate_key(key, version=version)])
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: object, timeout: object = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep `value` under `key`."""
        _row(
            f"{_SET} RETURNING 1",
            [self.make_and_validate_key(key, version=version), json.dumps(value), self._seconds(timeout)],
        )

    def add(self, key: str, value: object, timeout: object = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep `value` under `key` unless something is kept there, and tell whether it was kept."""
        row = _row(
            f"{_SET} WHERE kept.expires_at <= clock_timestamp() RETURNING 1",
            [self.make_and_validate_key(key, version=version), json.dumps(value), self._seconds(timeout)],
        )
        return row is not None

    def touch(self, key: str, timeout: object = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep what is under `key` for longer."""
        row = _row(_TOUCH, [self._seconds(timeout), self.make_and_validate_key(key, version=version)])
        return row is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget what is under `key`."""
        wanted = self.make_and_validate_key(key, version=version)
        return _row("DELETE FROM access_shared_cache WHERE key = %s RETURNING 1", [wanted]) is not None

    def clear(self) -> None:
        """Forget everything."""
        _row("DELETE FROM access_shared_cache RETURNING 1", [])

    def _seconds(self, timeout: object) -> float | None:
        if timeout is DEFAULT_TIMEOUT:
            return self.default_timeout
        return None if timeout is None else float(str(timeout))


def forget_expired() -> int:
    """Remove what nobody will ask for again, and tell how much it was."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_shared_cache WHERE expires_at <= clock_timestamp()")
        removed: int = cursor.rowcount
        return removed


def _row(statement: str, values: list[str | float | None]) -> tuple[str, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[str, ...] | None = cursor.fetchone()
        return row
