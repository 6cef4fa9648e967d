"""Exact answers to hold the simulation against, by sums over states, and the scenarios that they belong to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hantong_planning.simulate import Outcome, Scenario, read_scenario
from hantong_planning.simulate.floor import ABANDONED, ANSWERED_WITHIN, OFFERED, WAIT_S, WAITED
from hantong_planning.simulate.results import Ratio, ratio

COLUMNS = {"p_wait": WAITED, "p_abandon": ABANDONED, "mean_wait_s": WAIT_S, "of_offered": ANSWERED_WITHIN}


def birth_death(
    *, agents: int, arrivals_per_h: float, handling_s: float, patience_s: float | None
) -> Mapping[str, float]:
    """Return P(wait), P(abandon) and the mean wait of M/M/n+M (patience None: M/M/n) from its stationary states."""
    arrive, serve = arrivals_per_h / 3600, 1 / handling_s
    leave = 0.0 if patience_s is None else 1 / patience_s
    logs = [0.0]
    while len(logs) < agents + 2 or logs[-1] > max(logs) - 50:
        n = len(logs)
        logs.append(logs[-1] + math.log(arrive) - math.log(min(n, agents) * serve + max(n - agents, 0) * leave))
    state = np.exp(np.array(logs) - max(logs))
    state /= state.sum()
    queue = float((np.maximum(np.arange(state.size) - agents, 0) * state).sum())
    return {"p_wait": float(state[agents:].sum()), "p_abandon": queue * leave / arrive, "mean_wait_s": queue / arrive}


def pool(
    *, agents: int, arrivals_per_h: float, handling_s: object, patience_s: object, days: int = 10, **more: Any
) -> Scenario:
    """Return one class and one group that never changes."""
    kind = {
        "name": "phone",
        "arrivals_per_h": arrivals_per_h,
        "handling_s": handling_s,
        "patience_s": patience_s,
    } | more
    people = {"name": "all", "skills": ["phone"], "staff": agents}
    return read_scenario(
        {"days": days, "warm_up_h": 12 if days > 2 else 6, "interval_s": 3600, "classes": [kind], "groups": [people]}
    )


def deviations(outcome: Outcome, exact: Mapping[str, float], place: int = 0) -> Mapping[str, float]:
    """Return how many standard errors each figure of a class is away from the exact one."""
    calls = outcome.calls[:, place]
    found: dict[str, float] = {}
    for name, value in exact.items():
        under = calls[:, OFFERED]
        measured = ratio(calls[:, COLUMNS[name]], under)
        found[name] = away(measured, value)
    return found


def away(measured: Ratio, exact: float) -> float:
    """Return the distance in standard errors."""
    return float(abs(measured.value - exact) / max(float(measured.standard_error), 1e-12))


def sinusoid(beta: float, t: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """Return (rate, staff, exact P(delay)) at t for λ(t) = 100 + 20 sin t, μ = θ = 1 and staff ⌈m + β√m⌉, where N(t) ~ Poisson(m(t))."""
    mean = 100 + 10 * (np.sin(t) - np.cos(t))
    staff = np.ceil(np.round(mean + beta * np.sqrt(mean), 9)).astype(np.int64)
    delay = []
    for m, s in zip(mean, staff, strict=True):
        below = sum(math.exp(-m + k * math.log(m) - math.lgamma(k + 1)) for k in range(int(s)))
        delay.append(1 - below)
    return 100 + 20 * np.sin(t), staff, np.array(delay)
