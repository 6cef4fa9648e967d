"""Call-backs instead of queueing: who finds everybody busy may be called back when somebody is free."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hantong_planning.errors import Nonsense, share, whole
from hantong_planning.staffing.chain import MOST_STATES, steady
from hantong_planning.staffing.problem import Load

State = tuple[int, int]  # calls with agents or queuing; call-backs still to be made
_REST = 1e-11


@dataclass(frozen=True, slots=True)
class CallBacks:
    """A queue in which a share `accept_share` of those who would wait prefers to be called back.

    A call-back is made by an agent who is free while nobody queues and at least `keep_free` others are free too.
    Handling a call-back takes as long as a call, and everybody is reached.
    """

    load: Load
    agents: int
    accept_share: float
    keep_free: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "agents", whole("agents", self.agents, least=1))
        share("accept_share", self.accept_share)
        if whole("keep_free", self.keep_free) >= self.agents:
            raise Nonsense("keep_free", f"must be less than the {self.agents} agents")
        if math.isinf(self.load.patience_s) and self.load.offered_erlang * (1 - self.accept_share) >= self.agents:
            raise Nonsense("agents", "must be above the offered load: nobody gives up, so the queue would never end")
        if self.load.offered_erlang and _pressure(self) >= 1:
            raise Nonsense("agents", "must be more: call-backs would be promised faster than they can be made")


@dataclass(frozen=True, slots=True)
class CallBackMeasures:
    """Shares of all offered calls; the wait of those who queue; how long a promised call-back takes to begin."""

    p_wait: float
    p_called_back: float
    p_abandon: float
    mean_wait_of_queued_s: float | None
    mean_queue: float
    mean_callbacks_open: float
    mean_callback_delay_s: float | None
    occupancy: float


def measure_callbacks(centre: CallBacks) -> CallBackMeasures:
    """Return the exact steady state of a queue with call-backs, all times exponential.

    The chain of (calls, open call-backs) is cut where less than 1e-11 of the time is left out. Compare with `measure` on
    the same load: abandonment falls, the load that abandonment had taken away comes back. Source: the idea of
    exchanging queues for promises is Armony and Maglaras (2004); the chain is ours.
    """
    chain, states, chance = _settled(centre)
    at, n = np.array(states, dtype=float), centre.agents
    p_wait = float(chance[at[:, 0] >= n].sum())
    queue = float(chance @ np.maximum(at[:, 0] - n, 0.0))
    pending = float(chance @ at[:, 1])
    per_s = centre.load.arrivals_per_h / 3600
    back, queued = centre.accept_share * p_wait, (1 - centre.accept_share) * p_wait
    return CallBackMeasures(
        p_wait=p_wait,
        p_called_back=back,
        p_abandon=chain.theta * queue / centre.load.offered_erlang if per_s else 0.0,
        mean_wait_of_queued_s=queue / (per_s * queued) if per_s * queued else None,
        mean_queue=queue,
        mean_callbacks_open=pending,
        mean_callback_delay_s=pending / (per_s * back) if per_s * back else None,
        occupancy=float(chance @ np.minimum(at[:, 0], n)) / n,
    )


def _settled(centre: CallBacks) -> tuple[_Chain, list[State], np.ndarray]:
    most = 50
    while True:
        chain = _Chain(centre, most)
        if (chain.longest + centre.agents) * most > MOST_STATES:
            raise Nonsense("agents", "are so busy that too many call-backs stay open for an exact answer: simulate it")
        states, chance = steady((min(centre.agents, round(centre.load.offered_erlang)), 0), chain.moves)
        full = sum(p for (_, pending), p in zip(states, chance, strict=True) if pending == most)
        if full < _REST:
            return chain, states, chance
        most *= 2


class _Chain:
    """The moves, rates per mean handling time, with at most `most` call-backs open."""

    def __init__(self, centre: CallBacks, most: int) -> None:
        self.centre, self.most = centre, most
        self.theta = centre.load.handling_s / centre.load.patience_s
        self.longest = _longest(centre.load.offered_erlang * (1 - centre.accept_share), centre.agents, self.theta)

    def moves(self, here: State) -> Iterator[tuple[State, float]]:
        """Yield what can happen next and how fast."""
        calls, pending = here
        n, accept, erlang = self.centre.agents, self.centre.accept_share, self.centre.load.offered_erlang
        if calls < n:
            yield (calls + 1, pending), erlang
        else:
            yield (calls, min(self.most, pending + 1)), erlang * accept
            if calls - n < self.longest:
                yield (calls + 1, pending), erlang * (1 - accept)
        left = calls - 1
        away = float(min(calls, n)) + max(calls - n, 0) * self.theta
        yield ((calls, pending - 1) if pending and left < n - self.centre.keep_free else (left, pending)), away


def _longest(erlang: float, agents: int, theta: float) -> int:
    if not erlang:
        return 0
    by_patience = erlang / theta + 8.5 * math.sqrt(erlang / theta) + 25 if theta else math.inf
    by_service = 35 / math.log(agents / erlang) + 5 if erlang < agents else math.inf
    return math.ceil(min(by_patience, by_service))


def _pressure(centre: CallBacks) -> float:
    """Return promises / promises kept while call-backs never run out: from 1 on they would pile up."""
    n, erlang, theta = centre.agents, centre.load.offered_erlang, centre.load.handling_s / centre.load.patience_s
    first, accept = n - centre.keep_free, centre.accept_share
    ups = [erlang] * centre.keep_free + [erlang * (1 - accept)] * _longest(erlang * (1 - accept), n, theta)
    level, levels = 0.0, [0.0]
    for step, up in enumerate(ups):
        calls = first + step + 1
        away = min(calls, n) + max(calls - n, 0) * theta
        level += math.log(up / away) if up else -math.inf
        levels.append(level)
    weights = np.exp(np.array(levels) - max(levels))
    promised = erlang * accept * weights[centre.keep_free :].sum()
    return float(promised / (first * weights[0]))
