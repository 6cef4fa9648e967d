"""The independent check of a personal roster: every hard rule, person by person, read plainly from the roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hantong_planning.rostering.personal.cost import paid_min, shortfalls, total_ticks
from hantong_planning.rostering.personal.fairness import burdens, ledger_after
from hantong_planning.rostering.personal.people import DAYS_A_WEEK, OFF, Person
from hantong_planning.rostering.personal.problem import REST_LAGS, Problem, Roster
from hantong_planning.rostering.personal.result import Plan


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: whose, which, on which day (None where it is about the whole period), and the numbers."""

    person: str
    rule: str
    day: int | None
    words: str

    def __str__(self) -> str:
        where = "" if self.day is None else f" on day {self.day}"
        return f"{self.person}: {self.rule}{where}: {self.words}"


def violations(problem: Problem, roster: Roster) -> list[Violation]:
    """Return every hard rule that a roster breaks; empty for a legal one, however many people are missing."""
    found = []
    for person in problem.people:
        row = roster.get(person.name, ())
        if len(row) != problem.days:
            found.append(Violation(person.name, "days", None, f"{len(row)} days instead of {problem.days}"))
        else:
            found += row_violations(problem, person, row)
    return found or list(_budget(problem, roster))


def plan_violations(problem: Problem, plan: Plan) -> list[str]:
    """Return what is wrong with a plan: broken rules, and figures that are not what the roster says."""
    found = [str(violation) for violation in violations(problem, plan.roster)]
    if found:
        return found
    if plan.ticks != total_ticks(problem, plan.roster):
        found.append(f"it costs {total_ticks(problem, plan.roster)} ticks, the plan says {plan.ticks}")
    if plan.bound_ticks > plan.ticks:
        found.append(f"the bound {plan.bound_ticks} is above the cost {plan.ticks}")
    if list(plan.unmet) != shortfalls(problem, plan.roster):
        found.append("the shortfalls are not those of the roster")
    if dict(plan.ledger) != ledger_after(problem, plan.roster):
        found.append("the ledger is not what the roster adds up to")
    return found


def row_violations(problem: Problem, person: Person, row: Sequence[str]) -> list[Violation]:
    """Return every hard rule that one person's row breaks.

    Parameters
    ----------
    problem, person
        Whose rules.
    row
        shape (days,): a shift's name, or "" for a day off.
    """
    given = list(_given(problem, person, row))
    if any(name != OFF and name not in problem.by_name for name in row):
        return given
    return [
        *given,
        *_successions(problem, person, row),
        *_runs(problem, person, row),
        *_weeks(problem, person, row),
        *_totals(problem, person, row),
        *_courses(person, row),
    ]


def _given(problem: Problem, person: Person, row: Sequence[str]) -> Iterator[Violation]:
    for day, name in enumerate(row):
        if day in person.fixed:
            if name != person.fixed[day]:
                yield Violation(person.name, "promised", day, f"{person.fixed[day] or 'a day off'} was promised")
        elif name != OFF:
            yield from _chosen(problem, person, day, name)


def _chosen(problem: Problem, person: Person, day: int, name: str) -> Iterator[Violation]:
    if name not in problem.by_name:
        yield Violation(person.name, "shifts", day, f"there is no shift {name!r}")
    elif day in person.leave:
        yield Violation(person.name, "leave", day, f"is on leave on {problem.date(day)}")
    elif problem.shift(name).is_training:
        if day not in person.courses.get(name, ()):
            yield Violation(person.name, "training", day, f"{name} is training, not promised nor meant for this day")
    elif person.shifts is not None and name not in person.shifts:
        yield Violation(person.name, "shifts", day, f"may work {', '.join(sorted(person.shifts))}, not {name}")


