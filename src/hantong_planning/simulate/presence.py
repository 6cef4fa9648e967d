"""Who is there when: profiles, shifts, breaks and closed hours as levels over time, and what they cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hantong_planning.simulate.calendar import DAY_S, HOLIDAY, Calendar
from hantong_planning.simulate.problem import Group, Scenario, Shift

Levels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Presence:
    """A group's people at work and paid, per step of `step_s` seconds. Shapes: (days · 86,400 / step_s,)."""

    step_s: int
    working: Levels
    paid: Levels

    def changes(self) -> list[tuple[float, int]]:
        """Return (second, new level) at each change of the level at work, the first included."""
        places = np.flatnonzero(np.diff(self.working, prepend=-1))
        return [(float(place * self.step_s), int(self.working[place])) for place in places]


def spread(values: Sequence[float], scenario: Scenario) -> NDArray[np.float64]:
    """Return a profile of any allowed length as one value per interval of the scenario. Shape: (intervals,)."""
    intervals, per_day = scenario.intervals, DAY_S // scenario.interval_s
    given = np.asarray(values, dtype=np.float64)
    if given.size == intervals:
        return given
    number = np.arange(intervals)
    in_week = (number + scenario.calendar.weekday_of(0) * per_day) % (7 * per_day)
    if given.size in (7, 168, 7 * per_day):
        return given[in_week * given.size // (7 * per_day)]
    return given[number % per_day * given.size // per_day]


def presence(scenario: Scenario, group: Group) -> Presence:
    """Return who of the group is at work and who is paid over the whole scenario."""
    step_s = math.gcd(60, scenario.interval_s)
    size = scenario.days * DAY_S // step_s
    working = np.zeros(size, dtype=np.int64)
    if group.staff:
        working += np.repeat(spread(group.staff, scenario).astype(np.int64), scenario.interval_s // step_s)
    paid = working.copy()
    calendar = scenario.calendar
    for shift in group.shifts:
        _add(calendar, step_s, working, paid, shift, 1)
    for shift in group.fewer:
        _add(calendar, step_s, working, paid, shift, -1)
    shut = calendar.mask(group.closed, step_s)
    for levels in (working, paid):
        levels[shut] = 0
        np.maximum(levels, 0, out=levels)
    return Presence(step_s, working, np.maximum(paid, working))


def _add(calendar: Calendar, step_s: int, working: Levels, paid: Levels, shift: Shift, sign: int) -> None:
    for day in range(-1, calendar.days):
        if calendar.kind_of(day) not in shift.window.days:
            continue
        begin = day * DAY_S + shift.window.from_s
        for levels in (working, paid):
            _raise(levels, begin, day * DAY_S + shift.window.to_s, step_s, sign * shift.people)
        for pause in shift.breaks:
            for turn in range(pause.in_turns):
                away = (shift.people + turn) // pause.in_turns
                starts = begin + pause.after_s + turn * pause.length_s
                _raise(working, starts, starts + pause.length_s, step_s, -sign * away)


def _raise(levels: Levels, begin_s: int, end_s: int, step_s: int, by: int) -> None:
    if end_s > 0:
        levels[max(round(begin_s / step_s), 0) : max(round(end_s / step_s), 0)] += by


def cost_krw(scenario: Scenario, group: Group, here: Presence) -> float:
    """Return what the group's scheduled hours cost after the warm-up: wages with premiums, and the open room."""
    calendar, step_s = scenario.calendar, here.step_s
    rate = np.ones(here.paid.size)
    rate += scenario.pay.night_premium_share * calendar.mask((scenario.pay.night,), step_s)
    holiday = np.repeat([calendar.kind_of(day) == HOLIDAY for day in range(calendar.days)], DAY_S // step_s)
    rate += scenario.pay.holiday_premium_share * holiday
    counted = slice(scenario.warm_up_intervals * scenario.interval_s // step_s, None)
    hours = step_s / 3600
    wages = group.krw_per_h * hours * float((here.paid * rate)[counted].sum())
    return wages + group.room_krw_per_h * hours * float((here.working > 0)[counted].sum())


def staffed_h(scenario: Scenario, here: Presence) -> tuple[float, float]:
    """Return the hours at work and the hours paid after the warm-up."""
    counted = slice(scenario.warm_up_intervals * scenario.interval_s // here.step_s, None)
    hours = here.step_s / 3600
    return float(here.working[counted].sum()) * hours, float(here.paid[counted].sum()) * hours
