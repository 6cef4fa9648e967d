"""The independent check of a personal roster: its penalty and its broken rules, counted plainly from the roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from hantong_planning.rostering.curtois.problem import DAYS_A_WEEK, SATURDAY, Employee, Roster, RosterProblem, Shift


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: whose, which, on which day (None where it is about the whole horizon), and the numbers."""

    employee: str
    rule: str
    day: int | None
    words: str

    def __str__(self) -> str:
        where = "" if self.day is None else f" on day {self.day}"
        return f"{self.employee}: {self.rule}{where}: {self.words}"


def penalty(problem: RosterProblem, roster: Roster) -> int:
    """Return what a roster pays: ignored wishes, and people too few or too many at each shift of each day.

    Parameters
    ----------
    problem : RosterProblem
    roster : employee → one shift name or "" per day

    Returns
    -------
    int : the benchmark's objective; meaningful only where `violations` is empty.
    """
    total = 0
    for wish in problem.requests:
        got_it = roster[wish.employee][wish.day] == wish.shift
        if got_it is not wish.is_on:
            total += wish.weight
    present = Counter((day, shift) for days in roster.values() for day, shift in enumerate(days) if shift)
    for row in problem.cover:
        here = present[row.day, row.shift]
        total += row.under_weight * max(0, row.need - here) + row.over_weight * max(0, here - row.need)
    return total


def violations(problem: RosterProblem, roster: Roster) -> list[Violation]:
    """Return every hard rule that a roster breaks, person by person.

    The edges are read as the benchmark reads them: before the first day everybody is off as far as the longest
    working stretch is concerned, and a stretch of work or of days off that touches the first or the last day is long
    enough, because it may go on beyond the horizon.
    Source: T. Curtois and R. Qu, Computational results on new staff scheduling benchmark instances, 2014 (report).
    """
    broken: list[Violation] = []
    for name in sorted(set(roster) - {person.name for person in problem.employees}):
        broken.append(Violation(name, "employee", None, "is not in the problem"))
    for person in problem.employees:
        days = roster.get(person.name, ())
        if len(days) != problem.days or not set(days) <= {"", *problem.by_name}:
            broken.append(Violation(person.name, "shape", None, f"needs {problem.days} known shifts or days off"))
            continue
        broken += row_violations(problem, person, days)
    return broken


def row_violations(problem: RosterProblem, person: Employee, days: Sequence[str]) -> list[Violation]:
    """Return every hard rule that one person's known shifts break."""
    shifts = problem.by_name
    return [*_day_by_day(person, days, shifts), *_stretches(person, days), *_totals(person, days, shifts)]


def _day_by_day(person: Employee, days: Sequence[str], shifts: Mapping[str, Shift]) -> Iterator[Violation]:
    for day, shift in enumerate(days):
        if shift and day in person.days_off:
            yield Violation(person.name, "day off", day, f"works {shift}")
        if shift and day + 1 < len(days) and days[day + 1] in shifts[shift].not_followed_by:
            yield Violation(person.name, "succession", day + 1, f"{days[day + 1]} follows {shift}")


def _stretches(person: Employee, days: Sequence[str]) -> Iterator[Violation]:
    for is_work, stretch in groupby(range(len(days)), key=lambda day: bool(days[day])):
        inside = list(stretch)
        touches_an_edge = inside[0] == 0 or inside[-1] == len(days) - 1
        if is_work and len(inside) > person.most_days_running:
            yield Violation(person.name, "most days running", inside[0], f"{len(inside)} > {person.most_days_running}")
        least = person.least_days_running if is_work else person.least_days_off_running
        if not touches_an_edge and len(inside) < least:
            rule = "least days running" if is_work else "least days off running"
            yield Violation(person.name, rule, inside[0], f"{len(inside)} < {least}")


def _totals(person: Employee, days: Sequence[str], shifts: Mapping[str, Shift]) -> Iterator[Violation]:
    for shift, count in sorted(Counter(filter(None, days)).items()):
        most = person.most_of_shift.get(shift, 0)
        if count > most:
            yield Violation(person.name, "most of shift", None, f"{count} × {shift} > {most}")
    minutes = sum(shifts[shift].length_min for shift in days if shift)
    if not person.least_min <= minutes <= person.most_min:
        yield Violation(person.name, "minutes", None, f"{minutes} not in {person.least_min}…{person.most_min}")
    weekends = sum(any(days[day : day + 2]) for day in range(SATURDAY, len(days), DAYS_A_WEEK))
    if weekends > person.most_weekends:
        yield Violation(person.name, "weekends", None, f"{weekends} > {person.most_weekends}")