def _successions(problem: Problem, person: Person, row: Sequence[str]) -> Iterator[Violation]:
    whole, start = (*person.before, *row), len(person.before)
    for place in range(start, len(whole)):
        for lag in REST_LAGS:
            before, after = whole[place - lag] if place >= lag else OFF, whole[place]
            if OFF in {before, after} or problem.may_follow(before, after, lag):
                continue
            if lag == 1 and (before, after) in problem.forbidden:
                yield Violation(person.name, "succession", place - start, f"{after} may not follow {before}")
                continue
            rest_h = problem.rest_min(before, after, lag) / 60
            words = f"{rest_h:g} h between {before} and {after}, at least {problem.rest_h:g} h are needed"
            yield Violation(person.name, "rest", place - start, words)


def _runs(problem: Problem, person: Person, row: Sequence[str]) -> Iterator[Violation]:
    contract, start = person.contract, len(person.before)
    days = nights = 0
    for place, name in enumerate((*person.before, *row)):
        days = 0 if name == OFF else days + 1
        nights = nights + 1 if name != OFF and problem.shift(name).is_night else 0
        if place >= start and name != OFF and days > contract.most_days_running:
            words = f"{days} days in a row, at most {contract.most_days_running}"
            yield Violation(person.name, "days running", place - start, words)
        if place >= start and nights > contract.most_nights_running:
            words = f"{nights} nights in a row, at most {contract.most_nights_running}"
            yield Violation(person.name, "nights running", place - start, words)


def _weeks(problem: Problem, person: Person, row: Sequence[str]) -> Iterator[Violation]:
    contract, start = person.contract, len(person.before)
    whole = (*person.before, *row)
    most_min, most_days = round(60 * contract.most_h_per_week), DAYS_A_WEEK - contract.least_days_off_per_week
    for week in problem.weeks():
        names = [whole[day + start] for day in week if 0 <= day + start < len(whole)]
        worked = [problem.shift(name).paid for name in names if name != OFF]
        first = max(0, week.start)
        if all(name == OFF for name in row[first : week.stop]):
            continue
        if sum(worked) > most_min:
            words = f"{sum(worked) / 60:g} h in the week of {problem.date(week.start)}, at most {most_min / 60:g} h"
            yield Violation(person.name, "hours a week", first, words)
        if len(worked) > most_days:
            words = f"{len(worked)} days of work in the week of {problem.date(week.start)}, at most {most_days}"
            yield Violation(person.name, "days off a week", first, words)


def _totals(problem: Problem, person: Person, row: Sequence[str]) -> Iterator[Violation]:
    contract = person.contract
    nights, weekends, _ = burdens(problem, row)
    minutes = paid_min(problem, person, row)
    if minutes > round(60 * contract.most_h) and any(name != OFF for name in row):
        words = f"{minutes / 60:g} h in the period, leave included, at most {contract.most_h:g} h"
        yield Violation(person.name, "hours", None, words)
    if contract.most_nights is not None and nights > contract.most_nights:
        yield Violation(person.name, "nights", None, f"{nights} nights, at most {contract.most_nights}")
    if contract.most_weekends is not None and weekends > contract.most_weekends:
        yield Violation(person.name, "weekends", None, f"{weekends} weekends, at most {contract.most_weekends}")


def _courses(person: Person, row: Sequence[str]) -> Iterator[Violation]:
    for name in person.courses:
        if (times := row.count(name)) > 1:
            yield Violation(person.name, "training", None, f"{name} {times} times, once is enough")


def extra_krw(problem: Problem, roster: Roster) -> int:
    """Return what a roster costs in bonuses and night supplements."""
    return sum(
        problem.extra_krw(person, problem.shift(name))
        for person in problem.people
        for name in roster[person.name]
        if name != OFF
    )


def _budget(problem: Problem, roster: Roster) -> Iterator[Violation]:
    if problem.budget_krw is not None and (extra := extra_krw(problem, roster)) > problem.budget_krw:
        words = f"bonuses and night supplements of {extra} won, at most {problem.budget_krw} won"
        yield Violation("everybody", "budget", None, words)
