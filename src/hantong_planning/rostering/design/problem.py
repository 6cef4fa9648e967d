"""The shift design problem: a requirement curve, and what a shift may look like."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hantong_planning.errors import Nonsense, finite, whole

DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class Break:
    """A rest within a shift: how long, and between how many minutes after the start of the shift it begins and ends."""

    lasts_min: int
    from_min: int
    until_min: int
    is_paid: bool = False

    def __post_init__(self) -> None:
        ends = whole("from_min", self.from_min) + whole("lasts_min", self.lasts_min, least=1)
        if ends > whole("until_min", self.until_min):
            raise Nonsense("until_min", "leaves no room for the break")


@dataclass(frozen=True, slots=True)
class ShiftKind:
    """A family of shifts.

    Attributes
    ----------
    name
        What it is called.
    lasts_min
        Lengths that it may have, breaks included.
    starts_min
        Minutes after midnight at which it may start, on every day of the curve.
    breaks
        The breaks of everybody on it, one after the other.
    """

    name: str
    lasts_min: tuple[int, ...]
    starts_min: tuple[int, ...]
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        if not self.lasts_min or not self.starts_min:
            raise Nonsense("lasts_min" if not self.lasts_min else "starts_min", "must name at least one time")
        if max(whole("lasts_min", lasts, least=1) for lasts in self.lasts_min) > DAY_MIN:
            raise Nonsense("lasts_min", f"must be at most {DAY_MIN}")
        if max(whole("starts_min", starts) for starts in self.starts_min) >= DAY_MIN:
            raise Nonsense("starts_min", f"must be below {DAY_MIN}")
        if any(later.from_min < earlier.until_min for earlier, later in pairwise(self.breaks)):
            raise Nonsense("breaks", "must follow one another: each from when the one before must have ended")
        if self.breaks and self.breaks[-1].until_min > min(self.lasts_min):
            raise Nonsense("until_min", "must not be after the end of the shortest shift")

    def paid_min(self, lasts_min: int) -> int:
        """Return the paid minutes of a shift of this kind that lasts so long."""
        return lasts_min - sum(rest.lasts_min for rest in self.breaks if not rest.is_paid)


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """One way to work: start (minutes from the start of the curve), length, and its breaks once placed (start, length)."""

    starts_min: int
    lasts_min: int
    kind: str
    paid_min: int
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """A shift design problem.

    Attributes
    ----------
    need
        shape (intervals,): people needed in each interval, from 00:00 of the first day; whole days.
    interval_min
        Length of an interval; starts, lengths and breaks are multiples of it.
    kinds
        What shifts may look like.
    is_cyclic
        Whether a shift over the end of the curve covers its beginning (a typical day or week).
    most_shifts
        The most shifts that can be filled in all; None is no limit. With too few, `Plan.unmet` says what is missing.
    most_starts
        The most different (kind, start of day, length) that may be used; None is no limit.
    """

    need: tuple[float, ...]
    interval_min: int
    kinds: tuple[ShiftKind, ...]
    is_cyclic: bool = True
    most_shifts: int | None = None
    most_starts: int | None = None

    def __post_init__(self) -> None:
        if DAY_MIN % whole("interval_min", self.interval_min, least=1):
            raise Nonsense("interval_min", f"must divide a day, not {self.interval_min}")
        if not self.need or len(self.need) * self.interval_min % DAY_MIN:
            raise Nonsense("need", f"must cover whole days of {DAY_MIN // self.interval_min} intervals")
        for number in self.need:
            finite("need", number, least=0)
        self._refuse_bad_kinds()
        for field, limit in (("most_shifts", self.most_shifts), ("most_starts", self.most_starts)):
            if limit is not None:
                whole(field, limit)

    def _refuse_bad_kinds(self) -> None:
        if not self.kinds or len({kind.name for kind in self.kinds}) != len(self.kinds):
            raise Nonsense("kinds", "must be at least one, each with its own name")
        for kind in self.kinds:
            rests = (time for rest in kind.breaks for time in (rest.lasts_min, rest.from_min, rest.until_min))
            times = (*kind.lasts_min, *kind.starts_min, *rests)
            if any(time % self.interval_min for time in times):
                raise Nonsense("kinds", f"{kind.name}: times must be multiples of {self.interval_min} minutes")

    @property
    def whole_need(self) -> tuple[int, ...]:
        """Give the need rounded up to people."""
        return tuple(math.ceil(number - 1e-9) for number in self.need)

    def shifts(self) -> Iterator[Shift]:
        """Yield every shift that may be used, its breaks not yet placed; without a cycle only those within the curve."""
        length_min = len(self.need) * self.interval_min
        for kind in self.kinds:
            for day_min in range(0, length_min, DAY_MIN):
                for starts in kind.starts_min:
                    for lasts in kind.lasts_min:
                        if self.is_cyclic or day_min + starts + lasts <= length_min:
                            yield Shift(day_min + starts, lasts, kind.name, kind.paid_min(lasts))

    def covered(self, shift: Shift) -> tuple[int, ...]:
        """Give the intervals in which somebody on this shift is there."""
        step = self.interval_min
        resting = {minute // step for begins, lasts in shift.breaks for minute in range(begins, begins + lasts, step)}
        places = range(shift.starts_min // step, (shift.starts_min + shift.lasts_min) // step)
        return tuple(place % len(self.need) for place in places if place not in resting)
