"""Questions about a roster that stands: why may somebody not work a shift, and may two people swap?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.personal.changes import Effect, Move, Standing, standing
from hantong_planning.rostering.personal.check import Violation, extra_krw
from hantong_planning.rostering.personal.cost import points
from hantong_planning.rostering.personal.people import OFF
from hantong_planning.rostering.personal.problem import Problem, Roster
from hantong_planning.rostering.personal.tables import tables


@dataclass(frozen=True, slots=True)
class Judged:
    """What a change would break (nothing: it is legal), what it adds to the roster's cost in points, and its effects."""

    moves: tuple[Move, ...]
    broken: tuple[Violation, ...]
    points: float
    effects: tuple[Effect, ...]

    @property
    def is_legal(self) -> bool:
        """Tell whether no further rule would be broken."""
        return not self.broken


def why_not(problem: Problem, roster: Roster, *, person: str, day: int, shift: str) -> Judged:
    """Answer why somebody may not work a shift (or be off, "") on a day: the rules with their numbers.

    Raises
    ------
    Nonsense
        If there is no such person, day or shift.
    """
    problem.person(person)
    _refuse_day(problem, "day", day)
    if shift != OFF and shift not in problem.by_name:
        raise Nonsense("shift", f"{shift!r} is not among the shifts")
    return _judged(problem, roster, [Move(person, day, roster[person][day], shift)])


def swap(problem: Problem, roster: Roster, *, people: tuple[str, str], days: Sequence[int]) -> Judged:
    """Judge a swap: on each of the days the two people exchange what they have, days off included.

    Raises
    ------
    Nonsense
        If one is not among the people, a day is outside the period, or nothing would change.
    """
    one, other = people
    for name in people:
        problem.person(name)
    for day in days:
        _refuse_day(problem, "days", day)
    pairs = [(day, roster[one][day], roster[other][day]) for day in sorted(set(days))]
    moves = [move for day, a, b in pairs if a != b for move in (Move(one, day, a, b), Move(other, day, b, a))]
    if not moves:
        raise Nonsense("days", f"{one} and {other} have the same on these days: nothing would change")
    return _judged(problem, roster, moves)


def _judged(problem: Problem, roster: Roster, moves: Sequence[Move]) -> Judged:
    stands = standing(tables(problem), roster)
    real = [move for move in moves if move.before != move.after]
    broken = [v for name, row in stands.after(real).items() for v in stands.newly_broken(name, row)]
    broken += _budget(stands, real)
    return Judged(tuple(real), tuple(broken), points(stands.ticks(real)), tuple(stands.effects(real)))


def _budget(stands: Standing, moves: Sequence[Move]) -> list[Violation]:
    most, more = stands.problem.budget_krw, stands.extra_krw(moves)
    total = extra_krw(stands.problem, stands.rows) + more
    if most is None or more <= 0 or total <= most:
        return []
    return [Violation("everybody", "budget", None, f"{total} won of bonuses and supplements, at most {most} won")]


def _refuse_day(problem: Problem, field: str, day: int) -> None:
    if not 0 <= day < problem.days:
        raise Nonsense(field, f"must lie in the period of {problem.days} days from {problem.starts_on}")
