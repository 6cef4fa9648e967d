"""The constraint model of a part of a roster: some people's days are decided anew, everything else stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from hantong_planning.rostering.personal.fairness import TICKS, burdens
from hantong_planning.rostering.personal.people import DAYS_A_WEEK, OFF
from hantong_planning.rostering.personal.problem import REST_LAGS
from hantong_planning.rostering.personal.tables import BURDENS, Rows, Tables, Target

Term = Any
"""A linear expression of the engine, or a number."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some people's `days` to be decided anew, with the people and needs that the rest leaves.

    `targets` is what is needed; `others` tells whether those outside the part count towards it, and the budget.
    """

    places: tuple[int, ...]
    days: range
    targets: Sequence[Target]
    others: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """New rows of the people of a part, whether nothing is better, and the work it took."""

    rows: dict[int, tuple[str, ...]]
    is_best: bool
    work: float


class PartModel:
    """Builds and solves the model of one part. Hard rules bind whoever is in the part over the whole period."""

    def __init__(self, table: Tables, rows: Rows, part: Part) -> None:
        self.table, self.problem, self.rows, self.part = table, table.problem, rows, part
        self.model: Any = cp_model.CpModel()
        self.cost: list[Term] = []
        self.stands: list[tuple[Any, int]] = []
        """What every further variable is in the roster that stands: a complete hint is a first solution."""
        self.x = {
            (p, d, name): self.model.new_bool_var("")
            for p in part.places
            for d in part.days
            for name in table.allowed[p][d]
            if name != OFF
        }
        for p in part.places:
            self._one_a_day(p)
            self._successions(p)
            self._runs(p)
            self._weeks(p)
            self._hours(p)
            self._burdens(p)
            self._courses(p)
        self._cover()
        self._budget()
        self.model.minimize(sum(self.cost))

    def solve(self, work: float, seed: int) -> Found:
        """Solve with so much deterministic work, starting from the rows that stand."""
        for (p, d, name), variable in self.x.items():
            self.model.add_hint(variable, self.rows[p][d] == name)
        for variable, value in self.stands:
            self.model.add_hint(variable, value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = work
        solver.parameters.linearization_level = 2
        status = solver.solve(self.model)
        spent = solver.response_proto.deterministic_time
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Found({}, False, spent)
        found = {p: list(self.rows[p]) for p in self.part.places}
        for p in self.part.places:
            for d in self.part.days:
                found[p][d] = OFF
        for (p, d, name), variable in self.x.items():
            if solver.boolean_value(variable):
                found[p][d] = name
        return Found({p: tuple(row) for p, row in found.items()}, status == cp_model.OPTIMAL, spent)

    def works(self, p: int, d: int, names: Iterable[str] | None = None) -> Term:
        """Return whether somebody works one of some shifts (any, if None) on a day; days before the period are < 0."""
        if d not in self.part.days:
            before = self.problem.people[p].before
            here = self.rows[p][d] if d >= 0 else before[d] if -d <= len(before) else OFF
            return int(here != OFF and (names is None or here in names))
        wanted = self.table.allowed[p][d] if names is None else names
        return sum(self.x[p, d, name] for name in wanted if (p, d, name) in self.x)

    def _most(self, term: Term, most: int) -> None:
        """Add `term ≤ most` unless it is only a number: what stands already cannot be changed here."""
        if not isinstance(term, int):
            self.model.add(term <= most)

    def _one_a_day(self, p: int) -> None:
        for d in self.part.days:
            names = self.table.allowed[p][d]
            choices = [self.x[p, d, name] for name in names if name != OFF]
            if OFF not in names:
                self.model.add(sum(choices) == 1)
            elif len(choices) > 1:
                self.model.add_at_most_one(choices)
            base = self.table.choice_ticks(p, d, OFF)
            self.cost += [(self.table.choice_ticks(p, d, n) - base) * self.x[p, d, n] for n in names if n != OFF]
            self.cost.append(base)

    def _successions(self, p: int) -> None:
        problem = self.problem
        names = [shift.name for shift in problem.shifts]
        for lag in REST_LAGS:
            for before in names:
                after = [name for name in names if not problem.may_follow(before, name, lag)]
                for d in range(-lag, problem.days - lag) if after else ():
                    self._most(self.works(p, d, (before,)) + self.works(p, d + lag, after), 1)

    def _runs(self, p: int) -> None:
        contract, nights = self.problem.people[p].contract, self._nights()
        for names, most in ((None, contract.most_days_running), (nights, contract.most_nights_running)):
            for last in range(self.problem.days):
                if last - most >= -len(self.problem.people[p].before):
                    self._most(sum(self.works(p, d, names) for d in range(last - most, last + 1)), most)

    def _weeks(self, p: int) -> None:
        contract = self.problem.people[p].contract
        for week in self.problem.weeks():
            before = self.table.week_before(p) if week.start < 0 else []
            here = [d for d in week if 0 <= d < self.problem.days]
            paid = sum(self.problem.shift(name).paid for name in before)
            most_days = max(0, DAYS_A_WEEK - contract.least_days_off_per_week - len(before))
            self._most(sum(self.works(p, d) for d in here), most_days)
            self._most(self._minutes(p, here), max(0, round(60 * contract.most_h_per_week) - paid))

    def _hours(self, p: int) -> None:
        worked, least = self._minutes(p, range(self.problem.days)), self.table.least_min(p)
        self._most(worked, self.table.most_min(p))
        price = self.problem.weights.hour_short
        if least and price:
            short = self.model.new_int_var(0, least, "")
            stood = sum(self.problem.shift(name).paid for name in self.rows[p] if name != OFF)
            self.stands.append((short, max(0, least - stood)))
            self.model.add(short >= least - worked)
            self.cost.append(price * short)

    def _burdens(self, p: int) -> None:
        contract, days = self.problem.people[p].contract, range(self.problem.days)
        working = [shift.name for shift in self.problem.working]
        weekends = []
        for pair in self.problem.weekends:
            is_worked = self.model.new_bool_var("")
            self.stands.append((is_worked, int(any(self.rows[p][d] in working for d in pair))))
            for d in pair:
                self.model.add(is_worked >= self.works(p, d, working))
            weekends.append(is_worked)
        counts = (
            sum(self.works(p, d, self._nights()) for d in days),
            sum(weekends),
            sum(self.works(p, d, working) for d in self.problem.holidays),
        )
        stood = burdens(self.problem, self.rows[p])
        for burden, count, most, number in zip(
            BURDENS, counts, (contract.most_nights, contract.most_weekends, None), stood, strict=True
        ):
            if most is not None:
                self._most(count, most)
            self._climb(count, self.table.ladder(burden, p), number)

    def _climb(self, count: Term, ladder: Sequence[int], stood: int) -> None:
        """Price a count by its ladder: one variable per step that costs something; prices never fall."""
        dear = [price for price in ladder if price]
        steps = [self.model.new_bool_var("") for _ in dear]
        if steps:
            free = len(ladder) - len(dear)
            self.stands += [(step, int(k < stood - free)) for k, step in enumerate(steps)]
            self.model.add(sum(steps) >= count - free)
            self.cost += [price * step for price, step in zip(dear, steps, strict=True)]

    def _courses(self, p: int) -> None:
        for name in self.problem.people[p].courses:
            here = sum(self.works(p, d, (name,)) for d in range(self.problem.days))
            if not isinstance(here, int):
                is_missed = self.model.new_bool_var("")
                self.stands.append((is_missed, int(name not in self.rows[p])))
                self.model.add(here <= 1)
                self.model.add(here + is_missed >= 1)
                self.cost.append(TICKS * self.problem.weights.course_missed * is_missed)

    def _cover(self) -> None:
        weights = self.problem.weights
        for k, need in enumerate(self.table.needs):
            inside = [p for p in self.part.places if p in self.table.able[k]]
            outside = self.table.able[k].difference(inside) if self.part.others else frozenset()
            least, wished = self.part.targets[k]
            for d in self.part.days if inside else ():
                stands = sum(self.rows[p][d] == need.shift for p in outside)
                here = stands + sum(self.works(p, d, (need.shift,)) for p in inside)
                if isinstance(here, int):
                    continue
                stood = stands + sum(self.rows[p][d] == need.shift for p in inside)
                missing, soft = max(0, wished[d] - stood), wished[d] - least[d]
                near = self._gap(soft, weights.below_wished, min(missing, soft))
                far = self._gap(least[d], weights.below_least, max(0, missing - soft))
                self.model.add(here + near + far >= wished[d])
                if not need.skill and weights.above_wished:
                    above = self._gap(stands + len(inside), weights.above_wished, max(0, stood - wished[d]))
                    self.model.add(here - above <= wished[d])

    def _gap(self, most: int, price: int, stood: int) -> Term:
        if not most:
            return 0
        gap = self.model.new_int_var(0, most, "")
        self.stands.append((gap, stood))
        self.cost.append(TICKS * price * gap)
        return gap

    def _budget(self) -> None:
        problem = self.problem
        if problem.budget_krw is None:
            return
        krw = {
            (p, s.name): problem.extra_krw(person, s) for p, person in enumerate(problem.people) for s in problem.shifts
        }
        stands = sum(
            krw[p, name]
            for p, row in enumerate(self.rows)
            for d, name in enumerate(row)
            if name != OFF and not (p in self.part.places and d in self.part.days)
        )
        self._most(sum(krw[p, name] * x for (p, _, name), x in self.x.items()), max(0, problem.budget_krw - stands))

    def _minutes(self, p: int, days: Iterable[int]) -> Term:
        found: Term = 0
        for d in days:
            if d in self.part.days:
                found += sum(self.problem.shift(n).paid * self.x[p, d, n] for n in self.table.allowed[p][d] if n != OFF)
            elif self.rows[p][d] != OFF:
                found += self.problem.shift(self.rows[p][d]).paid
        return found

    def _nights(self) -> frozenset[str]:
        return frozenset(shift.name for shift in self.problem.shifts if shift.is_night)
