"""Fields as PostgreSQL's binary COPY reads them: a length, then so many bytes; a length of -1 stands for null."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from json.encoder import encode_basestring
from struct import Struct
from uuid import UUID

from hantong.imports import plan

FIRST_BYTES = b"PGCOPY\n\xff\r\n\x00" + bytes(8)  # the signature; no flags, no extension
LAST_BYTES = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
TRUE, FALSE = b"\x00\x00\x00\x01\x01", b"\x00\x00\x00\x01\x00"

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_KEY_LENGTH = (16).to_bytes(4)
_ESCAPED_IN_JSON = bytes(range(32)) + b'"\\'
_count = Struct(">h").pack
_length = Struct(">i").pack
_small = Struct(">ih").pack
_integer = Struct(">ii").pack
_doubles = Struct(">idid").pack
_moment = Struct(">iq").pack


def row_start(columns: int) -> bytes:
    """Give what begins every row: how many fields follow."""
    return _count(columns)


def content(words: bytes) -> bytes:
    """Give a text in UTF-8, or any other bytes."""
    return _length(len(words)) + words


def text(words: str) -> bytes:
    """Give a text."""
    return content(words.encode())


def json(written: bytes) -> bytes:
    """Give JSON for a column of jsonb, whose first byte is its version."""
    return content(b"\x01" + written)


def quoted(words: bytes) -> bytes:
    """Give a text in UTF-8 as it stands in JSON, not a field; hardly any has a character that JSON escapes."""
    if len(words.translate(None, _ESCAPED_IN_JSON)) == len(words):
        return b'"%b"' % words
    return encode_basestring(words.decode()).encode()


def key(value: bytes) -> bytes:
    """Give a UUID, of which these are the bytes."""
    return _KEY_LENGTH + value


EMPTY_JSON = json(b"{}")


def small(value: int) -> bytes:
    """Give a smallint."""
    return _small(2, value)


def integer(value: int) -> bytes:
    """Give an integer."""
    return _integer(4, value)


def position(lat: float | None, lon: float | None) -> bytes:
    """Give two double precision numbers, or twice null."""
    return NULL + NULL if lat is None or lon is None else _doubles(8, lat, 8, lon)


class Words(dict[str, bytes]):
    """Texts as fields, each made once."""

    def __missing__(self, words: str) -> bytes:
        made = self[words] = text(words)
        return made


class Told(dict[str, tuple[bytes, bytes]]):
    """Texts as fields and as they stand in JSON, each made once."""

    def __missing__(self, words: str) -> tuple[bytes, bytes]:
        written = words.encode()
        made = self[words] = content(written), quoted(written)
        return made


class Keys(dict[str, bytes]):
    """Words of theirs as fields with the keys of our rows that they stand for, each made once."""

    def __init__(self, ours: Mapping[str, str]) -> None:
        super().__init__()
        self._ours = ours

    def __missing__(self, theirs: str) -> bytes:
        ours = self._ours[theirs]
        made = self[theirs] = NULL if ours == plan.NULL else key(UUID(ours).bytes)
        return made


class Moments:
    """Moments in UTC to the microsecond, as the chain writes them and as fields; days and minutes are spelt once."""

    def __init__(self) -> None:
        self._days: dict[int, bytes] = {}
        self._minutes = [f"T{minute // 60:02d}:{minute % 60:02d}:".encode() for minute in range(1440)]
        self._seconds = [f"{second:02d}.".encode() for second in range(60)]

    def written(self, moment: datetime) -> tuple[bytes, bytes]:
        """Give both forms of `moment`."""
        since = moment - _EPOCH
        days, of_day, microseconds = since.days, since.seconds, since.microseconds
        minute, second = divmod(of_day, 60)
        day = self._days.get(days) or self._day(days)
        part = b"%06d+00:00" % microseconds if microseconds else b"000000+00:00"
        ticks = (days * 86_400 + of_day) * 1_000_000 + microseconds
        return day + self._minutes[minute] + self._seconds[second] + part, _moment(8, ticks)

    def _day(self, days: int) -> bytes:
        made = self._days[days] = (_EPOCH + timedelta(days)).date().isoformat().encode()
        return made
