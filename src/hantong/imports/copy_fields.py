"""Fields as PostgreSQL's binary COPY reads them: a length, then so many bytes; a length of -1 stands for null."""

from collections.abc import Mapping, Sequence
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


def position(known: tuple[float, float] | None) -> bytes:
    """Give latitude and longitude as two double precision numbers, or twice null."""
    return NULL + NULL if known is None else _doubles(8, known[0], 8, known[1])


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


class References(dict[str, bytes]):
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
        self._seconds = [f"{second:02d}.000000+00:00".encode() for second in range(60)]

    def written(self, moments: Sequence[datetime]) -> tuple[list[bytes], list[bytes]]:
        """Give both forms of each."""
        since = [moment - _EPOCH for moment in moments]
        return list(map(self._spelt, since)), [_moment(8, _ticks(each)) for each in since]

    def _spelt(self, since: timedelta) -> bytes:
        day = self._days.get(since.days) or self._day(since.days)
        minute, second = divmod(since.seconds, 60)
        spelt = day + self._minutes[minute] + self._seconds[second]
        return spelt if not since.microseconds else b"%b.%06d+00:00" % (spelt[:19], since.microseconds)

    def _day(self, days: int) -> bytes:
        made = self._days[days] = (_EPOCH + timedelta(days)).date().isoformat().encode()
        return made


def _ticks(since: timedelta) -> int:
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
