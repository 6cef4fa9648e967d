"""What is wrong with tours, found again from the problem alone, without a line of the search."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hantong_planning.outreach.tours.problem import Place, TourPlan, TourProblem


def violations(problem: TourProblem, plan: TourPlan) -> list[str]:
    """Return what breaks a rule, in words; nothing if the plan is sound."""
    known = {place.number: place for place in problem.places}
    visited = [number for tour in plan.tours for number in tour]
    found = [f"place {number} does not exist" for number in visited if number not in known]
    found += [f"place {number} is visited {visited.count(number)} times" for number in sorted(_repeated(visited))]
    if len(plan.tours) > problem.teams:
        found.append(f"{len(plan.tours)} tours for {problem.teams} teams")
    if found:
        return found
    for tour in plan.tours:
        found += _late(problem, [known[number] for number in tour])
    score = sum(known[number].score for number in visited)
    if score != plan.score:
        found.append(f"the score is {score:g}, not {plan.score:g}")
    return found


def distance(here: Place, there: Place, decimals: int) -> float:
    """Return the distance by the problem's convention."""
    unit = float(10**decimals)
    return math.floor(math.hypot(here.x - there.x, here.y - there.y) * unit + 1e-9) / unit


def _late(problem: TourProblem, tour: Sequence[Place]) -> list[str]:
    found, now, here = [], problem.base.opens, problem.base
    for place in tour:
        now = max(now + distance(here, place, problem.decimals), place.opens)
        if now > place.closes + 1e-6:
            found.append(f"place {place.number} closes at {place.closes:g} and is reached at {now:.4f}")
        now, here = now + place.stay, place
    now += distance(here, problem.base, problem.decimals)
    if now > problem.base.closes + 1e-6:
        found.append(f"a tour is back at {now:.4f}, after {problem.base.closes:g}")
    return found


def _repeated(numbers: Sequence[int]) -> set[int]:
    return {number for number in numbers if numbers.count(number) > 1}
