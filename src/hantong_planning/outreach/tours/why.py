"""What keeps tours from a higher score: each rule relaxed alone, and what that would bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hantong_planning.outreach.tours.problem import TourPlan, TourProblem
from hantong_planning.outreach.tours.solve import solve

LONGER = 1.1


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A rule relaxed, in words, and how much more score was found with it."""

    words: str
    brings: int


def why(problem: TourProblem, plan: TourPlan, *, seed: int = 1) -> list[Relaxed]:
    """Return what each relaxation alone would bring, the most valuable first; nothing means that the rule does not bind.

    Each is searched with as many rounds as the plan was. Both are found, not proven: a small figure may be chance.
    """
    found = [
        Relaxed(words, max(solve(relaxed, seed=seed, rounds=max(plan.rounds, 1)).score - plan.score, 0))
        for words, relaxed in relaxations(problem)
    ]
    return sorted(found, key=lambda one: -one.brings)


def relaxations(problem: TourProblem) -> Iterator[tuple[str, TourProblem]]:
    """Yield the problem with a team more, with longer days, and with places that are open all day."""
    base = problem.base
    ends = base.opens + (base.closes - base.opens) * LONGER
    always = tuple(replace(place, opens=base.opens, closes=max(base.closes, place.closes)) for place in problem.places)
    yield "one team more", replace(problem, teams=problem.teams + 1)
    yield "a tenth more time for every team", replace(problem, base=replace(base, closes=ends))
    yield "every place open all day", replace(problem, places=always)
