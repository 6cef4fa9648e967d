"""Reads times as other systems write them, and puts right a clock that was wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_ONE_DAY = timedelta(days=1)
_MIDNIGHT = timedelta()
_EXCEL_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001
_SHIFT = re.compile(r"([+-])(\d{1,2}):(\d{2})")

LATEST_EPOCH_S = 1e11  # the year 5138; what is larger counts milliseconds

LOCAL_READ_AS_UTC = "local-read-as-utc"
UTC_READ_AS_LOCAL = "utc-read-as-local"
AS_IT_IS = "none"


class NotAMoment(ValueError):
    """What stands there is no time in any of the formats."""


class NotACorrection(ValueError):
    """No correction of that name."""


def _iso_date(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007


def _excel(text: str) -> datetime:
    return _EXCEL_DAY_0 + timedelta(seconds=round(float(text) * 86400))


def _epoch(text: str) -> datetime:
    number = float(text)
    second = number / 1000 if abs(number) > LATEST_EPOCH_S else number
    if not abs(second) <= LATEST_EPOCH_S:
        raise ValueError(text)
    return datetime.fromtimestamp(second, UTC)


_KNOWN: dict[str, Callable[[str], datetime]] = {
    "iso": datetime.fromisoformat,
    "iso-date": _iso_date,
    "excel": _excel,
    "epoch": _epoch,
}


def reader_of(formats: tuple[str, ...]) -> Callable[[str], datetime]:
    """Make the reader of times in any of `formats`; it raises NotAMoment. Times without an offset come out naive."""
    readers = [_KNOWN.get(name) or _pattern(name) for name in formats]
    first, others = readers[0], readers[1:]

    def read(text: str) -> datetime:
        try:
            return first(text)
        except (ValueError, OverflowError):
            for other in others:
                try:
                    return other(text)
                except (ValueError, OverflowError):
                    continue
        raise NotAMoment(text)

    return read


def _pattern(pattern: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, pattern)  # noqa: DTZ007


@dataclass(slots=True)
class WallTimes:
    """Turns wall-clock times of a zone into UTC, and counts those that the clock shows twice or never.

    A time that never was (the clocks were put forward) is read as if they had not been: 02:30 becomes 03:30.
    """

    zone: ZoneInfo
    second: bool = False
    gaps: int = 0
    overlaps: int = 0
    _offsets: dict[int, timedelta | None] | None = None

    def utc(self, wall: datetime) -> datetime:
        """Give the moment in UTC."""
        if self._offsets is None:
            self._offsets = {}
        day = wall.toordinal()
        try:
            offset = self._offsets[day]
        except KeyError:
            offset = self._offsets[day] = self._offset_of_day(wall)
        if offset is not None:
            return (wall - offset).replace(tzinfo=UTC)
        return self._exactly(wall)

    def _offset_of_day(self, wall: datetime) -> timedelta | None:
        """The offset from the day before to the day after, if it is one."""
        noon = wall.replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=self.zone)
        offsets = {(noon + _ONE_DAY * step).utcoffset() for step in (-1, 0, 1)}
        return offsets.pop() if len(offsets) == 1 else None

    def _exactly(self, wall: datetime) -> datetime:
        first, second = (wall.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():
            return first.astimezone(UTC)
        moment = first.astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None) != wall:
            self.gaps += 1
            return moment
        self.overlaps += 1
        return second.astimezone(UTC) if self.second else moment


Reading = Callable[[str], datetime]


def moment_reader(*, formats: tuple[str, ...], walls: WallTimes, correction: str = AS_IT_IS) -> Reading:
    """Make the function from what stands in a file to the moment in UTC.

    Times with an offset of their own are taken at their word, the others by the zone of `walls`. `correction`
    undoes a wrong clock: "utc-read-as-local" (the file's hours are UTC although they look local),
    "local-read-as-utc" (local hours were taken for UTC and converted again), or a shift such as "+05:00".

    Raises NotACorrection. The reader raises NotAMoment.
    """
    read = reader_of(formats)
    utc_of = walls.utc
    if correction in ("", AS_IT_IS):

        def plain(text: str) -> datetime:
            found = read(text)
            return utc_of(found) if found.tzinfo is None else found.astimezone(UTC)

        return plain
    correct = corrector(correction, walls)

    def corrected(text: str) -> datetime:
        found = read(text)
        wall = found if found.tzinfo is None else found.astimezone(walls.zone).replace(tzinfo=None)
        return correct(wall)

    return corrected


def corrector(correction: str, walls: WallTimes) -> Callable[[datetime], datetime]:
    """Make the function from a wrong wall-clock time to the right moment in UTC. Raises NotACorrection."""
    utc_of = walls.utc
    if correction == UTC_READ_AS_LOCAL:
        return lambda wall: wall.replace(tzinfo=UTC)
    if correction == LOCAL_READ_AS_UTC:
        return lambda wall: utc_of(utc_of(wall).replace(tzinfo=None))
    shift = shift_of(correction)
    return lambda wall: utc_of(wall + shift)


def shift_of(correction: str) -> timedelta:
    """Read a shift such as "+05:00". Raises NotACorrection."""
    found = _SHIFT.fullmatch(correction)
    if found is None:
        raise NotACorrection(
            f'"{correction}" is no correction: {UTC_READ_AS_LOCAL}, {LOCAL_READ_AS_UTC}, {AS_IT_IS}, '
            "or a shift such as +05:00."
        )
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return size if found[1] == "+" else -size
