"""Every roster keeps the rules, is the best where that is known, and says what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.personal.arrays import arrays
from hantong_planning.rostering.personal.check import plan_violations, violations
from hantong_planning.rostering.personal.cost import points, total_ticks
from hantong_planning.rostering.personal.fairness import fair
from hantong_planning.rostering.personal.people import Contract, Ledger, Need, Person, Shift, Wish
from hantong_planning.rostering.personal.problem import Problem
from hantong_planning.rostering.personal.result import Plan
from hantong_planning.rostering.personal.solve import Search, as_roster, solve
from hantong_planning.rostering.personal.start import first_rows
from hantong_planning.rostering.personal.tables import tables
from hantong_planning.rostering.personal.tests.small import COURSE, DAY, MONDAY, NIGHT, SHIFTS, centre, made_up


def best(problem: Problem, seed: int = 1) -> Plan:
    plan = solve(problem, seed=seed, time_limit_s=20)
    assert plan_violations(problem, plan) == []
    return plan


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(3, 7), st.integers(5, 12), st.integers(0, 1000))
def test_every_plan_passes_the_check(people: int, days: int, seed: int) -> None:
    problem = made_up(people, days, seed)
    plan = solve(problem, seed=seed, time_limit_s=1)
    assert plan_violations(problem, plan) == []


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.integers(0, 5), st.integers(0, 6), st.sampled_from(["", "D", "E", "N"]), st.integers(1, 500), st.booleans())
def test_a_wish_never_breaks_a_rule(person: int, day: int, shift: str, weight: int, is_wanted: bool) -> None:
    problem = centre()
    wished = replace(problem, wishes=(Wish(f"P{person}", day, shift, weight, is_wanted),))
    plan = solve(wished, time_limit_s=1)
    assert violations(problem, plan.roster) == []


def test_the_same_seed_gives_the_same_roster_after_the_same_work() -> None:
    table = tables(made_up(12, 21, 4))
    found = []
    for _ in range(2):
        rows, _ = first_rows(table, arrays(table), 20_000, 3, lambda: 1.0)
        search = Search(table, rows, total_ticks(table.problem, as_roster(table.problem, rows)), 0)
        search.run(0.3, lambda: 1.0, seed=3)
        found.append(search.best)
    assert found[0] == found[1]


def test_a_small_problem_is_solved_to_a_proof() -> None:
    plan = best(centre(people=8))
    assert plan.stopped == "proven"
    assert plan.bound == plan.cost
    assert not plan.unmet


def test_shortfalls_are_returned_not_refused() -> None:
    plan = best(centre(people=2))
    worked = sum(bool(name) for row in plan.roster.values() for name in row)
    assert worked == 10, "two people at 40 h fill ten shifts"
    assert sum(short.below_least + short.below_wished for short in plan.unmet) == 4 * 7 - worked


def test_nobody_at_all_is_a_plan_too() -> None:
    everybody_away = replace(centre(1), people=(Person("P0", leave=frozenset(range(7))),))
    assert len(best(everybody_away).unmet) == 21


def test_a_skill_is_covered_by_who_has_it() -> None:
    problem = centre(8)
    skilled = replace(problem, needs=(*problem.needs, Need("N", (1,) * 7, (1,) * 7, "vi")))
    plan = best(skilled)
    able = [p.name for p in problem.people if "vi" in p.skills]
    assert all(any(plan.roster[name][day] == "N" for name in able) for day in range(7))


def test_who_worked_many_nights_before_works_fewer_now() -> None:
    problem = centre(4, contract=Contract(least_h=0, most_h=40), least=(0, 0, 1))
    tired = (replace(problem.people[0], ledger=Ledger(nights=20)), *problem.people[1:])
    plan = best(replace(problem, people=tired))
    assert plan.ledger["P0"].nights == 20
    assert sum(ledger.nights for ledger in plan.ledger.values()) == 27


def test_the_fair_shares_add_up_to_all_nights() -> None:
    problem = made_up(7, 10, 2)
    needed = sum(n for need in problem.needs if need.shift == "N" for n in need.wished)
    able = [k for k, p in enumerate(problem.people) if p.shifts is None]
    assert sum(fair(problem)["nights"].targets[k] for k in able) == pytest.approx(needed)


def test_no_more_is_paid_than_the_budget() -> None:
    paid = replace(NIGHT, bonus_krw=30_000)
    problem = replace(centre(8), shifts=(*SHIFTS[:2], paid), budget_krw=100_000)
    plan = best(problem)
    assert plan.extra_krw == 90_000
    assert sum(short.below_least for short in plan.unmet if short.shift == "N") == 4


def test_training_leave_and_the_days_before_are_kept() -> None:
    course = Shift("course", 540, 480, is_training=True)
    person = Person("P0", Contract(most_h=160), fixed={2: "course"}, leave=frozenset({4}), before=("N",))
    problem = Problem(MONDAY, 7, (DAY, NIGHT, course), (person,), (Need("D", (1,) * 7, (1,) * 7),))
    row = best(problem).roster["P0"]
    assert row[0] == "", "no rest between the night before and the day shift"
    assert (row[2], row[4]) == ("course", "")
    assert [row[day] for day in (1, 3, 5, 6)] == ["D"] * 4


def with_course(problem: Problem, weight: int = 200, **courses: set[int]) -> Problem:
    """Return a problem in which some people should have a course on one of some days."""
    people = tuple(
        replace(p, courses={"C": frozenset(courses[p.name])} if p.name in courses else {}) for p in problem.people
    )
    weights = replace(problem.weights, course_missed=weight)
    return replace(problem, shifts=(*problem.shifts, COURSE), people=people, weights=weights)


def test_who_should_have_a_course_has_it_once_on_one_of_its_days() -> None:
    plan = best(with_course(centre(8), P0={1, 3}, P1={1, 3}, P2={4}))
    held = {name: [day for day, shift in enumerate(row) if shift == "C"] for name, row in plan.roster.items()}
    assert held["P2"] == [4]
    assert all(len(held[name]) == 1 and held[name][0] in {1, 3} for name in ("P0", "P1"))
    assert not any(held[f"P{k}"] for k in range(3, 8))
    assert not plan.unmet
    assert plan.parts_ticks["courses"] == 0


def test_a_course_is_missed_only_where_something_dearer_needs_the_person() -> None:
    """Two people, one of whom must be there on day 2: the course on that day is for one of them."""
    alone = replace(centre(2, least=(1, 0, 0)), needs=(Need("D", (0, 0, 1, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0, 0)),))
    plan = best(with_course(alone, P0={2}, P1={2}))
    assert sorted(row[2] for row in plan.roster.values()) == ["C", "D"]
    assert points(plan.parts_ticks["courses"]) == 200
    both = best(with_course(alone, 2000, P0={2}, P1={2}))
    assert [row[2] for row in both.roster.values()] == ["C", "C"]
    assert both.unmet


def test_promises_that_break_a_rule_are_refused_by_name() -> None:
    problem = replace(centre(1), people=(Person("P0", fixed={0: "N", 1: "D"}),))
    with pytest.raises(Nonsense, match=r"people\.P0\.fixed.*rest"):
        solve(problem, time_limit_s=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": 0}, "days"),
        ({"rest_h": 30.0}, "rest_h"),
        ({"holidays": frozenset({7})}, "holidays"),
        ({"forbidden": (("D", "X"),)}, "forbidden"),
        ({"wishes": (Wish("Nobody", 0, "D"),)}, "wishes.person"),
        ({"people": ()}, "people"),
        ({"needs": (Need("D", (1,), (1,)),)}, "needs.least"),
    ],
)
def test_nonsense_is_refused_with_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Nonsense) as refused:
        replace(centre(), **change)  # type: ignore[arg-type]
    assert refused.value.field == field
