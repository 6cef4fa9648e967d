"""Keys that sort by the moment they were made (UUID version 7, RFC 9562)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_id() -> UUID:
    """Make a new key; keys that one process makes one after another sort in that order."""
    return uuid7()


def moment_of(key: UUID) -> datetime:
    """Tell when a key was made, in UTC, to the millisecond.

    Raises ValueError for a key that carries no moment, because it is not of version 7.
    """
    if key.version != 7:
        raise ValueError(f"{key} is a UUID of version {key.version}; only version 7 carries a moment.")
    return _EPOCH + timedelta(milliseconds=key.int >> 80)
