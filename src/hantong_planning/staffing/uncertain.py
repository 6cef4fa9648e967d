"""Staffing for calls that vary more from day to day than chance alone would have them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from hantong_planning.errors import Nonsense, finite
from hantong_planning.staffing.agents import fewest, missed
from hantong_planning.staffing.erlang import wait
from hantong_planning.staffing.integral import Floats
from hantong_planning.staffing.problem import Load, Model, Target, duration

_POINTS = 64


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A load whose rate differs between equal intervals of `interval_s`: a gamma law around the mean.

    dispersion : variance / mean of the number of calls in an interval; 1 is Poisson, real centres have about 2.
    """

    load: Load
    interval_s: float
    dispersion: float

    def __post_init__(self) -> None:
        duration("interval_s", self.interval_s)
        finite("dispersion", self.dispersion, least=1)

    def rates(self) -> Floats:
        """Return the calls per hour of 64 equally likely kinds of interval, from quiet to busy."""
        mean = self.load.arrivals_per_h * self.interval_s / 3600
        if self.dispersion == 1 or not mean:
            return np.full(1, self.load.arrivals_per_h)
        shape = mean / (self.dispersion - 1)
        edges = special.gammaincinv(shape, np.arange(1, _POINTS) / _POINTS)
        below = np.concatenate([[0.0], special.gammainc(shape + 1, edges), [1.0]])
        return np.asarray(self.load.arrivals_per_h * np.diff(below) * _POINTS)


def expected_share(uncertain: Uncertain, target: Target, agents: int, *, model: Model = "a") -> float:
    """Return the share of all calls, of quiet and busy intervals together, that the target's definition counts as in time.

    An interval that Erlang C cannot carry counts as missed altogether.
    """
    rates = uncertain.rates()
    if not rates.sum():
        return 1.0
    shares = [_kept(replace(uncertain.load, arrivals_per_h=float(rate)), target, agents, model) for rate in rates]
    return float(np.dot(rates, shares) / rates.sum())


def _kept(load: Load, target: Target, agents: int, model: Model) -> float:
    try:
        bad = missed(wait(load, agents, model), target)
    except Nonsense:
        return 0.0
    return 0.0 if math.isnan(bad) else 1 - bad


def agents_for_uncertain(uncertain: Uncertain, target: Target, *, model: Model = "a") -> int:
    """Return the fewest agents with which the expected share of calls in time reaches the target's share.

    Usually more than for the mean alone: busy intervals lose more than quiet ones win. Source: the idea of planning with the law of
    the rate is Whitt (2006), *Staffing a call center with uncertain arrival rate and absenteeism*. Raises Nonsense if the target names no share.
    """
    wanted = target.share
    if wanted is None:
        raise Nonsense("target_share", "is missing: with dispersion the target is a share of calls")
    if not uncertain.load.offered_erlang:
        return target.least_agents
    return fewest(
        target.least_agents,
        uncertain.load.offered_erlang,
        lambda agents: expected_share(uncertain, target, agents, model=model) >= wanted,
        step=math.sqrt(uncertain.load.offered_erlang),
    )
