"""Fields as PostgreSQL's binary COPY reads them: a length, then so many bytes; a length of -1 stands for null."""

from datetime import UTC, datetime, timedelta
from struct import Struct
from uuid import UUID

from hantong.imports import plan

FIRST_BYTES = b"PGCOPY\n\xff\r\n\x00" + bytes(8)  # the signature; no flags, no extension
LAST_BYTES = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
TRUE, FALSE = b"\x00\x00\x00\x01\x01", b"\x00\x00\x00\x01\x00"

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_KEY_LENGTH = (16).to_bytes(4)
_count = Struct(">h").pack
_length = Struct(">i").pack
_small = Struct(">ih").pack
_integer = Struct(">ii").pack
_double = Struct(">id").pack
_moment = Struct(">iq").pack


def row_start(columns: int) -> bytes:
    """Give what begins every row: how many fields follow."""
    return _count(columns)


def text(words: str) -> bytes:
    """Give a text."""
    content = words.encode()
    return _length(len(content)) + content


def json(written: str) -> bytes:
    """Give JSON for a column of jsonb, whose first byte is its version."""
    return text("\x01" + written)


def key(value: bytes) -> bytes:
    """Give a UUID, of which these are the bytes."""
    return _KEY_LENGTH + value


EMPTY_JSON = json("{}")


def small(value: int) -> bytes:
    """Give a smallint."""
    return _small(2, value)


def integer(value: int) -> bytes:
    """Give an integer."""
    return _integer(4, value)


def double(value: float | None) -> bytes:
    """Give a double precision number, or null."""
    return NULL if value is None else _double(8, value)


class Words(dict[str, bytes]):
    """Texts as fields, each made once."""

    def __missing__(self, words: str) -> bytes:
        made = self[words] = text(words)
        return made


class Keys(dict[str, bytes]):
    """Keys of rows as fields, each made once."""

    def __missing__(self, written: str) -> bytes:
        made = self[written] = NULL if written == plan.NULL else key(UUID(written).bytes)
        return made


class Moments:
    """Moments in UTC to the microsecond, as the chain writes them and as fields; days and seconds are spelt once."""

    def __init__(self) -> None:
        self._days: dict[int, str] = {}
        self._seconds: dict[int, str] = {}

    def written(self, moment: datetime) -> tuple[str, bytes]:
        """Give both forms of `moment`."""
        since = moment - _EPOCH
        days, seconds, microseconds = since.days, since.seconds, since.microseconds
        day = self._days.get(days) or self._day(days)
        second = self._seconds.get(seconds) or self._second(seconds)
        ticks = (days * 86_400 + seconds) * 1_000_000 + microseconds
        return f"{day}T{second}.{microseconds:06d}+00:00", _moment(8, ticks)

    def _day(self, days: int) -> str:
        made = self._days[days] = (_EPOCH + timedelta(days)).date().isoformat()
        return made

    def _second(self, seconds: int) -> str:
        made = self._seconds[seconds] = (_EPOCH + timedelta(seconds=seconds)).time().isoformat()
        return made
