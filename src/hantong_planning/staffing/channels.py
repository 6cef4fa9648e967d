"""One day of phone, counter and messages: who must be there live, and who answers what can wait some hours."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy import optimize, sparse

from hantong_planning.errors import Nonsense, finite, share, whole
from hantong_planning.staffing.integral import Floats
from hantong_planning.staffing.problem import Target, duration
from hantong_planning.staffing.varying import Interval, Profile, staff

_LATE, _PEAK = 1000.0, 0.05

LONGEST_H = 24 * 366


@dataclass(frozen=True, slots=True)
class Live:
    """A channel on which people wait and leave: the phone, the ticket queue of a counter."""

    name: str
    arrivals_per_h: tuple[float, ...]
    handling_s: float
    patience_s: float
    target: Target


@dataclass(frozen=True, slots=True)
class Messages:
    """Written contacts that wait in a tray: each is answered within `within_h` hours of the clock, night or not."""

    arrivals_per_h: tuple[float, ...]
    handling_s: float
    within_h: float
    waiting: float = 0.0


@dataclass(frozen=True, slots=True)
class Day:
    """Live channels with their own people, and messages that are answered in between or by extra people.

    interval_s : length of every interval. opens : which intervals are staffed. repeats : the last interval is followed
    by the first (then `messages.waiting` is not read). idle_share : the part of live agents' idle time that is long
    enough to write an answer in, to be measured, not guessed. most_extra : people at most in an interval, beyond those
    who serve live.
    """

    interval_s: float
    live: tuple[Live, ...]
    messages: Messages
    opens: tuple[bool, ...] | None = None
    repeats: bool = True
    idle_share: float = 0.5
    most_extra: int = 100_000

    def __post_init__(self) -> None:
        duration("interval_s", self.interval_s)
        share("idle_share", self.idle_share)
        whole("most_extra", self.most_extra)
        finite("messages_within_h", self.messages.within_h, above=0, most=LONGEST_H)
        finite("messages_waiting", self.messages.waiting, least=0)
        duration("messages_handling_s", self.messages.handling_s)
        for rate in self.messages.arrivals_per_h:
            finite("messages_per_h", rate, least=0)
        count = len(self.messages.arrivals_per_h)
        if not count or any(len(channel.arrivals_per_h) != count for channel in self.live):
            raise Nonsense("arrivals_per_h", "must have the same intervals on every channel, at least one")
        if self.opens is not None and len(self.opens) != count:
            raise Nonsense("opens", "must say open or closed for every interval")


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Live agents by channel, extra people for messages, messages answered and still waiting at the end of intervals.

    `unmet` are the messages that are older than promised at the end of each interval.
    """

    live: dict[str, list[Interval]]
    extra: list[int]
    answered: list[float]
    waiting: list[float]
    unmet: list[float]


def plan_day(day: Day) -> DayPlan:
    """Return the people for every interval, with as few extra people for messages as the promise allows.

    Live channels by the modified offered load; messages as a fluid: answered work of an interval is at most
    `idle_share` of the idle time of live agents plus all the time of extra people, never more than has arrived, and
    nothing stays older than promised. Solved as an integer programme (HiGHS) to a gap of 0.1 %: late messages are
    dearer than people, and twenty fewer at the peak are worth one more hour. If `most_extra` people cannot keep up with
    a day that repeats, the plan is that of its first round, begun with an empty tray: `unmet` grows from there.
    Wrong if answering messages makes live callers wait, so let the phone interrupt it.
    """
    live = {channel.name: _staff(day, channel) for channel in day.live}
    spare = _spare(day, live)
    return _answer(day, live, spare)


def _staff(day: Day, channel: Live) -> list[Interval]:
    profile = Profile(
        channel.arrivals_per_h,
        day.interval_s,
        channel.handling_s,
        starts="repeats" if day.repeats else "empty",
        opens=day.opens,
    )
    return staff(profile, channel.target, patience_s=channel.patience_s, moment="mean")


def _spare(day: Day, live: dict[str, list[Interval]]) -> Floats:
    """Return the messages that live agents can answer in their idle time, per interval."""
    per_agent = day.interval_s / day.messages.handling_s
    idle = np.zeros(len(day.messages.arrivals_per_h))
    for intervals in live.values():
        for i, one in enumerate(intervals):
            if one.reached is not None and one.reached.occupancy is not None:  # closed intervals have none
                idle[i] += one.agents * (1 - one.reached.occupancy)
    return idle * per_agent * day.idle_share


