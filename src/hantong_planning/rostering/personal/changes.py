"""Changes to a roster that stands: what one costs, whether it is legal, and what it does to people's rest and ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hantong_planning.rostering.personal.check import Violation, row_violations
from hantong_planning.rostering.personal.cost import cell_ticks, paid_min
from hantong_planning.rostering.personal.fairness import burdens
from hantong_planning.rostering.personal.people import BURDENS, DAY_MIN, OFF
from hantong_planning.rostering.personal.problem import Problem, Roster
from hantong_planning.rostering.personal.tables import Tables

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One person's day that changes."""

    person: str
    day: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one person: rest around the changed days (None where nothing is near), hours, burdens."""

    person: str
    rest_before_h: float | None
    rest_after_h: float | None
    hours: float
    most_h: float
    ledger: Mapping[str, float]


@dataclass(slots=True)
class Standing:
    """A roster that stands, with what it costs and who is where, so that changes are judged quickly."""

    table: Tables
    rows: dict[str, Row]
    here: dict[tuple[int, int], int] = field(init=False)
    """(Need, day) → people there."""
    _ticks: dict[tuple[str, Row], int] = field(init=False, default_factory=dict)
    _broken: dict[tuple[str, Row], list[Violation]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.table.problem
        self.here = {
            (k, d): sum(self.rows[problem.people[p].name][d] == need.shift for p in self.table.able[k])
            for k, need in enumerate(self.table.needs)
            for d in range(problem.days)
        }

    @property
    def problem(self) -> Problem:
        """Give the problem."""
        return self.table.problem

    def after(self, moves: Sequence[Move]) -> dict[str, Row]:
        """Return the rows that moves change, as they are afterwards."""
        found: dict[str, list[str]] = {}
        for move in moves:
            found.setdefault(move.person, list(self.rows[move.person]))[move.day] = move.after
        return {name: tuple(row) for name, row in found.items()}

    def broken(self, name: str, row: Row) -> list[Violation]:
        """Return the rules that a person's row would break."""
        key = (name, row)
        if key not in self._broken:
            self._broken[key] = row_violations(self.problem, self.problem.person(name), row)
        return self._broken[key]

    def newly_broken(self, name: str, row: Row) -> list[Violation]:
        """Return the rules that a person's row would break and the standing row does not."""
        known = {(v.rule, v.day) for v in self.broken(name, self.rows[name])}
        return [v for v in self.broken(name, row) if (v.rule, v.day) not in known]

    def ticks(self, moves: Sequence[Move]) -> int:
        """Return by how much moves change the roster's cost: cover, hours, wishes and fairness."""
        changed: dict[tuple[int, int], int] = {}
        found = sum(self._own(name, row) - self._own(name, self.rows[name]) for name, row in self.after(moves).items())
        for move in moves:
            place = self.problem.places[move.person]
            for k, need in enumerate(self.table.needs):
                step = (move.after == need.shift) - (move.before == need.shift)
                if step and place in self.table.able[k]:
                    changed[k, move.day] = changed.get((k, move.day), 0) + step
        for (k, d), step in changed.items():
            found += self._cell(k, d, self.here[k, d] + step) - self._cell(k, d, self.here[k, d])
        return found

    def extra_krw(self, moves: Sequence[Move]) -> int:
        """Return by how much moves change bonuses and night supplements."""
        return sum(self._krw(m.person, m.after) - self._krw(m.person, m.before) for m in moves)

    def effects(self, moves: Sequence[Move]) -> list[Effect]:
        """Return what moves do to each person they touch."""
        return [self._effect(name, row, moves) for name, row in self.after(moves).items()]

    def apply(self, moves: Sequence[Move]) -> Standing:
        """Return the roster with the moves made."""
        return Standing(self.table, self.rows | self.after(moves))

    def _own(self, name: str, row: Row) -> int:
        key = (name, row)
        if key not in self._ticks:
            self._ticks[key] = self.table.row_ticks(self.problem.places[name], row)
        return self._ticks[key]

    def _cell(self, k: int, d: int, here: int) -> int:
        need = self.table.needs[k]
        return cell_ticks(self.problem, d, need.shift, need.skill, here, need.least[d], need.wished[d])

    def _krw(self, name: str, shift: str) -> int:
        return self.problem.extra_krw(self.problem.person(name), self.problem.shift(shift)) if shift != OFF else 0

    def _effect(self, name: str, row: Row, moves: Sequence[Move]) -> Effect:
        problem, person = self.problem, self.problem.person(name)
        days = [move.day for move in moves if move.person == name and move.after != OFF]
        rests = [rest_around(problem, (*person.before, *row), len(person.before) + day) for day in days]
        old = person.ledger
        counts = burdens(problem, row)
        return Effect(
            name,
            min((before for before, _ in rests if before is not None), default=None),
            min((after for _, after in rests if after is not None), default=None),
            paid_min(problem, person, row) / 60,
            person.contract.most_h,
            {burden: getattr(old, burden) + count for burden, count in zip(BURDENS, counts, strict=True)},
        )


def standing(table: Tables, roster: Roster) -> Standing:
    """Return a roster ready to be changed."""
    return Standing(table, {name: tuple(row) for name, row in roster.items()})


def rest_around(problem: Problem, row: Sequence[str], place: int) -> tuple[float | None, float | None]:
    """Return the hours of rest before and after the shift at `place` of a row; None where no shift is near."""
    shift = problem.shift(row[place])
    before = next((d for d in range(place - 1, -1, -1) if row[d] != OFF), None)
    after = next((d for d in range(place + 1, len(row)) if row[d] != OFF), None)
    rest_before = rest_after = None
    if before is not None:
        rest_before = problem.rest_min(row[before], shift.name, place - before) / 60
    if after is not None:
        rest_after = problem.rest_min(shift.name, row[after], after - place) / 60
    return rest_before, rest_after


def starts_min(problem: Problem, day: int, shift: str) -> int:
    """Return when a shift starts, in minutes from the start of the period."""
    return day * DAY_MIN + problem.shift(shift).starts_min
