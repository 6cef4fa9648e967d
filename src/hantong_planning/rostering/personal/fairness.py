"""Fairness over the months: each person's fair share of nights, weekends and holidays, and the ledger that goes out.

The fair share of a burden is T = share · (all that was worked before + all that is needed now) − what this person worked
before, where shares go by contract hours outside leave, among those who may work the burden at all. Working n costs
weight · max(0, n − T)², so who is ahead from the past pays from the first night on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hantong_planning.rostering.personal.people import BURDENS, OFF, Ledger, Person
from hantong_planning.rostering.personal.problem import Problem, Roster

TICKS = 60
"""Points are counted in sixtieths, so that a minute below the contract is a whole number."""

Ladder = tuple[int, ...]
"""What the first, second, … night (weekend, holiday) costs a person, in ticks; never falling."""


@dataclass(frozen=True, slots=True)
class Fair:
    """A burden's fair shares and prices, one entry per person."""

    targets: tuple[float, ...]
    ladders: tuple[Ladder, ...]


def fair(problem: Problem) -> dict[str, Fair]:
    """Give each burden's fair share of each person in this period (below 0 for who is far ahead) and its prices."""
    weights = (problem.weights.night, problem.weights.weekend, problem.weights.holiday)
    most = (problem.days, len(problem.weekends), len(problem.holidays))
    found = {}
    for burden, weight, longest in zip(BURDENS, weights, most, strict=True):
        targets = _targets(problem, burden)
        found[burden] = Fair(targets, tuple(_ladder(weight, target, longest) for target in targets))
    return found


def burdens(problem: Problem, row: Sequence[str]) -> tuple[int, int, int]:
    """Count the nights, weekends and holidays that somebody works; training does not count."""
    works = [name != OFF and not problem.shift(name).is_training for name in row]
    nights = sum(name != OFF and problem.shift(name).is_night for name in row)
    weekends = sum(any(works[day] for day in days) for days in problem.weekends)
    return nights, weekends, sum(works[day] for day in problem.holidays)


def ledger_after(problem: Problem, roster: Roster) -> dict[str, Ledger]:
    """Return everybody's ledger after the period: what came in and what the roster adds."""
    found = {}
    for person in problem.people:
        nights, weekends, holidays = burdens(problem, roster[person.name])
        old = person.ledger
        found[person.name] = Ledger(old.nights + nights, old.weekends + weekends, old.holidays + holidays)
    return found


def _targets(problem: Problem, burden: str) -> tuple[float, ...]:
    shares = [_share(problem, person, burden) for person in problem.people]
    past = [getattr(person.ledger, burden) for person in problem.people]
    total = sum(shares)
    if not total:
        return tuple(0.0 for _ in shares)
    all_of_it = _coming(problem, burden) + sum(p for p, share in zip(past, shares, strict=True) if share)
    return tuple(share / total * all_of_it - p for share, p in zip(shares, past, strict=True))


def _share(problem: Problem, person: Person, burden: str) -> float:
    if burden == "nights" and not any(
        shift.is_night and (person.shifts is None or shift.name in person.shifts) for shift in problem.working
    ):
        return 0.0
    return person.contract.most_h * (problem.days - len(person.leave)) / problem.days


def _coming(problem: Problem, burden: str) -> float:
    """Return how much of a burden the needs bring: a weekend counts its busier day."""
    needs = [need for need in problem.needs if not need.skill]
    if burden == "nights":
        return sum(sum(need.wished) for need in needs if problem.shift(need.shift).is_night)
    if burden == "holidays":
        return sum(need.wished[day] for need in needs for day in problem.holidays)
    return sum(max(sum(need.wished[day] for need in needs) for day in days) for days in problem.weekends)


def _ladder(weight: int, target: float, longest: int) -> Ladder:
    points = [weight * max(0.0, number - target) ** 2 for number in range(longest + 1)]
    return tuple(round(TICKS * (b - a)) for a, b in pairwise(points))
