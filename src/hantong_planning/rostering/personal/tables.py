"""A personal rostering problem looked up once: what each person may work, what it costs, who counts for which need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hantong_planning.rostering.personal.cost import (
    Wishes,
    all_needs,
    course_ticks,
    fairness_ticks,
    hours_ticks,
    leave_min,
    wish_ticks,
    wishes_by_person,
)
from hantong_planning.rostering.personal.fairness import TICKS, Fair, fair
from hantong_planning.rostering.personal.people import BURDENS, DAYS_A_WEEK, OFF, Need
from hantong_planning.rostering.personal.problem import Problem

Rows = list[tuple[str, ...]]
"""One row per person: a shift's name, or "" for a day off, per day."""
Target = tuple[tuple[int, ...], tuple[int, ...]]
"""Least and wished per day."""


@dataclass(frozen=True)
class Tables:
    """What models read of a problem."""

    problem: Problem
    prices: Mapping[str, Fair]
    wishes: tuple[Wishes, ...]
    needs: tuple[Need, ...]
    able: tuple[frozenset[int], ...]
    """For each need the places of those who count for it."""
    allowed: tuple[tuple[tuple[str, ...], ...], ...]
    """Person, day → names, "" first where it is allowed."""

    def choice_ticks(self, place: int, day: int, name: str) -> int:
        """Return what the wishes make one choice cost beyond `wish_base`: granted ones are negative."""
        wanted, unwanted = self.wishes[place].get((day, name), (0, 0))
        return TICKS * (unwanted - wanted)

    def wish_base(self, place: int) -> int:
        """Return what a person's wishes cost if none is granted and none against a shift is ignored."""
        return TICKS * sum(wanted for wanted, _ in self.wishes[place].values())

    def row_ticks(self, place: int, row: Sequence[str]) -> int:
        """Return what one person's row costs apart from cover."""
        person = self.problem.people[place]
        own = hours_ticks(self.problem, person, row) + wish_ticks(self.wishes[place], row)
        own += course_ticks(self.problem, person, row)
        return own + fairness_ticks(self.problem, self.prices, place, row)

    def most_min(self, place: int) -> int:
        """Return the minutes that a person may work in the period, leave already taken off."""
        person = self.problem.people[place]
        return max(0, round(60 * person.contract.most_h) - leave_min(person))

    def least_min(self, place: int) -> int:
        """Return the minutes that a person should work in the period, leave already taken off."""
        person = self.problem.people[place]
        return max(0, round(60 * person.contract.least_h) - leave_min(person))

    def ladder(self, burden: str, place: int) -> tuple[int, ...]:
        """Return what each further night (weekend, holiday) costs a person."""
        return self.prices[burden].ladders[place]

    def week_before(self, place: int) -> list[str]:
        """Return what a person worked on the days of the first week that lie before the period."""
        before = self.problem.people[place].before
        count = min(self.problem.starts_on.weekday(), len(before), DAYS_A_WEEK)
        return [name for name in before[len(before) - count :] if name != OFF]


def tables(problem: Problem) -> Tables:
    """Look a problem up."""
    wishes, needs = wishes_by_person(problem), tuple(all_needs(problem))
    return Tables(
        problem,
        fair(problem),
        tuple(wishes.get(person.name, {}) for person in problem.people),
        needs,
        tuple(
            frozenset(k for k, p in enumerate(problem.people) if not need.skill or need.skill in p.skills)
            for need in needs
        ),
        tuple(tuple(tuple(problem.allowed(person, day)) for day in range(problem.days)) for person in problem.people),
    )


def targets(table: Tables) -> list[Target]:
    """Return what is needed, as it stands."""
    return [(need.least, need.wished) for need in table.needs]


__all__ = ["BURDENS", "Rows", "Tables", "Target", "tables", "targets"]
