"""What a roster costs in points, counted plainly from the roster, and the shortfalls that it leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hantong_planning.rostering.personal.fairness import TICKS, Fair, burdens, fair
from hantong_planning.rostering.personal.people import BURDENS, OFF, Need, Person
from hantong_planning.rostering.personal.problem import Problem, Roster

PARTS = ("cover", "hours", "wishes", "fairness", "courses")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """People missing at a shift of a day: below `least` and, beyond that, below `wished`."""

    day: int
    shift: str
    skill: str
    below_least: int
    below_wished: int


def parts_ticks(problem: Problem, roster: Roster) -> dict[str, int]:
    """Return what a roster costs, in sixtieths of a point: cover, hours, wishes, fairness, courses."""
    prices = fair(problem)
    wishes = wishes_by_person(problem)
    found = dict.fromkeys(PARTS, 0)
    found["cover"] = sum(cell_ticks(problem, *cell) for cell in cells(problem, roster))
    for place, person in enumerate(problem.people):
        row = roster[person.name]
        found["hours"] += hours_ticks(problem, person, row)
        found["wishes"] += wish_ticks(wishes.get(person.name, {}), row)
        found["fairness"] += fairness_ticks(problem, prices, place, row)
        found["courses"] += course_ticks(problem, person, row)
    return found


def total_ticks(problem: Problem, roster: Roster) -> int:
    """Return the sum of `parts_ticks`."""
    return sum(parts_ticks(problem, roster).values())


def points(ticks: float) -> float:
    """Return ticks as points."""
    return ticks / TICKS


def shortfalls(problem: Problem, roster: Roster) -> list[Shortfall]:
    """Return where people are missing, in the order of days."""
    found = []
    for day, shift, skill, here, least, wished in cells(problem, roster):
        if here < wished:
            below_least = max(0, least - here)
            found.append(Shortfall(day, shift, skill, below_least, wished - here - below_least))
    return sorted(found, key=lambda short: (short.day, short.shift, short.skill))


Cell = tuple[int, str, str, int, int, int]
"""Day, shift, skill, people there, least, wished."""


def all_needs(problem: Problem) -> list[Need]:
    """Return the needs, and for every shift that nobody asked for a need of nobody: who is there is one too many."""
    named = {need.shift for need in problem.needs if not need.skill}
    zero = (0,) * problem.days
    return [*problem.needs, *(Need(s.name, zero, zero) for s in problem.working if s.name not in named)]


def cells(problem: Problem, roster: Roster) -> Iterator[Cell]:
    """Yield every day of every need with how many are there."""
    for need in all_needs(problem):
        able = [p.name for p in problem.people if not need.skill or need.skill in p.skills]
        here = Counter(day for name in able for day, shift in enumerate(roster[name]) if shift == need.shift)
        for day, (least, wished) in enumerate(zip(need.least, need.wished, strict=True)):
            yield day, need.shift, need.skill, here[day], least, wished


def cell_ticks(problem: Problem, day: int, shift: str, skill: str, here: int, least: int, wished: int) -> int:
    """Return what so many people at a shift cost; too many only cost where no skill is asked for."""
    weights = problem.weights
    below_least = max(0, least - here)
    below_wished = max(0, wished - here) - below_least
    above = 0 if skill else max(0, here - wished)
    found = weights.below_least * below_least + weights.below_wished * below_wished + weights.above_wished * above
    return TICKS * found


def paid_min(problem: Problem, person: Person, row: Sequence[str]) -> int:
    """Return the minutes of a row that count towards the contract, leave included."""
    return leave_min(person) + sum(problem.shift(name).paid for name in row if name != OFF)


def leave_min(person: Person) -> int:
    """Return the minutes that a person's leave counts."""
    return round(60 * person.leave_h_per_day) * len(person.leave)


def hours_ticks(problem: Problem, person: Person, row: Sequence[str]) -> int:
    """Return what the hours below the contract cost."""
    short_min = max(0, round(60 * person.contract.least_h) - paid_min(problem, person, row))
    return problem.weights.hour_short * short_min


Wishes = Mapping[tuple[int, str], tuple[int, int]]
"""(Day, shift) → the weight of wishes for it, and against it."""


def wishes_by_person(problem: Problem) -> Mapping[str, Wishes]:
    """Return everybody's wishes."""
    found: dict[str, dict[tuple[int, str], tuple[int, int]]] = {}
    for wish in problem.wishes:
        own = found.setdefault(wish.person, {})
        wanted, unwanted = own.get((wish.day, wish.shift), (0, 0))
        own[wish.day, wish.shift] = (
            (wanted + wish.weight, unwanted) if wish.is_wanted else (wanted, unwanted + wish.weight)
        )
    return found


def wish_ticks(wishes: Wishes, row: Sequence[str]) -> int:
    """Return what a person's ignored wishes cost."""
    return TICKS * sum(unwanted if row[day] == shift else wanted for (day, shift), (wanted, unwanted) in wishes.items())


def missed_courses(person: Person, row: Sequence[str]) -> list[str]:
    """Return the training that a person should have and has on no day of a row."""
    return [name for name in person.courses if name not in row]


def course_ticks(problem: Problem, person: Person, row: Sequence[str]) -> int:
    """Return what a person's missed training costs."""
    return TICKS * problem.weights.course_missed * len(missed_courses(person, row))


def fairness_ticks(problem: Problem, prices: Mapping[str, Fair], place: int, row: Sequence[str]) -> int:
    """Return what a person's nights, weekends and holidays above the fair share cost."""
    counts = burdens(problem, row)
    return sum(sum(prices[b].ladders[place][:count]) for b, count in zip(BURDENS, counts, strict=True))