def _answer(day: Day, live: dict[str, list[Interval]], spare: Floats) -> DayPlan:
    arrive = arriving(day)
    count, per_agent = len(arrive), day.interval_s / day.messages.handling_s
    young, came = still_young(day), np.cumsum(arrive)
    found = optimize.milp(
        np.concatenate([np.full(count, 1e-7), np.ones(count), np.full(count, _LATE), [1e-6, _PEAK]]),
        integrality=np.concatenate([np.zeros(count), np.ones(count), np.zeros(count + 2)]),
        bounds=_bounds(day, count),
        constraints=_rules(day, arrive, young, spare, per_agent),
        options={"time_limit": 20.0, "mip_rel_gap": 1e-3},
    )
    if found.x is None and day.repeats:
        return _answer(replace(day, repeats=False, messages=replace(day.messages, waiting=0.0)), live, spare)
    if found.x is None:
        raise Nonsense("messages", f"cannot be planned: {found.message}")
    answered, begin = found.x[:count], found.x[3 * count]
    waiting = begin + came - np.cumsum(answered)
    late = np.maximum(waiting - young, 0.0)
    return DayPlan(
        live,
        [round(n) for n in found.x[count : 2 * count]],
        [max(0.0, float(n)) for n in answered],
        [max(0.0, float(n)) for n in waiting],
        [float(n) if n > 1e-6 else 0.0 for n in late],
    )


def _bounds(day: Day, count: int) -> optimize.Bounds:
    """Return the limits of: answered, extra people, late messages (one each per interval), begin, peak."""
    opens = np.ones(count) if day.opens is None else np.array(day.opens, dtype=float)
    first, last = (0.0, np.inf) if day.repeats else (day.messages.waiting, day.messages.waiting)
    free = np.full(count, np.inf)
    return optimize.Bounds(
        np.concatenate([np.zeros(3 * count), [first, 0.0]]),
        np.concatenate([free, opens * day.most_extra, free, [last, np.inf]]),
    )


def _rules(day: Day, arrive: Floats, young: Floats, spare: Floats, per_agent: float) -> list[optimize.LinearConstraint]:
    count, came = len(arrive), np.cumsum(arrive)
    zero, one = sparse.csr_array((count, count)), sparse.eye_array(count)
    so_far, none, column = np.tril(np.ones((count, count))), np.zeros((count, 1)), np.ones((count, 1))
    rules = [
        ([one, -per_agent * one, zero, none, none], -np.inf, spare),  # who answers
        ([-so_far, zero, zero, column, none], -came, np.inf),  # nothing before it came
        ([-so_far, zero, -one, column, none], -np.inf, young - came),  # nothing older than promised, or late
        ([zero, one, zero, none, -column], -np.inf, 0.0),  # the peak
    ]
    found = [optimize.LinearConstraint(sparse.hstack(row), low, high) for row, low, high in rules]
    if day.repeats:
        once = np.concatenate([np.ones(count), np.zeros(2 * count + 2)])
        found.append(optimize.LinearConstraint(once[None, :], arrive.sum(), np.inf))
    return found


def arriving(day: Day) -> Floats:
    """Return the messages that come in each interval."""
    return np.array(day.messages.arrivals_per_h, dtype=float) * day.interval_s / 3600


def still_young(day: Day) -> Floats:
    """Return, at the end of each interval, the messages that came within the last `within_h` hours."""
    arrive = arriving(day)
    count, back = len(arrive), math.floor(day.messages.within_h * 3600 / day.interval_s + 1e-9)
    if not day.repeats:
        total = np.concatenate([np.zeros(back + 1), np.cumsum(arrive) + day.messages.waiting])
        total[back + 1 :] = np.cumsum(arrive) + day.messages.waiting
        return np.asarray(total[back + 1 :] - total[1 : count + 1])
    rounds = back // count + 1
    total = np.concatenate([[0.0], np.cumsum(np.tile(arrive, rounds + 1))])
    ends = np.arange(rounds * count, (rounds + 1) * count) + 1
    return np.asarray(total[ends] - total[ends - back])
