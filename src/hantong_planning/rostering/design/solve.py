"""Shift design by an integer programme: how many people work each possible shift."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hantong_planning.errors import finite
from hantong_planning.rostering.design.breaks import placed
from hantong_planning.rostering.design.problem import Design, Shift
from hantong_planning.rostering.design.programme import Programme


@dataclass(frozen=True, slots=True)
class Plan:
    """How many work each shift.

    Attributes
    ----------
    shifts
        Each shift that is used and how many work it.
    paid_h, bound_h
        Paid hours of the plan, and what no plan with the same shortfall can fall below.
    unmet
        Interval → people missing.
    cover
        shape (intervals,): people there.
    is_proven
        Whether no plan is better.
    seconds
        Time taken.
    """

    shifts: tuple[tuple[Shift, int], ...]
    paid_h: float
    bound_h: float
    unmet: Mapping[int, int]
    cover: tuple[int, ...]
    is_proven: bool
    seconds: float


def solve(design: Design, *, seed: int = 0, time_limit_s: float = 10.0) -> Plan:
    """Find the shifts that cover the need with the fewest paid hours.

    Parameters
    ----------
    design
        The problem.
    seed
        Of the engine's search; several plans may be best.
    time_limit_s
        After which the best plan so far is returned with its bound.

    Returns
    -------
    Plan
        With the shortfalls that are unavoidable. The same seed gives the same plan unless the time limit ends the
        search.

    Notes
    -----
    One integer variable for each shift (kind, start, length) and, for each group of kinds whose breaks have the same
    window, one for the breaks that begin in each interval and one for the people who still wait for theirs.
    When the result is wrong: people are whole and alike, and nothing is asked about who works which shift on which
    days: weekly rest and successions belong to the rosters. A need that is itself rounded up per interval
    overstates short peaks.

    Source: Dantzig (1954), Operations Research 2 (set covering of intervals by shifts); Bechtold and Jacobs
    (1990), Management Science 36 (breaks counted, not assigned).
    """
    limit_s = finite("time_limit_s", time_limit_s, above=0)
    began = time.perf_counter()
    programme = Programme(design)
    solution = programme.solve(limit_s, seed)
    used = placed(design, programme, solution)
    cover = _cover(design, used)
    unmet = {
        k: needed - there
        for k, (there, needed) in enumerate(zip(cover, design.whole_need, strict=True))
        if there < needed
    }
    paid_min = sum(shift.paid_min * number for shift, number in used)
    return Plan(
        used,
        paid_min / 60,
        max(0.0, paid_min - solution.gap_min) / 60,
        unmet,
        cover,
        solution.is_proven,
        time.perf_counter() - began,
    )


def prices(design: Design) -> tuple[float, ...]:
    """Return the paid hours that one person less needed would save, by interval: where they are above 0, the need binds.

    shape (intervals,); prices of the linear relaxation, so of many plans like this one rather than of this one alone.
    Nothing where the need cannot be met: there the shortfall binds.
    """
    found = Programme(design).prices()
    return () if found is None else tuple(price / 60 for price in found)


def _cover(design: Design, used: Sequence[tuple[Shift, int]]) -> tuple[int, ...]:
    cover = [0] * len(design.need)
    for shift, number in used:
        for place in design.covered(shift):
            cover[place] += number
    return tuple(cover)


def one_more(design: Design, plan: Plan, *, seed: int = 0, time_limit_s: float = 10.0) -> int:
    """Return by how many person-intervals the shortfall shrinks if one more shift can be filled."""
    if design.most_shifts is None or not plan.unmet:
        return 0
    more = solve(replace(design, most_shifts=design.most_shifts + 1), seed=seed, time_limit_s=time_limit_s)
    return sum(plan.unmet.values()) - sum(more.unmet.values())
