"""Two kinds of callers and people who can answer one kind or both (the N-, M- and W-shaped centres), exactly."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.staffing.chain import steady
from hantong_planning.staffing.problem import Load

State = tuple[int, int, int, int, int]  # busy: first only, second only, both; waiting: first, second


@dataclass(frozen=True, slots=True)
class TwoKinds:
    """Callers of two kinds (two languages, two topics) and three groups of agents.

    A caller goes to a free agent of their own kind, else to a free bilingual one, else waits. A freed single agent
    takes the next of its kind; a freed bilingual agent takes the second kind (the rare one) first. Handling and
    patience are exponential and the same for both kinds.
    """

    first_per_h: float
    second_per_h: float
    handling_s: float
    patience_s: float
    only_first: int
    both: int
    only_second: int = 0

    def __post_init__(self) -> None:
        finite("first_per_h", self.first_per_h, least=0)
        finite("second_per_h", self.second_per_h, least=0)
        Load(self.first_per_h + self.second_per_h, self.handling_s, self.patience_s)
        finite("patience_s", self.patience_s, above=0)
        for name in ("only_first", "both", "only_second"):
            whole(name, getattr(self, name))
        if self.only_first + self.both + self.only_second == 0:
            raise Nonsense("both", "and the others must be at least one agent together")


@dataclass(frozen=True, slots=True)
class Kind:
    """What the callers of one kind meet; shares of that kind's calls, None if there are none."""

    p_wait: float | None
    p_abandon: float | None
    mean_wait_s: float | None
    mean_queue: float


@dataclass(frozen=True, slots=True)
class TwoKindsMeasures:
    """Both kinds, and how many of each group are busy on average."""

    first: Kind
    second: Kind
    busy_only_first: float
    busy_both: float
    busy_only_second: float
    states: int


def measure_two(centre: TwoKinds) -> TwoKindsMeasures:
    """Return the exact steady state of a centre with two kinds of callers.

    Notes
    -----
    The chain of (busy agents of each group, callers waiting of each kind), cut where the queues are empty but for less
    than 1e-14 of the time, is solved as a linear system. Wrong for handling times that differ between kinds, and for
    other rules of who takes whom. Source: the N-model of Gans, Koole and Mandelbaum (2003),
    doi:10.1287/msom.5.2.79.16071.
    """
    chain = _Chain(centre)
    states, share = steady(chain.usual(), chain.moves)
    at = np.array(states, dtype=float)
    waits_1 = (at[:, 0] >= centre.only_first) & (at[:, 2] >= centre.both)
    waits_2 = (at[:, 1] >= centre.only_second) & (at[:, 2] >= centre.both)
    busy = share @ at
    return TwoKindsMeasures(
        _kind(centre, centre.first_per_h, float(share[waits_1].sum()), busy[3]),
        _kind(centre, centre.second_per_h, float(share[waits_2].sum()), busy[4]),
        float(busy[0]),
        float(busy[2]),
        float(busy[1]),
        len(states),
    )


def _kind(centre: TwoKinds, per_h: float, p_wait: float, queue: float) -> Kind:
    if not per_h:
        return Kind(None, None, None, 0.0)
    mean_wait_s = float(queue) / per_h * 3600
    return Kind(p_wait, mean_wait_s / centre.patience_s, mean_wait_s, float(queue))


class _Chain:
    """The moves of one centre, rates per mean handling time."""

    def __init__(self, centre: TwoKinds) -> None:
        self.groups = (centre.only_first, centre.only_second, centre.both)
        self.arrivals = [rate / 3600 * centre.handling_s for rate in (centre.first_per_h, centre.second_per_h)]
        self.theta = centre.handling_s / centre.patience_s
        self.longest = [_longest(erlang, self.theta) for erlang in self.arrivals]

    def usual(self) -> State:
        """Return a state that is often met, to measure the others against."""
        first, second = (min(group, round(a)) for group, a in zip(self.groups, self.arrivals, strict=False))
        over = sum(self.arrivals) - first - second
        return first, second, max(0, min(self.groups[2], round(over))), 0, 0

    def moves(self, here: State) -> Iterator[tuple[State, float]]:
        """Yield what can happen next and how fast."""
        for kind in (0, 1):
            yield self._arrive(here, kind), self.arrivals[kind]
            yield _with(here, 3 + kind, -1), here[3 + kind] * self.theta
        for group in (0, 1, 2):
            yield self._freed(here, group), float(here[group])

    def _arrive(self, here: State, kind: int) -> State:
        if here[kind] < self.groups[kind]:
            return _with(here, kind, 1)
        if here[2] < self.groups[2]:
            return _with(here, 2, 1)
        return _with(here, 3 + kind, 1) if here[3 + kind] < self.longest[kind] else here

    def _freed(self, here: State, group: int) -> State:
        for kind in (1, 0) if group == 2 else (group,):
            if here[3 + kind]:
                return _with(here, 3 + kind, -1)
        return _with(here, group, -1)


def _with(state: State, place: int, change: int) -> State:
    parts = list(state)
    parts[place] += change
    return (parts[0], parts[1], parts[2], parts[3], parts[4])


def _longest(erlang: float, theta: float) -> int:
    # without any agent the queue is Poisson(λ/θ): with agents it is shorter
    mean = erlang / theta
    return math.ceil(mean + 8.5 * math.sqrt(mean) + 25) if erlang else 0
