"""What makes one day busier than another: weekday, turn of the month, season, holidays, the days around, special days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from hantong_planning.forecast.problem import Days, Floats, Holidays, SpecialDay, usual_weekdays, weekday

Flags = NDArray[numpy.bool_]
SEASON_AFTER_D = 400
WEEKS = 52
MARGIN_D = 70
BETWEEN_D = 10  # dates between holidays that are no further apart belong together: Christmas and New Year


@dataclass(frozen=True, slots=True)
class Design:
    """One column per factor, in log units of the day's total.

    `matrix` has shape (days, factors); `mean` and `spread` are what is believed before any data (normal, log scale);
    `drift` is the standard deviation by which a factor moves in a day. The last column is the short-lived excess
    (autoregressive), the first is the level. `is_unsettled` says, by day, that it is a holiday, close to one, or special:
    such a day differs from the last of its kind more than ordinary days differ.
    """

    matrix: Floats
    names: tuple[str, ...]
    mean: Floats
    spread: Floats
    drift: Floats
    is_unsettled: Flags


class _Columns:
    """Collects columns that are not all zero."""

    def __init__(self) -> None:
        self.values: list[Floats] = []
        self.names: list[str] = []
        self.sizes: list[tuple[float, float, float]] = []

    def add(
        self, name: str, values: NDArray[numpy.generic], spread: float, drift: float = 0.0, mean: float = 0.0
    ) -> None:
        column = numpy.asarray(values, dtype=float)
        if column.any():
            self.values.append(column)
            self.names.append(name)
            self.sizes.append((mean, spread, drift))

    def design(self, is_unsettled: Flags) -> Design:
        mean, spread, drift = numpy.array(self.sizes).T
        return Design(numpy.stack(self.values, axis=1), tuple(self.names), mean, spread, drift, is_unsettled)


def design(days: Days, known: int, holidays: Holidays, specials: tuple[SpecialDay, ...]) -> Design:
    """Return the factors of `days`, of which the first `known` are history and the others are to be forecast."""
    columns = _Columns()
    columns.add("level", numpy.ones(len(days)), 20.0)
    columns.add("trend", (days - days[0]).astype(float) / 365.25, 0.03)
    for number in range(7):
        columns.add(f"weekday {number}", weekday(days) == number, 0.3, 0.002)
    calendar = _Calendar(days, known, holidays)
    _month(columns, days, calendar)
    if (days[known - 1] - days[0]).astype(int) >= SEASON_AFTER_D:
        _season(columns, days)
    is_unsettled = _around_holidays(columns, days, calendar)
    for name in sorted({special.name for special in specials}):
        named = [special for special in specials if special.name == name]
        factor = next((special.factor for special in named if special.factor is not None), None)
        on = numpy.isin(days, numpy.array([special.day for special in named], dtype="datetime64[D]"))
        is_unsettled |= on
        columns.add(f"special {name}", on, 1.5 if factor is None else 0.3, 0.0, float(numpy.log(factor or 1.0)))
    columns.add("excess", numpy.ones(len(days)), 0.0)
    return columns.design(is_unsettled)


class _Calendar:
    """Every date from a while before the first day to a while after the last: open, closed or holiday."""

    def __init__(self, days: Days, known: int, holidays: Holidays) -> None:
        self.first = days[0] - MARGIN_D
        self.dates = numpy.arange(self.first, days[-1] + MARGIN_D)
        self.at = (days - self.first).astype(int)
        usual = usual_weekdays(days[:known])[weekday(self.dates)]
        is_holiday = holidays.mask(self.dates)
        self.names = numpy.array([holidays.names.get(day, "") for day in self.dates.astype(object)])
        is_recorded = numpy.isin(self.dates, days)
        closes = (is_holiday & usual & ~is_recorded)[self.at[0] : self.at[-1]]
        opens = (is_holiday & usual & is_recorded)[self.at[0] : self.at[-1]]
        self.is_holiday = is_holiday
        is_within = (self.dates >= days[0]) & (self.dates <= days[-1])
        self.is_closed = is_holiday & usual & ~is_recorded & (is_within | (closes.sum() > opens.sum()))
        self.is_open = usual & ~self.is_closed

    def follows(self, step: int) -> tuple[Flags, Flags]:
        """Return which dates come right after (step 1) or before (−1) a closed holiday, and after an open one."""
        closed, opened = self.is_closed[::step], (self.is_holiday & self.is_open)[::step]
        is_open = self.is_open[::step]
        after_closed, after_opened = numpy.zeros(len(closed), bool), numpy.zeros(len(closed), bool)
        ran_closed = ran_opened = False
        for i in range(len(closed)):
            after_closed[i], after_opened[i] = ran_closed, ran_opened
            is_quiet = not is_open[i] or opened[i]
            ran_closed = is_quiet and bool(ran_closed or closed[i])
            ran_opened = is_quiet and bool(ran_opened or opened[i])
        return after_closed[::step], after_opened[::step]

    def neighbours(self) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64]]:
        """Return where the last holiday before each date is, and the next one after it; the ends stand for none."""
        dates = numpy.arange(len(self.dates))
        before = numpy.maximum.accumulate(numpy.where(self.is_holiday, dates, 0))
        after = numpy.minimum.accumulate(numpy.where(self.is_holiday, dates, dates[-1])[::-1])[::-1]
        return numpy.append(0, before[:-1]), numpy.append(after[1:], dates[-1])


def _month(columns: _Columns, days: Days, calendar: _Calendar) -> None:
    months = days.astype("datetime64[M]")
    length = (((months + 1).astype("datetime64[D]")) - months.astype("datetime64[D]")).astype(float)
    phase = (days - months.astype("datetime64[D]")).astype(float) / length
    waves: tuple[tuple[str, Callable[[Floats], Floats]], ...] = (("sin", numpy.sin), ("cos", numpy.cos))
    for k in (1, 2, 3):
        for name, wave in waves:
            columns.add(f"month {name} {k}", wave(2 * numpy.pi * k * phase), 0.04 / k)
    opened = numpy.concatenate([[0], numpy.cumsum(calendar.is_open)])
    first = (months.astype("datetime64[D]") - calendar.first).astype(int)
    after = ((months + 1).astype("datetime64[D]") - calendar.first).astype(int)
    from_start = opened[calendar.at + 1] - opened[first]
    to_end = opened[numpy.minimum(after, len(opened) - 1)] - opened[calendar.at]
    for k in (1, 2, 3):
        columns.add(f"month day {k}", from_start == k, 0.05)
    for k in (1, 2):
        columns.add(f"month day -{k}", to_end == k, 0.05)


def _season(columns: _Columns, days: Days) -> None:
    years = days.astype("datetime64[Y]").astype("datetime64[D]")
    phase = (days - years).astype(float) / 365.25 * WEEKS
    away = numpy.abs((phase[:, None] - numpy.arange(WEEKS) + WEEKS / 2) % WEEKS - WEEKS / 2)
    for k, near in enumerate(numpy.maximum(0.0, 1.0 - away).T):
        columns.add(f"season week {k + 1}", near, 0.1)


def _around_holidays(columns: _Columns, days: Days, calendar: _Calendar) -> Flags:
    """Add the factors of holidays and of the days around them, and return which days these are."""
    after_closed, after_opened = calendar.follows(1)
    before_closed, before_opened = calendar.follows(-1)
    second = numpy.zeros(len(after_closed), bool)
    at = numpy.flatnonzero(calendar.is_open)
    second[at[1:]] = after_closed[at[:-1]]
    columns.add("holiday", calendar.is_holiday[calendar.at], 0.7)
    columns.add("after closed holiday", after_closed[calendar.at], 0.2)
    columns.add("second day after closed holiday", second[calendar.at], 0.1)
    columns.add("before closed holiday", before_closed[calendar.at], 0.15)
    columns.add("after open holiday", after_opened[calendar.at], 0.15)
    columns.add("before open holiday", before_opened[calendar.at], 0.15)
    last, following = calendar.neighbours()
    after, before = after_closed | after_opened, before_closed | before_opened
    between = ~calendar.is_holiday & calendar.is_holiday[last] & calendar.is_holiday[following]
    between &= following - last <= BETWEEN_D
    columns.add("between holidays", between[calendar.at], 0.2)
    _by_name(columns, "holiday", calendar.names[calendar.at], 0.3)
    _by_name(columns, "after holiday", numpy.where(after, calendar.names[last], "")[calendar.at], 0.2)
    _by_name(columns, "before holiday", numpy.where(before, calendar.names[following], "")[calendar.at], 0.2)
    is_weekend = weekday(days) >= 5  # a holiday takes little from a day that is quiet anyway
    columns.add("weekend holiday", calendar.is_holiday[calendar.at] & is_weekend, 0.3)
    columns.add("weekend near a holiday", (after | before)[calendar.at] & is_weekend, 0.2)
    columns.add("weekend between holidays", between[calendar.at] & is_weekend, 0.2)
    is_around: Flags = (calendar.is_holiday | after | before | second | between)[calendar.at]
    return is_around


def _by_name(columns: _Columns, prefix: str, names: NDArray[numpy.str_], spread: float) -> None:
    """Add what each holiday has of its own, beyond what all have: unknown, and so uncertain, until it was seen."""
    for name in sorted(set(names.tolist()) - {""}):
        columns.add(f"{prefix} {name}", names == name, spread)
