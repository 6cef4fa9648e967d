"""Many centres apart or together: how few people each needs and all need, by simulation with the handling times that they have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hantong_planning.errors import Nonsense, finite, share, whole
from hantong_planning.simulate.durations import Duration
from hantong_planning.simulate.floor import ANSWERED_WITHIN, OFFERED
from hantong_planning.simulate.problem import CallClass, Group, Scenario
from hantong_planning.simulate.solve import simulate


@dataclass(frozen=True, slots=True)
class Pooling:
    """People needed at each centre alone and at all together, and the service levels that they reach."""

    separate: tuple[int, ...]
    pooled: int
    separate_level: tuple[float, ...]
    pooled_level: float

    @property
    def saving(self) -> int:
        """The posts that the pool saves."""
        return sum(self.separate) - self.pooled


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A share of the offered calls to be answered within a time, judged by about `calls` simulated calls (at least two days)."""

    share: float = 0.8
    within_s: float = 20.0
    calls: int = 40_000

    def __post_init__(self) -> None:
        share("target_share", self.share)
        finite("within_s", self.within_s, least=0)
        whole("calls", self.calls, least=1000)


def pooling(
    arrivals_per_h: Sequence[float], handling: Duration, patience: Duration | None, *, target: Target, seed: int
) -> Pooling:
    """Return the least staff of each centre and of their pool that reaches the target in simulation.

    Centres with the same rate are simulated once. Wrong near the target by the simulation's own error, about half a percent with
    40,000 calls: n may be one off where a level falls that near.

    Raises Nonsense.
    """
    if not arrivals_per_h:
        raise Nonsense("arrivals_per_h", "must hold at least one centre")
    for place, rate in enumerate(arrivals_per_h):
        finite(f"arrivals_per_h[{place}]", rate, above=0)
    known = {rate: _least(rate, handling, patience, target, seed) for rate in dict.fromkeys(arrivals_per_h)}
    pooled = _least(sum(arrivals_per_h), handling, patience, target, seed)
    rows = [known[rate] for rate in arrivals_per_h]
    return Pooling(tuple(n for n, _ in rows), pooled[0], tuple(level for _, level in rows), pooled[1])


def _least(rate: float, handling: Duration, patience: Duration | None, target: Target, seed: int) -> tuple[int, float]:
    """Return the least number of people that reaches the target, from a square-root guess up or down, and its level."""
    load = rate * handling.mean / 3600
    people = max(1, math.ceil(load + 0.5 * math.sqrt(load)))
    level = _level(rate, people, handling, patience, target, seed)
    if level >= target.share:
        while people > 1:
            fewer = _level(rate, people - 1, handling, patience, target, seed)
            if fewer < target.share:
                break
            people, level = people - 1, fewer
        return people, level
    while level < target.share:
        people += 1
        level = _level(rate, people, handling, patience, target, seed)
    return people, level


def _level(rate: float, people: int, handling: Duration, patience: Duration | None, target: Target, seed: int) -> float:
    if patience is None and people <= rate * handling.mean / 3600:
        return 0.0
    kind = CallClass(
        name="calls", arrivals_per_h=(rate,), handling_s=handling, patience_s=patience, within_s=target.within_s
    )
    group = Group(name="people", skills=("calls",), staff=(people,))
    days = 1 + math.ceil(max(target.calls / rate / 24, 1))
    scenario = Scenario(name="pool", classes=(kind,), groups=(group,), days=days, interval_s=3600, warm_up_h=12.0)
    calls = simulate(scenario, seed=seed, replications=1).calls[:, 0]
    return float(calls[:, ANSWERED_WITHIN].sum() / max(calls[:, OFFERED].sum(), 1.0))
