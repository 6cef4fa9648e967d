"""Somebody calls in sick: the least disturbing legal changes for each shift that falls empty, ranked.

Tried are: somebody off takes the shift; somebody at another shift of the day moves over, with or without a third person
who fills in; somebody off takes it and gives another shift away, to nobody or to a third person. A change costs what it
adds to the roster's cost (missing people, wishes, fairness, hours) and what it disturbs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.personal.changes import Effect, Move, Standing, standing, starts_min
from hantong_planning.rostering.personal.check import extra_krw
from hantong_planning.rostering.personal.cost import points
from hantong_planning.rostering.personal.people import DAY_MIN, DAYS_A_WEEK, OFF
from hantong_planning.rostering.personal.problem import Problem, Roster
from hantong_planning.rostering.personal.tables import tables

KEPT_THIRDS = 3
"""Third people kept for each shift that is given away: the cheapest."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What a change disturbs, in points: a changed day, a day off lost, and less notice than `notice_h`."""

    changed_day: int = 10
    day_off_lost: int = 15
    short_notice: int = 10
    notice_h: float = 24.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A legal change: its moves, its price in points (what it disturbs is part of it), effects and reason in words."""

    kind: str
    moves: tuple[Move, ...]
    points: float
    disturbs: float
    effects: tuple[Effect, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A shift that falls empty, and what can be done, cheapest first; leaving it empty is always among it."""

    day: int
    shift: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """Every vacancy, and the roster in which the best proposal of each is made."""

    vacancies: tuple[Vacancy, ...]
    roster: Roster
    seconds: float


def repair(
    problem: Problem,
    roster: Roster,
    *,
    absent: str,
    from_min: int,
    until_min: int | None = None,
    most: int = 10,
    disturbance: Disturbance | None = None,
) -> Repaired:
    """Find the least disturbing legal changes for the shifts that somebody cannot work.

    Parameters
    ----------
    problem, roster
        The roster that stands; where it breaks rules already, only further ones count.
    absent
        Who cannot come.
    from_min, until_min
        Minutes from the start of the period: shifts that start in between fall empty; None is a day after `from_min`.
        Nothing that starts before `from_min` is changed.
    most
        Proposals kept for each vacancy.
    disturbance
        What changes disturb.

    Raises
    ------
    Nonsense
        If `absent` is not among the people, or the end is not after the beginning.
    """
    began = time.perf_counter()
    until = from_min + DAY_MIN if until_min is None else until_min
    problem.person(absent)
    if until <= from_min:
        raise Nonsense("until", "must be after the beginning of the absence")
    stands = standing(tables(problem), roster)
    empty = [
        Move(absent, day, name, OFF)
        for day, name in enumerate(stands.rows[absent])
        if name != OFF and from_min <= starts_min(problem, day, name) < until
    ]
    without, found = stands.apply(empty), []
    for move in empty:
        search = _Search(without, move, from_min, disturbance or Disturbance())
        ranked = search.ranked(most)
        found.append(Vacancy(move.day, move.before, ranked))
        without = without.apply(ranked[0].moves)
    return Repaired(tuple(found), dict(without.rows), time.perf_counter() - began)


