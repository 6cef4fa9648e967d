"""Staffing through a day whose calls come and go: the load that is really there, interval by interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from hantong_planning.errors import Nonsense, finite, share
from hantong_planning.staffing.agents import agents_for
from hantong_planning.staffing.erlang import Measures, measure
from hantong_planning.staffing.integral import Floats
from hantong_planning.staffing.problem import Load, Model, Target, duration

Start = Literal["repeats", "empty"]
Moment = Literal["peak", "mean"]
_NOBODY = 1e-9  # erlang: below is the noise of the transform


@dataclass(frozen=True, slots=True)
class Profile:
    """Arrivals through time, constant within each interval.

    arrivals_per_h : the rate of each interval. interval_s : its length. handling_s, handling_cv : mean and coefficient
    of variation of handling (1 is exponential, anything else log-normal). starts : "repeats" if the profile comes back
    for ever (a day or a week: calls of the last interval carry over midnight into the first), "empty", or the number of
    busy agents that the evening before hands over. opens : which intervals are staffed (all if not given); of those
    who call a closed interval the share `returning_share` calls again in the next open one.
    """

    arrivals_per_h: tuple[float, ...]
    interval_s: float
    handling_s: float
    handling_cv: float = 1.0
    starts: Start | float = "repeats"
    opens: tuple[bool, ...] | None = None
    returning_share: float = 0.0

    def __post_init__(self) -> None:
        if not self.arrivals_per_h:
            raise Nonsense("arrivals_per_h", "must have at least one interval")
        for rate in self.arrivals_per_h:
            finite("arrivals_per_h", rate, least=0)
        duration("interval_s", self.interval_s)
        duration("handling_s", self.handling_s)
        if not 0.01 <= finite("handling_cv", self.handling_cv) <= 20:
            raise Nonsense("handling_cv", f"must be between 0.01 and 20, not {self.handling_cv:g}")
        share("returning_share", self.returning_share)
        self._refuse_borders()

    def _refuse_borders(self) -> None:
        if not isinstance(self.starts, str):
            finite("starts", self.starts, least=0)
        elif self.starts not in ("repeats", "empty"):
            raise Nonsense("starts", f"must be repeats, empty or a number of busy agents, not {self.starts}")
        if self.opens is not None and len(self.opens) != len(self.arrivals_per_h):
            raise Nonsense("opens", "must say open or closed for every interval")
        if self.opens is not None and not any(self.opens):
            raise Nonsense("opens", "must leave at least one interval open")

    def served_per_h(self) -> Floats:
        """Return the calls per hour that reach an agent's queue: closed intervals hand theirs to the next open one."""
        rates = np.array(self.arrivals_per_h, dtype=float)
        if self.opens is None:
            return rates
        count, kept = len(rates), np.where(self.opens, rates, 0.0)
        for i in np.flatnonzero(~np.array(self.opens)):
            later = next((j for j in range(i + 1, i + 1 + count) if self.opens[j % count]), None)
            if later is not None and (later < count or self.starts == "repeats"):
                kept[later % count] += rates[i] * self.returning_share
        return kept


@dataclass(frozen=True, slots=True)
class Interval:
    """One interval: its calls, its modified offered load (largest within it), the agents and what they reach."""

    arrivals_per_h: float
    offered_erlang: float
    agents: int
    reached: Measures | None


def modified_offered_load(profile: Profile, *, steps: int = 1) -> Floats:
    """Return m(t), the mean number of busy agents if nobody had to wait, at every boundary between intervals.

    Parameters
    ----------
    profile : Profile
        The rates; handling times by mean and coefficient of variation.
    steps : int
        Points per interval, so that the result has shape (intervals·steps + 1,).

    Notes
    -----
    m(t) = ∫λ(t − u)·P(S > u)du; for exponential handling the solution of m' = λ − μm, here exact because rates are
    constant within intervals. With "repeats" the profile is summed over as many earlier rounds as still matter.
    Wrong if arrivals depend on one another or on the queue. Source: Eick, Massey and Whitt (1993),
    doi:10.1287/opre.41.4.731; Jennings, Mandelbaum, Massey and Whitt (1996), doi:10.1287/mnsc.42.10.1383.
    """
    rates = np.repeat(profile.served_per_h() / 3600, steps)
    step_s, count = profile.interval_s / steps, len(rates)
    kernel = _kernel(profile, step_s, count)
    if profile.starts == "repeats":
        once = kernel[:count] + kernel[count:].reshape(-1, count).sum(axis=0)
        busy = np.real(np.fft.ifft(np.fft.fft(rates) * np.fft.fft(once)))
        return np.asarray(np.where(busy < _NOBODY, 0.0, busy)[np.r_[-1, 0 : len(busy)]])
    begin = 0.0 if profile.starts == "empty" else float(profile.starts)
    left = begin * _excess(profile, _grid(count, step_s))
    return np.asarray(left + np.concatenate([[0.0], np.convolve(rates, kernel[:count])[:count]]))


def _kernel(profile: Profile, step_s: float, count: int) -> Floats:
    """Return ∫P(S > u)du over each of the steps that still matter, whole rounds of them."""
    rounds, most = 2, 20_000_000
    while _excess(profile, np.array([rounds * count * step_s]))[0] > 1e-15 and rounds * count < most:
        rounds *= 2
    return np.asarray(-np.diff(_excess(profile, _grid(rounds * count, step_s))) * profile.handling_s)


