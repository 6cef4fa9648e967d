"""What a forecast needs: counts per day and interval, the days to forecast, holidays and special days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy
from numpy.typing import NDArray

from hantong_planning.errors import Nonsense

Floats = NDArray[numpy.float64]
Days = NDArray[numpy.datetime64]
Minutes = NDArray[numpy.int64]
FEWEST_DAYS = 10


@dataclass(frozen=True, slots=True)
class History:
    """Counts of the days on which a place was open.

    Parameters
    ----------
    days : datetime64[D], shape (d,), strictly rising local dates. A date that is not there was closed or not recorded.
    counts : shape (d, p), arrivals per interval; NaN where an interval was closed or not recorded.
    starts_min : shape (p,), start of each interval in minutes after local midnight, rising.
    every_min : length of an interval; 1440 for daily counts.
    """

    days: Days
    counts: Floats
    starts_min: Minutes
    every_min: int
    name: str = "calls"

    def __post_init__(self) -> None:
        if self.counts.shape != (len(self.days), len(self.starts_min)) or not self.counts.size:
            raise Nonsense("counts", "must have one row per day and one column per interval, and not be empty")
        if (numpy.diff(self.days).astype(int) <= 0).any():
            raise Nonsense("days", "must rise from row to row")
        if (self.counts < 0).any() or numpy.isinf(self.counts).any():
            raise Nonsense("counts", "must be finite and not negative")
        if not 1 <= self.every_min <= 1440:
            raise Nonsense("every_min", f"must be between 1 and 1440 minutes, not {self.every_min}")

    def before(self, row: int) -> History:
        """Return what was known at the start of the day in row `row`."""
        return History(self.days[:row], self.counts[:row], self.starts_min, self.every_min, self.name)

    def last(self, rows: int) -> History:
        """Return the last `rows` days."""
        return History(self.days[-rows:], self.counts[-rows:], self.starts_min, self.every_min, self.name)

    @property
    def weekdays(self) -> NDArray[numpy.int64]:
        """The weekday of each row, Monday is 0."""
        return weekday(self.days)

    @property
    def totals(self) -> Floats:
        """The sum of each day's recorded intervals, shape (d,)."""
        totals: Floats = numpy.nansum(self.counts, axis=1)
        return totals


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A named day that is not in any calendar (snow, a campaign), past or planned.

    `factor` is the multiple of a normal day's arrivals that is expected before any such day was seen; None: no opinion.
    """

    day: numpy.datetime64
    name: str
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays by date; `source` says which calendar, and whether it was given or guessed."""

    names: Mapping[Any, str] = field(default_factory=dict)
    source: str = "none"

    def mask(self, days: Days) -> NDArray[numpy.bool_]:
        """Return which of `days` are holidays."""
        return numpy.isin(days, numpy.array(list(self.names), dtype="datetime64[D]"))


@dataclass(frozen=True, slots=True)
class Prior:
    """What similar places teach about a new one: mean and spread of each factor (log scale), and a profile.

    `mean` and `spread` are by factor name; `profile` has the shape (7, p), each weekday's row sums to 1;
    `weight_d` is how many days of own data the profile is worth.
    """

    mean: Mapping[str, float]
    spread: Mapping[str, float]
    profile: Floats
    weight_d: float = 10.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Forecast `future` (open days, rising, after the history) from `history`."""

    history: History
    future: Days
    holidays: Holidays = field(default_factory=Holidays)
    specials: tuple[SpecialDay, ...] = ()
    prior: Prior | None = None

    def __post_init__(self) -> None:
        recorded = int((~numpy.isnan(self.history.counts)).any(axis=1).sum())
        if self.prior is None and recorded < FEWEST_DAYS:
            raise Nonsense("history", f"has {recorded} recorded days; {FEWEST_DAYS} are needed, or similar places")
        if not len(self.future) or (numpy.diff(self.future).astype(int) <= 0).any():
            raise Nonsense("future", "must name at least one day, and rise")
        if self.future[0] <= self.history.days[-1]:
            raise Nonsense("future", "must come after the history")
        for special in self.specials:
            if special.factor is not None and not 0 < special.factor < 1000:
                raise Nonsense("factor", f"of {special.name} must be above 0 and below 1000, not {special.factor}")


def weekday(days: Days) -> NDArray[numpy.int64]:
    """Return the weekday of each date, Monday is 0."""
    return (days.astype("datetime64[D]").astype(numpy.int64) + 3) % 7


def next_open_days(history: History, holidays: Holidays, count_d: int) -> Days:
    """Return the next `count_d` open days: usual weekdays, without the holidays on which the place used to be closed.

    A holiday counts as closed if more than half of the holidays that fell on usual weekdays in the history were.
    """
    usual = usual_weekdays(history.days)
    span = numpy.arange(history.days[0], history.days[-1] + 1)
    past = span[holidays.mask(span) & usual[weekday(span)]]
    is_closed_then = len(past) > 0 and float(numpy.isin(past, history.days).mean()) < 0.5
    ahead = numpy.arange(history.days[-1] + 1, history.days[-1] + 1 + 7 * (count_d + 20))
    is_open = usual[weekday(ahead)]
    if is_closed_then:
        is_open &= ~holidays.mask(ahead)
    return ahead[is_open][:count_d]


def usual_weekdays(days: Days) -> NDArray[numpy.bool_]:
    """Return which weekdays the place is usually open, shape (7,): at least a fifth of the most frequent weekday."""
    seen = numpy.bincount(weekday(days), minlength=7)
    usual: NDArray[numpy.bool_] = seen >= max(1, 0.2 * seen.max())
    return usual
