"""Counts at which local hours people spoke, season by season: the histogram of hours."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

QUARTER_S = 900
DAY_S = 86_400
QUARTERS = 96
NEAR_DAYS = 28
Hours = tuple[int, ...]  # 24 counts, from local midnight


@dataclass(slots=True)
class Tally:
    """Moments counted by the quarter of an hour in UTC; cheap for many."""

    quarters: Counter[int] = field(default_factory=Counter)
    sharp: Counter[int] = field(default_factory=Counter)

    def add(self, moment: datetime) -> None:
        """Count one moment."""
        second = int(moment.timestamp())
        self.quarters[second // QUARTER_S] += 1
        if not second % QUARTER_S:
            self.sharp[second // QUARTER_S] += 1

    def add_all(self, moments: Iterable[datetime]) -> None:
        """Count many."""
        for moment in moments:
            self.add(moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSeen:
    """The histogram: all of it, by the zone's offset (min from UTC), and near the changes of the clocks.

    `winter_near` and `summer_near` count the four weeks before and after each change, which the seasons hardly
    touch. `midnights` are the moments at exactly 00:00:00, as times without an hour come out.
    """

    total: int
    hours: Hours
    by_offset: dict[int, Hours]
    winter_near: Hours
    summer_near: Hours
    midnights: int


def hours_seen(tally: Tally, zone: ZoneInfo) -> HoursSeen:
    """Put the counts of `tally` on the wall clock of `zone`."""
    offsets = _Offsets(zone, _days_of(tally))
    by_offset: dict[int, list[int]] = {}
    near = {False: [0] * 24, True: [0] * 24}
    midnights = 0
    for quarter, count in tally.quarters.items():
        offset_s = offsets.at(quarter)
        hour = (quarter * QUARTER_S + offset_s) // 3600 % 24
        by_offset.setdefault(offset_s // 60, [0] * 24)[hour] += count
        day = quarter // QUARTERS
        if day in offsets.near:
            near[offsets.near[day]][hour] += count
    for quarter, count in tally.sharp.items():
        if (quarter * QUARTER_S + offsets.at(quarter)) % DAY_S == 0:
            midnights += count
    return HoursSeen(
        total=sum(tally.quarters.values()),
        hours=tuple(map(sum, zip(*by_offset.values(), strict=True))) or (0,) * 24,
        by_offset={offset: tuple(counts) for offset, counts in sorted(by_offset.items())},
        winter_near=tuple(near[False]),
        summer_near=tuple(near[True]),
        midnights=midnights,
    )


def _days_of(tally: Tally) -> range:
    if not tally.quarters:
        return range(0)
    return range(min(tally.quarters) // QUARTERS - NEAR_DAYS, max(tally.quarters) // QUARTERS + NEAR_DAYS + 1)


class _Offsets:
    """The zone's offsets by the UTC day, and which days are near a change: True in summer time."""

    def __init__(self, zone: ZoneInfo, days: range) -> None:
        self._zone = zone
        self._whole: dict[int, int | None] = {}
        self.near: dict[int, bool] = {}
        before = None
        for day in days:
            starts, ends = self._exactly(day * DAY_S), self._exactly((day + 1) * DAY_S - 1)
            self._whole[day] = starts if starts == ends else None
            if before is not None and ends != before:
                self._mark(day, is_summer=ends > before)
            before = ends

    def _mark(self, day: int, *, is_summer: bool) -> None:
        for step in range(1, NEAR_DAYS + 1):
            self.near[day + step] = is_summer
            self.near[day - step] = not is_summer

    def at(self, quarter: int) -> int:
        """Give the offset in seconds."""
        offset = self._whole[quarter // QUARTERS]
        return offset if offset is not None else self._exactly(quarter * QUARTER_S)

    def _exactly(self, second: int) -> int:
        offset = datetime.fromtimestamp(second, UTC).astimezone(self._zone).utcoffset() or timedelta()
        return int(offset.total_seconds())


def rolled(hours: Hours, by_h: int) -> Hours:
    """Give the counts with every hour moved later by `by_h`."""
    return tuple(hours[(hour - by_h) % 24] for hour in range(24))


def added(parts: Iterable[Hours]) -> Hours:
    """Add histograms up."""
    return tuple(map(sum, zip(*parts, strict=True))) or (0,) * 24


def share_outside(hours: Hours, *, from_h: int, to_h: int) -> float | None:
    """Give the share, 0…1, outside [from_h, to_h) on any day of the week; None where nothing was counted."""
    total = sum(hours)
    return 1 - sum(hours[from_h:to_h]) / total if total else None
