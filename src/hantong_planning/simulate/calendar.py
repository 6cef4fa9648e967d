"""Days, windows of the week and time bands, by the clock on the wall: no zones, no summer time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from hantong_planning.errors import Nonsense

DAY_S = 86_400
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday")
HOLIDAY = 7
EVERY_DAY = frozenset(range(8))
BANDS = ("day", "evening", "night", "weekend", "holiday")


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of some days: `from_s` to `to_s` seconds from midnight, past 86,400 into the next day.

    `days` holds 0 (Monday) … 6 (Sunday) and 7: a holiday, whatever its weekday.
    """

    days: frozenset[int] = EVERY_DAY
    from_s: int = 0
    to_s: int = DAY_S

    def __post_init__(self) -> None:
        if not self.days:
            raise Nonsense("days", "must name at least one day")
        if not 0 <= self.from_s < DAY_S:
            raise Nonsense("from", "must lie between 00:00 and 24:00")
        if not self.from_s < self.to_s <= self.from_s + DAY_S:
            raise Nonsense("to", "must come after `from`, at most a day later")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a scenario, each one of the eight kinds of day."""

    starts_on: date
    days: int
    holidays: frozenset[date] = frozenset()

    def kind_of(self, day: int) -> int:
        """Return the kind of a day: 0 (Monday) … 6 (Sunday), 7 for a holiday; `day` counts from the first, may be -1."""
        when = self.starts_on + timedelta(days=day)
        return HOLIDAY if when in self.holidays else when.weekday()

    def weekday_of(self, day: int) -> int:
        """Return the weekday of a day, holiday or not."""
        return (self.starts_on.weekday() + day) % 7

    def spans(self, window: Window) -> list[tuple[int, int]]:
        """Return the window's spans (from, to) in seconds from the first midnight, cut at both ends of the scenario."""
        found = []
        for day in range(-1, self.days):
            if self.kind_of(day) in window.days:
                low = max(day * DAY_S + window.from_s, 0)
                high = min(day * DAY_S + window.to_s, self.days * DAY_S)
                if low < high:
                    found.append((low, high))
        return found

    def mask(self, windows: Sequence[Window], step_s: int) -> NDArray[np.bool_]:
        """Return which steps of `step_s` seconds lie in any of the windows. Shape: (days · 86,400 / step_s,)."""
        inside = np.zeros(self.days * DAY_S // step_s, dtype=np.bool_)
        for window in windows:
            for low, high in self.spans(window):
                inside[-(-low // step_s) : high // step_s] = True
        return inside

    def bands(self, step_s: int) -> NDArray[np.int64]:
        """Return the time band (place in BANDS) of each step: 9–18 day, 18–22 evening, else night; holiday before weekend."""
        hours = (np.arange(DAY_S // step_s) * step_s) / 3600
        working = np.where((hours >= 9) & (hours < 18), 0, np.where((hours >= 18) & (hours < 22), 1, 2))
        kinds = [self.kind_of(day) for day in range(self.days)]
        whole = [np.full_like(working, 4 if kind == HOLIDAY else 3) if kind >= 5 else working for kind in kinds]
        return np.concatenate(whole)


def clock_s(field: str, words: object) -> int:
    """Return the seconds from midnight of "HH:MM" (up to 24:00). Raises Nonsense."""
    hours, colon, minutes = str(words).partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and len(hours) <= 2):
        raise Nonsense(field, f"must be a time like 09:30, not {words!r}")
    seconds = int(hours) * 3600 + int(minutes) * 60
    if int(minutes) > 59 or seconds > DAY_S:
        raise Nonsense(field, f"must lie between 00:00 and 24:00, not {words!r}")
    return seconds


def clock_words(seconds: int) -> str:
    """Return "HH:MM" of seconds from midnight; past midnight it goes on from 00:00, and 24:00 stays 24:00."""
    seconds = seconds if seconds <= DAY_S else seconds - DAY_S
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