class _Search:
    """The proposals for one vacancy."""

    def __init__(self, stands: Standing, empty: Move, from_min: int, disturbance: Disturbance) -> None:
        self.stands, self.problem, self.empty = stands, stands.problem, empty
        self.from_min, self.disturbance = from_min, disturbance
        back = Move(empty.person, empty.day, OFF, empty.before)
        row = stands.after([back])[empty.person]
        places = stands.problem.places[empty.person]
        own = stands.table.row_ticks(places, row) - stands.table.row_ticks(places, stands.rows[empty.person])
        self.left_empty = own - stands.ticks([back])
        """What the vacancy itself costs, without what it means for the absent person."""
        spent = extra_krw(self.problem, stands.rows)
        self.left_krw = None if self.problem.budget_krw is None else self.problem.budget_krw - spent
        self._thirds: dict[tuple[int, str], list[Move]] = {}

    def ranked(self, most: int) -> tuple[Proposal, ...]:
        """Return the cheapest proposals, leaving the shift empty among them."""
        judged = [(self._points(moves), kind, moves) for kind, moves in self._candidates() if self._affordable(moves)]
        judged.sort(key=lambda item: (item[0], len(item[2]), [(m.person, m.day) for m in item[2]]))
        nobody = (points(self.left_empty), "left empty", ())
        kept = sorted([*judged[: max(1, most) - 1], nobody], key=lambda item: item[0])
        return tuple(self._proposal(*item) for item in kept)

    def _candidates(self) -> Iterator[tuple[str, tuple[Move, ...]]]:
        day, shift = self.empty.day, self.empty.before
        for person in self.problem.people:
            name, here = person.name, self.stands.rows[person.name][day]
            if name == self.empty.person or here == shift or not self._is_ahead(day, here):
                continue
            takes = Move(name, day, here, shift)
            if self._is_legal([takes]):
                yield ("takes it" if here == OFF else "moves over"), (takes,)
                if here != OFF:
                    yield from self._with_third("moves over, a third fills in", takes, takes, here)
            elif here == OFF:
                yield from self._gives_away(takes)

    def _gives_away(self, takes: Move) -> Iterator[tuple[str, tuple[Move, ...]]]:
        """Yield what becomes legal if the person is off on another day around, with and without a third person."""
        row = self.stands.rows[takes.person]
        around = range(max(0, takes.day - DAYS_A_WEEK), min(len(row), takes.day + DAYS_A_WEEK + 1))
        for day in around:
            if day == takes.day or row[day] == OFF or not self._is_ahead(day, row[day]):
                continue
            if self.problem.shift(row[day]).is_training:
                continue
            gives = Move(takes.person, day, row[day], OFF)
            if self._is_legal([takes, gives]):
                yield "takes it, another shift falls away", (takes, gives)
                yield from self._with_third("takes it, a third takes another shift", takes, gives, row[day])

    def _with_third(self, kind: str, takes: Move, gives: Move, shift: str) -> Iterator[tuple[str, tuple[Move, ...]]]:
        own = (takes,) if gives is takes else (takes, gives)
        for third in self._who_takes(gives.day, shift):
            if third.person != takes.person:
                yield kind, (*own, third)

    def _who_takes(self, day: int, shift: str) -> list[Move]:
        """Return the cheapest people who are off on a day and may take a shift."""
        if (day, shift) not in self._thirds:
            moves = [Move(name, day, OFF, shift) for name, row in self.stands.rows.items() if row[day] == OFF]
            legal = [m for m in moves if m.person != self.empty.person and self._is_legal([m])]
            self._thirds[day, shift] = sorted(legal, key=lambda m: (self._points([m]), m.person))[: KEPT_THIRDS + 1]
        return self._thirds[day, shift]

    def _is_ahead(self, day: int, shift: str) -> bool:
        return shift == OFF or starts_min(self.problem, day, shift) >= self.from_min

    def _is_legal(self, moves: Sequence[Move]) -> bool:
        return not any(self.stands.newly_broken(name, row) for name, row in self.stands.after(moves).items())

    def _affordable(self, moves: Sequence[Move]) -> bool:
        return self.left_krw is None or self.stands.extra_krw(moves) <= max(0, self.left_krw)

    def _points(self, moves: Sequence[Move]) -> float:
        return points(self.left_empty + self.stands.ticks(moves)) + self._disturbs(moves)

    def _disturbs(self, moves: Sequence[Move]) -> float:
        found, prices = 0.0, self.disturbance
        for move in moves:
            shift = move.after if move.after != OFF else move.before
            is_soon = starts_min(self.problem, move.day, shift) < self.from_min + 60 * prices.notice_h
            found += prices.changed_day + prices.short_notice * is_soon + prices.day_off_lost * (move.before == OFF)
        return found

    def _proposal(self, price: float, kind: str, moves: tuple[Move, ...]) -> Proposal:
        effects = tuple(self.stands.effects(moves))
        reason = "; ".join(self._words(effect, moves) for effect in effects) or self._nobody()
        return Proposal(kind, moves, price, self._disturbs(moves), effects, reason)

    def _nobody(self) -> str:
        return f"nobody is disturbed, {'one is missing' if self.left_empty > 0 else 'enough are there'}"

    def _words(self, effect: Effect, moves: Sequence[Move]) -> str:
        own = [m for m in moves if m.person == effect.person]
        does = ", ".join(f"{m.before or 'off'} → {m.after or 'off'} on {self.problem.date(m.day)}" for m in own)
        rest = [
            f"{hours:g} h rest {where}"
            for where, hours in (("before", effect.rest_before_h), ("after", effect.rest_after_h))
            if hours is not None
        ]
        counts = f"{effect.hours:g} of {effect.most_h:g} h, {effect.ledger['nights']:g} nights in the ledger"
        return f"{effect.person}: {does}; {', '.join([*rest, counts])}"
