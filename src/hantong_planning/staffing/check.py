"""Independent figures for one queue, added up state by state, and whether a head-count keeps its target by them."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from hantong_planning.staffing.agents import Head
from hantong_planning.staffing.integral import Floats
from hantong_planning.staffing.problem import Load, Model, Target

_TOLERANCE = 1e-9
_NEAREST = 1e-5  # a queue without end this near to its load waits for days, in more states than memory holds


def states(load: Load, agents: int, model: Model) -> Floats:
    """Return the probability of 0, 1, 2, … callers in the system, from the balance of neighbouring states alone.

    Cut where the rest is below 1e-18 of the whole. Takes memory in proportion to the number of states: for checking.
    """
    erlang, impatience = load.offered_erlang, load.handling_s / load.patience_s if model == "a" else 0.0
    last = agents if model == "b" else _enough(agents, erlang, impatience)
    k = np.arange(1, last + 1, dtype=float)
    logs = np.concatenate(
        [[0.0], np.cumsum(np.log(erlang) - np.log(np.minimum(k, agents) + _over(k, agents) * impatience))]
    )
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _over(k: Floats, agents: int) -> Floats:
    return np.maximum(k - agents, 0.0)


def _enough(agents: int, erlang: float, impatience: float) -> int:
    top = max(agents, erlang)
    if impatience:
        top = max(top, agents + (erlang - agents) / impatience)
        return int(top + 12 * math.sqrt(top / min(1.0, impatience)) + 60)
    return int(agents + 45 / math.log(agents / erlang) + 10)


def figures(load: Load, agents: int, model: Model, within_s: float) -> dict[str, float]:
    """Return `p_wait`, `p_abandon`, `mean_wait_s`, `occupancy` and the three service levels by summing over states."""
    chance = states(load, agents, model)
    k = np.arange(chance.size, dtype=float)
    queue = _over(k, agents)
    theta = load.handling_s / load.patience_s if model == "a" else 0.0
    p_abandon = chance[-1] if model == "b" else theta * float(chance @ queue) / load.offered_erlang
    in_time, over, late = _outcomes(load, agents, chance, theta, within_s)
    mean_queue = float(chance @ queue)
    levels = (
        {}
        if model == "b"
        else {
            "of_offered": in_time,
            "of_answered": in_time / (in_time + late),
            "without_early_abandons": in_time / (in_time + over),
        }
    )
    return levels | {
        "p_wait": float(chance[agents:].sum()),
        "p_abandon": float(p_abandon),
        "mean_wait_s": 0.0 if model == "b" else mean_queue / load.offered_erlang * load.handling_s,
        "occupancy": float(chance @ np.minimum(k, agents)) / agents,
    }


def _outcomes(load: Load, agents: int, chance: Floats, theta: float, within_s: float) -> tuple[float, float, float]:
    """Return answered within T, waiting at T, answered after T; who finds j queuing waits for j + 1 departures.

    With abandonment e^−θV of that wait is Beta(nμ/θ, j + 1); without, V is a gamma.
    """
    busy, ahead = chance[agents:], np.arange(chance.size - agents, dtype=float)
    free = float(chance[:agents].sum())
    if not theta:
        over = float(busy @ special.gammaincc(ahead + 1, agents * within_s / load.handling_s))
        return free + float(busy.sum()) - over, over, over
    c, left = agents / theta, math.exp(-within_s / load.patience_s)
    over = left * float(busy @ special.betainc(c, ahead + 1, left))
    thinned = busy * c / (c + ahead + 1)
    in_time = free + float(thinned @ special.betaincc(c + 1, ahead + 1, left))
    return in_time, over, float(thinned @ special.betainc(c + 1, ahead + 1, left))


def violations(load: Load, target: Target, head: Head, *, model: Model) -> list[str]:
    """Return what is wrong with a head-count: a bound that is broken, or one agent fewer that would do as well."""
    found = [f"{head.agents} agents break {name}" for name in _breaks(load, target, head.agents, model, _TOLERANCE)]
    if head.agents > target.least_agents and not _breaks(load, target, head.agents - 1, model, -_TOLERANCE):
        found.append(f"{head.agents - 1} agents would do")
    return found


def _breaks(load: Load, target: Target, agents: int, model: Model, slack: float) -> list[str]:
    if not load.offered_erlang:
        return []
    if not agents or (model == "c" and agents <= load.offered_erlang * (1 + _NEAREST)):
        return ["everything"]
    got = figures(load, agents, model, target.within_s)
    share = got.get(target.definition, 1 - got["p_abandon"] if target.definition == "of_offered" else 1.0)
    found = ["share"] if target.share is not None and share < target.share - slack else []
    for name in ("p_wait", "p_abandon", "mean_wait_s", "occupancy"):
        bound: float | None = getattr(target, name)
        if bound is not None and got[name] > bound + slack * max(1.0, abs(bound)):
            found.append(name)
    return found
