"""Time cut into spans of one band each, by the one clock: what counts many moments in one question."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hantong.offices.bands import DAY_MIN, BandDefinition
from hantong.offices.local_clock import LocalClock

BandSpan = tuple[datetime, datetime, int]
_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)


def band_spans(clock: LocalClock, starts_at: datetime, ends_at: datetime) -> Iterator[BandSpan]:
    """Give the spans (start, end, code of the band) that fill a period, in order, neighbours of one band as one."""
    open_span: BandSpan | None = None
    for start, end, code in _pieces(clock, starts_at, ends_at):
        if open_span is not None and open_span[2] == code:
            open_span = (open_span[0], end, code)
            continue
        if open_span is not None:
            yield open_span
        open_span = (start, end, code)
    if open_span is not None:
        yield open_span


def _pieces(clock: LocalClock, starts_at: datetime, ends_at: datetime) -> Iterator[BandSpan]:
    day = starts_at.astimezone(clock.zone).date()
    while (midnight := _midnight(clock, day)) < ends_at:
        for start, end in pairwise(_edges(clock, day, midnight)):
            if start < ends_at and starts_at < end:
                yield max(start, starts_at), min(end, ends_at), clock.band(start).code
        day += _ONE_DAY


def _edges(clock: LocalClock, day: date, midnight: datetime) -> list[datetime]:
    """The moments of a local day at which the band may change; every minute of a day on which clocks change."""
    tomorrow = _midnight(clock, day + _ONE_DAY)
    if tomorrow - midnight != _ONE_DAY:
        return [midnight + each * _ONE_MINUTE for each in range((tomorrow - midnight) // _ONE_MINUTE + 1)]
    minutes = {0, *_minutes(clock.definition_on(day)), DAY_MIN}
    return [midnight + minute * _ONE_MINUTE for minute in sorted(minutes)]


def _minutes(definition: BandDefinition) -> tuple[int, int, int]:
    return definition.day_from_min, definition.evening_from_min, definition.night_from_min


def _midnight(clock: LocalClock, day: date) -> datetime:
    local = datetime.combine(day, time(), clock.zone)
    return local.astimezone(UTC)
