"""Opening hours as people write them: one line for several weekdays, in clock times that may pass midnight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hantong.offices.hours import HolidayUse, WeeklyInterval

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLine:
    """The same interval on several weekdays; `closes` counts on past 1440 where it runs over midnight."""

    weekdays: tuple[int, ...]
    opens: int
    closes: int
    valid_from: date | None = None
    valid_to: date | None = None
    on_holidays: HolidayUse = HolidayUse.NEVER


def lines_of(intervals: Iterable[WeeklyInterval]) -> tuple[HoursLine, ...]:
    """Give the intervals with equal ones of several weekdays as one line, in a fixed order."""
    found: dict[tuple[object, ...], set[int]] = {}
    kept: dict[tuple[object, ...], WeeklyInterval] = {}
    for each in intervals:
        key = (each.opens_min, each.closes_min, each.valid_from, each.valid_to, each.on_holidays)
        found.setdefault(key, set()).add(each.weekday)
        kept[key] = each
    lines = [
        HoursLine(
            weekdays=tuple(sorted(found[key])),
            opens=each.opens_min,
            closes=each.closes_min,
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            on_holidays=each.on_holidays,
        )
        for key, each in kept.items()
    ]
    return tuple(sorted(lines, key=_order))


def intervals_of(lines: Iterable[HoursLine]) -> tuple[WeeklyInterval, ...]:
    """Give the intervals of the lines, weekday by weekday, each once. Raises ValueError for a line that cannot be."""
    found = {
        WeeklyInterval(
            weekday=weekday,
            opens_min=line.opens,
            closes_min=line.closes,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
            on_holidays=line.on_holidays,
        )
        for line in lines
        for weekday in line.weekdays
    }
    return in_order(found)


def in_order(intervals: Iterable[WeeklyInterval]) -> tuple[WeeklyInterval, ...]:
    """Give the intervals by weekday, season and hour."""
    return tuple(
        sorted(
            intervals,
            key=lambda each: (
                each.weekday,
                each.valid_from or date.min,
                each.opens_min,
                each.closes_min,
                each.on_holidays.value,
                each.valid_to or date.max,
            ),
        )
    )


def overlap(intervals: Iterable[WeeklyInterval]) -> tuple[WeeklyInterval, WeeklyInterval] | None:
    """Give two intervals of one weekday that lie over each other on the same days, if there are such."""
    ordered = sorted(intervals, key=lambda each: (each.weekday, each.opens_min, each.closes_min))
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.weekday != one.weekday or other.opens_min >= one.closes_min:
                break
            if _same_season(one, other) and _same_holidays(one, other):
                return one, other
    return None


def _same_season(one: WeeklyInterval, other: WeeklyInterval) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts < min(one.valid_to or date.max, other.valid_to or date.max)


def _same_holidays(one: WeeklyInterval, other: WeeklyInterval) -> bool:
    return {one.on_holidays, other.on_holidays} != {HolidayUse.NEVER, HolidayUse.ONLY}


def clock_text(minute: int) -> str:
    """Write minutes from midnight as a clock time; past midnight it counts on, so that 26:00 is two in the night."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(text: str) -> int:
    """Read a clock time from 00:00 to 48:00. Raises ValueError."""
    hours, colon, minutes = text.strip().partition(":")
    if not colon or not (hours.isdecimal() and minutes.isdecimal()) or len(minutes) != 2:
        raise ValueError(f'"{text}" is no clock time such as 09:00.')
    found = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or found > 2 * _DAY_MIN:
        raise ValueError(f'"{text}" is no clock time such as 09:00.')
    return found


def closing_after(opens: int, closes: int) -> int:
    """Give a closing time that follows `opens`: 02:00 after 18:00 means the next day's, and so does the same time."""
    return closes + _DAY_MIN if closes <= opens else closes


def weekday_runs(weekdays: Iterable[int]) -> list[tuple[int, int]]:
    """Give the weekdays as runs (first, last), so that Monday to Friday reads as one."""
    days = sorted(weekdays)
    breaks = [index + 1 for index, (a, b) in enumerate(pairwise(days)) if b != a + 1]
    edges = [0, *breaks, len(days)]
    return [(days[a], days[b - 1]) for a, b in pairwise(edges) if a < b]


def _order(line: HoursLine) -> tuple[object, ...]:
    return (
        line.valid_from or date.min,
        line.weekdays,
        line.opens,
        line.closes,
        line.on_holidays.value,
        str(line.valid_to),
    )
