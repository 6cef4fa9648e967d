"""How long callers wait in the queues of Erlang B, C and A: the whole law of the wait, not only its mean."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import special

from hantong_planning.staffing.integral import Floats, Mass, crest, mass, rise

_FEW = 300  # up to here the recursion is quicker than the integral


class Wait(Protocol):
    """The wait of callers in one queue in steady state; times in seconds, every probability of all offered calls."""

    @property
    def p_wait(self) -> float:
        """The share that finds every agent busy."""

    @property
    def p_abandon(self) -> float:
        """The share that gives up."""

    @property
    def mean_wait_s(self) -> float:
        """The mean wait of all offered calls, answered or not."""

    def over(self, t_s: float) -> float:
        """Return P(W > t): still waiting after t seconds, answered later or not."""

    def answered_within(self, t_s: float) -> float:
        """Return the share of offered calls that is answered after at most t seconds."""

    def answered_after(self, t_s: float) -> float:
        """Return the share of offered calls that is answered, but only after more than t seconds."""

    def abandoned_after(self, t_s: float) -> float:
        """Return the share of offered calls that gives up, but only after more than t seconds."""

    def offered_over(self, t_s: float) -> float:
        """Return the share that would wait more than t seconds if it had endless patience."""

    def mean_waits_s(self) -> tuple[float | None, float | None]:
        """Return the mean wait of the answered and of those who gave up; None where there are none."""


def log_free(agents: int, erlang: float) -> float:
    """Return log of P(not all busy)/P(one free) = 1/B(n−1, a) for n ≥ 1 agents and a > 0 erlang."""
    if agents <= _FEW:
        free = 1.0
        for one in range(1, agents):
            free = 1 + free * one / erlang
        if free < math.inf:
            return math.log(free)
    states = mass(erlang, agents - erlang, -math.inf, 0.0)
    return math.log(erlang) + rise(erlang, agents - erlang, 0.0, states.peak) + states.log()


def blocked(agents: int, erlang: float) -> float:
    """Return Erlang B, the share of calls that finds all agents busy where nobody can wait.

    Parameters
    ----------
    agents : int
        n ≥ 0.
    erlang : float
        Offered load a ≥ 0.

    Notes
    -----
    B(0) = 1, B(n) = aB(n−1)/(n + aB(n−1)), here by quadrature in constant time. Holds for any law of handling times.
    Wrong when blocked callers try again. Source: A. K. Erlang (1917).
    """
    if erlang == 0:
        return 0.0 if agents else 1.0
    return math.exp(-log_free(agents + 1, erlang))


@dataclass(frozen=True, slots=True)
class Lost:
    """Erlang B: who finds everybody busy is gone at once, as with a patience of nothing."""

    p_wait: float
    mean_wait_s: float = 0.0

    @property
    def p_abandon(self) -> float:
        """The same as finding everybody busy."""
        return self.p_wait

    def over(self, t_s: float) -> float:
        """Return 0: nobody waits."""
        return 0.0

    def answered_within(self, t_s: float) -> float:
        """Return the share that is not blocked."""
        return 1 - self.p_wait

    def answered_after(self, t_s: float) -> float:
        """Return 0: nobody waits."""
        return 0.0

    def abandoned_after(self, t_s: float) -> float:
        """Return 0: who leaves, leaves at once."""
        return 0.0

    def offered_over(self, t_s: float) -> float:
        """Return the share that finds everybody busy: without a queue they would wait for ever."""
        return self.p_wait

    def mean_waits_s(self) -> tuple[float | None, float | None]:
        """Return 0 for both, None where there are none."""
        return (0.0 if self.p_wait < 1 else None), (0.0 if self.p_wait > 0 else None)


@dataclass(frozen=True, slots=True)
class Patient:
    """Erlang C: everybody stays; the wait of those who wait is exponential with mean `spell_s`."""

    p_wait: float
    spell_s: float
    p_abandon: float = 0.0

    @classmethod
    def of(cls, agents: int, erlang: float, handling_s: float) -> Patient:
        """Return the wait with n > a agents."""
        slack = agents - erlang
        log_odds = math.log(erlang) - math.log(slack) - log_free(agents, erlang) if erlang else -math.inf
        return cls(p_wait=float(special.expit(log_odds)), spell_s=handling_s / slack)

    @property
    def mean_wait_s(self) -> float:
        """C·AHT/(n − a)."""
        return self.p_wait * self.spell_s

    def over(self, t_s: float) -> float:
        """Return C·exp(−(n − a)t/AHT)."""
        return self.p_wait * math.exp(-t_s / self.spell_s)

    def answered_within(self, t_s: float) -> float:
        """Return 1 − P(W > t), computed so that a small share keeps its digits."""
        return 1 - self.p_wait - self.p_wait * math.expm1(-t_s / self.spell_s)

    answered_after = over
    offered_over = over

    def abandoned_after(self, t_s: float) -> float:
        """Return 0: nobody gives up."""
        return 0.0

    def mean_waits_s(self) -> tuple[float | None, float | None]:
        """Return the mean wait, and None: nobody gives up."""
        return self.mean_wait_s, None


class Impatient:
    """Erlang A: exponential patience; V, the wait of somebody with endless patience, has density ∝ e^E(θt)."""

    def __init__(self, agents: int, erlang: float, handling_s: float, patience_s: float) -> None:
        ratio = patience_s / handling_s
        self._patience_s = patience_s
        self._x, self._gap = erlang * ratio, (agents - erlang) * ratio
        self._top = max(0.0, crest(self._x, self._gap))  # what all masses are measured against
        self._log_free = log_free(agents, erlang) - rise(self._x, self._gap, 0.0, self._top)
        self._whole = self._mass(0.0)
        log_busy = math.log(self._x) + self._whole.log()
        self._log_all = float(np.logaddexp(self._log_free, log_busy))
        self.p_wait = float(special.expit(log_busy - self._log_free))
        self.p_abandon = self._share(self._whole, _gone)
        self.mean_wait_s = self.p_abandon * patience_s

    def _mass(self, lo: float, hi: float = math.inf) -> Mass:
        return mass(self._x, self._gap, lo, hi)

    def _share(self, of: Mass, weigh: Callable[[Floats], Floats] | None = None) -> float:
        height = rise(self._x, self._gap, self._top, of.peak)
        return math.exp(math.log(self._x) + height + of.log(weigh) - self._log_all)

    def offered_over(self, t_s: float) -> float:
        """Return P(V > t)."""
        return self._share(self._mass(t_s / self._patience_s))

    def over(self, t_s: float) -> float:
        """Return P(V > t)·P(patience > t)."""
        return math.exp(-t_s / self._patience_s) * self.offered_over(t_s)

    def answered_within(self, t_s: float) -> float:
        """Return P(V ≤ t and V < patience)."""
        free = math.exp(self._log_free - self._log_all)
        return free + (self._share(self._mass(0.0, t_s / self._patience_s), _stayed) if t_s > 0 else 0.0)

    def answered_after(self, t_s: float) -> float:
        """Return P(t < V < patience)."""
        return self._share(self._mass(t_s / self._patience_s), _stayed)

    def abandoned_after(self, t_s: float) -> float:
        """Return P(t < patience < V)."""
        u = t_s / self._patience_s
        return math.exp(-u) * self._share(self._mass(u), lambda at: -np.expm1(-(at - u)))

    def mean_waits_s(self) -> tuple[float | None, float | None]:
        """Return E[W | answered] and E[W | gave up]."""
        answered = self._share(self._whole, lambda at: at * np.exp(-at)) * self._patience_s
        gone = self._share(self._whole, lambda at: special.gammainc(2.0, at)) * self._patience_s
        return answered / self.answered_within(math.inf), (gone / self.p_abandon if self.p_abandon else None)


class Nobody:
    """Erlang A without agents: everybody waits until the end of their patience and is answered never."""

    p_wait = 1.0
    p_abandon = 1.0

    def __init__(self, patience_s: float) -> None:
        self.mean_wait_s = patience_s

    def over(self, t_s: float) -> float:
        """Return P(patience > t)."""
        return math.exp(-t_s / self.mean_wait_s)

    abandoned_after = over

    def answered_within(self, t_s: float) -> float:
        """Return 0."""
        return 0.0

    answered_after = answered_within

    def offered_over(self, t_s: float) -> float:
        """Return 1."""
        return 1.0

    def mean_waits_s(self) -> tuple[float | None, float | None]:
        """Return None, and the patience."""
        return None, self.mean_wait_s


def _stayed(at: Floats) -> Floats:
    return np.exp(-at)


def _gone(at: Floats) -> Floats:
    return -np.expm1(-at)
