"""The rotating problem: how many are needed in each shift on each weekday, and which sequences of days are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hantong_planning.errors import Nonsense, whole

DAYS = 7
DAY_MIN = 24 * 60
OFF = "-"
SATURDAY, SUNDAY = 5, 6
NIGHT_FROM_MIN, NIGHT_UNTIL_MIN = 0, 6 * 60
NIGHT_LEAST_MIN = 180


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift: its name, when it starts (minutes after midnight), how long it lasts, and how many days in a row.

    `most_in_row` None means no limit of its own. A duty of 24 hours is a shift with `lasts_min` 1440.
    """

    name: str
    starts_min: int
    lasts_min: int
    least_in_row: int = 1
    most_in_row: int | None = None

    def __post_init__(self) -> None:
        if not self.name or self.name == OFF:
            raise Nonsense("shift_name", f"must be a name other than {OFF!r}, not {self.name!r}")
        if whole("shift_start", self.starts_min) >= DAY_MIN:
            raise Nonsense("shift_start", f"must be below {DAY_MIN} minutes, not {self.starts_min}")
        if whole("shift_length", self.lasts_min, least=1) > DAY_MIN:
            raise Nonsense("shift_length", f"must be at most {DAY_MIN} minutes, not {self.lasts_min}")
        _range("shift_block", self.least_in_row, self.most_in_row)

    @property
    def is_night(self) -> bool:
        """Tell whether at least three hours of the shift lie between 00:00 and 06:00."""
        ends = self.starts_min + self.lasts_min
        nights = [(NIGHT_FROM_MIN, NIGHT_UNTIL_MIN), (DAY_MIN + NIGHT_FROM_MIN, DAY_MIN + NIGHT_UNTIL_MIN)]
        return sum(max(0, min(ends, b) - max(self.starts_min, a)) for a, b in nights) >= NIGHT_LEAST_MIN


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Shift `before` (a position) may not be followed by `after`: the next day, or with exactly one day off between."""

    before: int
    after: int
    has_day_off: bool = False


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotating problem. The cycle has as many weeks as there are workers; day 0 is Monday.

    Attributes
    ----------
    workers
        Teams or people; worker i stands in week i + t of the cycle in calendar week t.
    need
        shape (shifts, 7): exactly how many work each shift on each weekday.
    least_work, most_work, least_off, most_off
        Days in a row; `most_off` None is no limit.
    has_pair_off
        Every week from Monday to Sunday contains two days off in a row.
    weekend_free_every
        Any so many weekends in a row contain one whose Saturday and Sunday are both free; None is no such rule.
    """

    workers: int
    shifts: tuple[Shift, ...]
    need: tuple[tuple[int, ...], ...]
    least_work: int
    most_work: int
    least_off: int
    most_off: int | None
    forbidden: tuple[Forbidden, ...] = ()
    has_pair_off: bool = False
    weekend_free_every: int | None = None

    def __post_init__(self) -> None:
        whole("nb_workers", self.workers, least=1)
        _range("work", self.least_work, self.most_work)
        _range("daysoff", self.least_off, self.most_off)
        self._refuse_bad_shifts()
        if self.weekend_free_every is not None:
            whole("weekend_free_every", self.weekend_free_every, least=1)
        for day in range(DAYS):
            if (needed := sum(row[day] for row in self.need)) > self.workers:
                raise Nonsense("temp_req", f"needs {needed} workers on day {day + 1}, there are {self.workers}")

    def _refuse_bad_shifts(self) -> None:
        count = len(self.shifts)
        if not count or len({shift.name for shift in self.shifts}) != count:
            raise Nonsense("shift_name", "must name at least one shift, each once")
        if len(self.need) != count or any(len(row) != DAYS for row in self.need):
            raise Nonsense("temp_req", f"must have {count} rows of {DAYS} numbers")
        for row in self.need:
            for number in row:
                whole("temp_req", number)
        for pair in self.forbidden:
            if not (0 <= pair.before < count and 0 <= pair.after < count):
                raise Nonsense("forbidden_before", f"must name shifts 1…{count}")

    @property
    def nights(self) -> frozenset[int]:
        """Give the positions of the night shifts."""
        return frozenset(s for s, shift in enumerate(self.shifts) if shift.is_night)

    def off_on(self, day: int) -> int:
        """Return how many are off on a weekday."""
        return self.workers - sum(row[day] for row in self.need)


def rests(shifts: Sequence[Shift], rest_h: float) -> tuple[Forbidden, ...]:
    """Give the successions that leave less than `rest_h` hours of rest from one day to the next, or the day after.

    A duty of 24 hours from 09:00, for example, ends at 09:00: with 11 hours of rest nothing may follow the next day
    that begins before 20:00.
    """
    found = []
    for a, before in enumerate(shifts):
        for b, after in enumerate(shifts):
            rest_min = after.starts_min + DAY_MIN - before.starts_min - before.lasts_min
            found += [Forbidden(a, b)] if rest_min < rest_h * 60 else []
            found += [Forbidden(a, b, has_day_off=True)] if rest_min + DAY_MIN < rest_h * 60 else []
    return tuple(found)


def _range(field: str, least: int, most: int | None) -> None:
    whole(f"{field}_min", least, least=1)
    if most is not None and whole(f"{field}_max", most, least=1) < least:
        raise Nonsense(f"{field}_max", f"must be at least {least}, not {most}")
