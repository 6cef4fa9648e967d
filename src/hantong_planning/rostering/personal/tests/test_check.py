"""The check notices each broken rule, and only that one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hantong_planning.rostering.personal.check import plan_violations, row_violations
from hantong_planning.rostering.personal.people import Contract, Person, Shift
from hantong_planning.rostering.personal.problem import Problem
from hantong_planning.rostering.personal.solve import solve
from hantong_planning.rostering.personal.tests.small import centre

LOOSE = Contract(
    most_h=400, most_h_per_week=168, most_days_running=28, most_nights_running=28, least_days_off_per_week=0
)


def rules(row: str, contract: Contract = LOOSE, *, problem: Problem | None = None, **person: object) -> set[str]:
    """Return the rules that a row of letters breaks; a dot is a day off."""
    names = tuple("" if letter == "." else letter for letter in row)
    whole = problem or centre(days=len(row))
    somebody = Person("P0", contract, **person)  # type: ignore[arg-type]
    return {violation.rule for violation in row_violations(whole, somebody, names)}


@pytest.mark.parametrize(
    ("row", "contract", "rule"),
    [
        ("ND.....", {}, "rest"),
        ("DDDDDD.", {"most_days_running": 5}, "days running"),
        ("NNN....", {"most_nights_running": 2}, "nights running"),
        ("DDDDD..", {"most_h": 32.0}, "hours"),
        ("DDDDD..", {"most_h_per_week": 39.0}, "hours a week"),
        ("DDDDDDD", {"least_days_off_per_week": 1}, "days off a week"),
        ("N..N...", {"most_nights": 1}, "nights"),
        (".....D.......D", {"most_weekends": 1}, "weekends"),
    ],
)
def test_each_rule_is_noticed_alone(row: str, contract: dict[str, float], rule: str) -> None:
    assert rules(row) == ({"rest"} if rule == "rest" else set())
    assert rules(row, replace(LOOSE, **contract)) == {rule}  # type: ignore[arg-type]


def test_leave_promises_and_shifts_are_noticed() -> None:
    assert rules("D......", leave=frozenset({0})) == {"leave"}
    assert rules("D......", fixed={0: "E"}) == {"promised"}
    assert rules("D......", shifts=frozenset({"E"})) == {"shifts"}
    assert rules("X......") == {"shifts"}


def test_training_is_only_given_by_promise() -> None:
    course = Shift("C", 540, 480, is_training=True)
    problem = replace(centre(), shifts=(*centre().shifts, course))
    assert rules("C......", problem=problem) == {"training"}
    assert rules("C......", problem=problem, fixed={0: "C"}) == set()


def test_a_course_is_had_once_and_on_its_days() -> None:
    course = Shift("C", 540, 480, is_training=True)
    problem = replace(centre(), shifts=(*centre().shifts, course))
    assert rules("C..D...", problem=problem, courses={"C": frozenset({0, 2})}) == set()
    assert rules(".C.....", problem=problem, courses={"C": frozenset({0, 2})}) == {"training"}
    assert rules("C.C....", problem=problem, courses={"C": frozenset({0, 2})}) == {"training"}


def test_a_successions_list_adds_to_rest() -> None:
    problem = replace(centre(), forbidden=(("D", "E"),))
    assert rules("DE.....", problem=problem) == {"succession"}
    assert rules("DE.....") == set()


def test_the_days_before_count() -> None:
    assert rules("D......", before=("N",)) == {"rest"}
    assert rules("DD.....", replace(LOOSE, most_days_running=3), before=("D", "D")) == {"days running"}


def test_rest_of_24_hours_reaches_over_a_day() -> None:
    duty = Shift("L", 600, 1440)
    problem = replace(centre(), shifts=(*centre().shifts, duty), rest_h=24.0)
    assert rules("L.D....", problem=problem) == {"rest"}
    assert rules("L.E....", problem=problem) == set()


def test_figures_that_are_not_the_rosters_are_noticed() -> None:
    problem = centre(4)
    plan = solve(problem, time_limit_s=1)
    assert plan_violations(problem, replace(plan, ticks=plan.ticks + 1, bound_ticks=0))
    assert plan_violations(problem, replace(plan, bound_ticks=plan.ticks + 1))
    assert plan_violations(problem, replace(plan, unmet=()))
    assert plan_violations(problem, replace(plan, ledger={}))
