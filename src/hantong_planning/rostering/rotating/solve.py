"""Rotating rosters: decide whether a cycle exists, by an integer circulation and an Euler tour, then make it fair."""

from __future__ import annotations

import time
from dataclasses import dataclass

from hantong_planning.rostering.rotating.circulation import FEASIBLE, Circulation
from hantong_planning.rostering.rotating.fairest import Proven, fairest
from hantong_planning.rostering.rotating.fairness import Fairness, fairness
from hantong_planning.rostering.rotating.problem import OFF, Rotation
from hantong_planning.rostering.rotating.tour import euler_tour, weeks
from hantong_planning.rostering.rotating.walk import OFF_DAY, network


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a rotating problem.

    Attributes
    ----------
    status
        "feasible", "infeasible" (proven) or "unknown" (time ran out).
    schedule
        shape (workers, 7): names of shifts or "-"; empty unless feasible.
    fairness
        How fair it is.
    proven
        The measures of fairness that no cycle can better, given the ones before them.
    decided_s, seconds
        Until the status was known; until the end.
    """

    status: str
    schedule: tuple[tuple[str, ...], ...] = ()
    fairness: Fairness | None = None
    proven: tuple[Proven, ...] = ()
    decided_s: float = 0.0
    seconds: float = 0.0


def solve(rotation: Rotation, *, seed: int = 0, time_limit_s: float = 10.0, fair_s: float | None = None) -> Plan:
    """Find the fairest cycle that keeps every rule and meets the need exactly, or prove that there is none.

    Parameters
    ----------
    rotation
        The problem.
    seed
        Of the engine's search.
    time_limit_s
        After which the answer may be "unknown".
    fair_s
        How much of it may go into fairness once a cycle is known; None is all that is left, 0 takes the first cycle.

    Returns
    -------
    Plan
        The same problem and seed give the same plan unless a time limit stops the search for fairness.

    Notes
    -----
    Every cycle is a closed walk in the network of `walk.py`, and every circulation in one piece is such a walk: the
    integer programme decides the problem exactly. When the result is wrong: the cycle treats every week alike, so
    holidays, leave and personal wishes are not in it; and the need is met exactly, never overfilled.

    Source: Musliu, Gärtner and Slany (2002), Discrete Applied Mathematics 118 (the problem); Musliu, Schutt and
    Stuckey (2018), CPAIOR, DOI 10.1007/978-3-319-93031-2_31 (the public instances).
    """
    began = time.perf_counter()

    def remaining_s() -> float:
        return began + time_limit_s - time.perf_counter()

    net = network(rotation)
    flow = Circulation(rotation, net, seed=seed).solve(remaining_s)
    decided_s = time.perf_counter() - began
    if flow.status != FEASIBLE:
        return Plan(flow.status, decided_s=decided_s, seconds=decided_s)
    found = weeks(net, euler_tour(net, flow.times))
    proven: tuple[Proven, ...] = ()
    if fair_s is None or fair_s > 0:
        end_s = time_limit_s if fair_s is None else min(time_limit_s, decided_s + fair_s)
        found, proven = fairest(rotation, found, seed=seed, remaining_s=lambda: began + end_s - time.perf_counter())
    named = tuple(tuple(OFF if s == OFF_DAY else rotation.shifts[s].name for s in week) for week in found)
    return Plan(FEASIBLE, named, fairness(rotation, found), proven, decided_s, time.perf_counter() - began)