def _grid(count: int, step_s: float) -> Floats:
    return np.asarray(np.arange(count + 1) * step_s, dtype=np.float64)


def _excess(profile: Profile, t_s: Floats) -> Floats:
    """Return the share of handling work that lies more than t after its beginning: ∫ₜ^∞P(S > u)du / E[S]."""
    if profile.handling_cv == 1:
        return np.asarray(np.exp(-t_s / profile.handling_s))
    spread = math.sqrt(math.log1p(profile.handling_cv**2))
    centre = math.log(profile.handling_s) - spread**2 / 2
    with np.errstate(divide="ignore"):
        z = (np.log(t_s) - centre) / spread
    rest = special.ndtr(spread - z) - t_s / profile.handling_s * special.ndtr(-z)
    return np.asarray(np.where(t_s > 0, np.maximum(rest, 0.0), 1.0))


def delay_probability(busy: Floats, agents: Floats) -> Floats:
    """Return P(Poisson(m) ≥ s), the share of calls that finds all s agents busy.

    Exact at every moment for exponential handling if patience and handling have the same mean, whatever the staffing;
    otherwise an approximation that is safe with less and bold with more patience. `busy` is m(t), any shape.
    Source: Feldman, Mandelbaum, Massey and Whitt (2008), doi:10.1287/mnsc.1070.0821.
    """
    return np.asarray(np.where(agents > 0, special.gammainc(np.maximum(agents, 1e-300), busy), 1.0))


def expected_queue(busy: Floats, agents: Floats) -> Floats:
    """Return E[(Poisson(m) − s)⁺], the callers who wait under the same assumptions as `delay_probability`."""
    return busy * delay_probability(busy, np.maximum(agents - 1, 0.0)) - agents * delay_probability(busy, agents)


def staff(
    profile: Profile,
    target: Target | Sequence[Target],
    *,
    patience_s: float = math.inf,
    model: Model = "a",
    moment: Moment = "peak",
    steps: int = 6,
) -> list[Interval]:
    """Return the fewest agents for each interval, so that its busiest moment (or its mean) keeps the target.

    `target` is one promise for all intervals, or one for each: at night another than by day.
    The queue at a moment is taken as the steady one with m(t) erlang (the modified offered load approximation), which
    knows that a peak arrives late and that calls of the last interval are still being handled in this one. Closed
    intervals get the agents who finish what is left over, without a target. Wrong, on the bold side, while the
    queue of an overloaded interval is worked off: look there with the simulation.
    """
    busy = modified_offered_load(profile, steps=steps)
    targets = each_of(target, len(profile.arrivals_per_h))
    found: list[Interval] = []
    for i, rate in enumerate(profile.served_per_h()):
        here = Load(_at(busy, i, steps, moment) / profile.handling_s * 3600, profile.handling_s, patience_s)
        is_open = profile.opens is None or profile.opens[i]
        near = found[-1].agents if found else None
        found.append(_interval(float(rate), here, targets[i] if is_open else None, model=model, near=near))
    return found


def each_of(target: Target | Sequence[Target], intervals: int) -> Sequence[Target]:
    """Return the target of each interval. Raises Nonsense if there are not as many."""
    if isinstance(target, Target):
        return (target,) * intervals
    if len(target) != intervals:
        raise Nonsense("target_share", f"must be one, or one for each of the {intervals} intervals, not {len(target)}")
    return target


def _at(busy: Floats, i: int, steps: int, moment: Moment) -> float:
    within = busy[i * steps : (i + 1) * steps + 1]
    return float(within.max() if moment == "peak" else np.trapezoid(within) / steps)


def _interval(rate: float, load: Load, target: Target | None, *, model: Model, near: int | None) -> Interval:
    if target is None:
        return Interval(rate, load.offered_erlang, math.ceil(load.offered_erlang - 0.05), None)
    agents = agents_for(load, target, model=model, near=near)
    reached = measure(load, agents, model=model, within_s=target.within_s) if agents else None
    return Interval(rate, load.offered_erlang, agents, reached)


def staff_exactly(profile: Profile, p_wait: float, *, steps: int = 6) -> list[int]:
    """Return the fewest agents for each interval with P(Poisson(m(t)) ≥ s) ≤ `p_wait` at every point looked at."""
    if not 0 < finite("max_p_wait", p_wait) <= 1:
        raise Nonsense("max_p_wait", f"must be above 0 and at most 1, not {p_wait:g}")
    busy = modified_offered_load(profile, steps=steps)
    return [_poisson_agents(_at(busy, i, steps, "peak"), p_wait) for i in range(len(profile.arrivals_per_h))]


def _poisson_agents(busy: float, p_wait: float) -> int:
    if busy == 0:
        return 0
    low, high = -1, math.ceil(busy + 40 * math.sqrt(busy) + 400)
    while high - low > 1:
        middle = (low + high) // 2
        enough = float(delay_probability(np.array(busy), np.array(float(middle)))) <= p_wait
        low, high = (low, middle) if enough else (middle, high)
    return high
