"""A day falls out: its visits move, nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.plan.check import value_of, violations
from hantong_planning.outreach.plan.problem import PlanProblem, Specialist, Team
from hantong_planning.outreach.plan.replan import replan
from hantong_planning.outreach.plan.result import Plan, Visit
from hantong_planning.outreach.plan.solve import solve
from hantong_planning.outreach.plan.tests.small import MONDAY, small

ROOMY = small(
    teams=(Team("bus 1", 1.0, 1.0, most_stops=3), Team("bus 2", 3.0, 2.0, most_stops=3)),
    sites=tuple(replace(site, spacing_d=2, most_visits=2) for site in small().sites),
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return a plan with time left on its later days."""
    return solve(ROOMY, is_explained=False)


def test_lost_visits_move_and_the_others_stay(plan: Plan) -> None:
    day = plan.visits[0].day
    found = replan(ROOMY, plan, cancelled=[day])
    assert violations(ROOMY, found.plan) == []
    assert all(visit.day != day for visit in found.plan.visits)
    assert any(move.now for move in found.moves)
    kept = {(v.day, v.team, v.site) for v in plan.visits if v.day != day}
    placed = {(m.now.day, m.now.team, m.now.site) for m in found.moves if m.now}
    assert {(v.day, v.team, v.site) for v in found.plan.visits} == kept | placed


def test_reasons_of_the_plan_before_are_not_told_again(plan: Plan) -> None:
    explained = replace(plan, why={"one more team": {"value": 3.0}})
    assert replan(ROOMY, explained, cancelled=[plan.visits[0].day]).plan.why == {}


def test_only_the_named_team_falls_out(plan: Plan) -> None:
    first = plan.visits[0]
    found = replan(ROOMY, plan, cancelled=[first.day], team=first.team)
    assert {move.lost.team for move in found.moves} == {first.team}


def test_what_finds_no_place_is_unmet(plan: Plan) -> None:
    found = replan(ROOMY, plan, cancelled=[MONDAY + timedelta(days=k) for k in range(14)])
    assert found.plan.visits == ()
    assert len(found.plan.unmet) >= len(plan.visits)


def _with_interpreter(*days: int) -> tuple[PlanProblem, Plan]:
    """Return a problem whose interpreter is free on these days, and a plan of one visit with one on the first of them."""
    free = frozenset(MONDAY + timedelta(days=k) for k in days)
    problem = replace(ROOMY, specialists=(Specialist("Ms Nguyen", "interpreter", free),))
    visit = Visit(MONDAY + timedelta(days=days[0]), "bus 1", 600, 720, "s1", ("interpreter",))
    plan = Plan((visit,), value_of(problem, (visit,)), 1e9, {}, {}, 0.0)
    assert violations(problem, plan) == []
    return problem, plan


def test_specialists_move_with_their_visit_to_a_day_on_which_they_are_free() -> None:
    problem, plan = _with_interpreter(1, 8)
    found = replan(problem, plan, cancelled=[MONDAY + timedelta(days=1)])
    assert violations(problem, found.plan) == []
    moved = found.moves[0].now
    assert moved is not None
    assert (moved.day, moved.kinds) == (MONDAY + timedelta(days=8), ("interpreter",))
    assert found.plan.value == pytest.approx(plan.value)


def test_a_visit_without_its_specialist_is_told() -> None:
    problem, plan = _with_interpreter(1)
    found = replan(problem, plan, cancelled=[MONDAY + timedelta(days=1)])
    moved = found.moves[0].now
    assert moved is not None
    assert (moved.day, moved.kinds) == (MONDAY + timedelta(days=2), ())
    assert [(one.what, one.missing > 0) for one in found.plan.unmet] == [
        ("interpreter for the visit to s1 on 2026-11-04", True)
    ]
    assert found.moves[0].worth == pytest.approx(plan.value - value_of(problem, ()))


def test_an_unknown_team_is_refused(plan: Plan) -> None:
    with pytest.raises(Nonsense, match="team"):
        replan(ROOMY, plan, cancelled=[MONDAY], team="bus 9")
    with pytest.raises(Nonsense, match="cancelled"):
        replan(ROOMY, plan, cancelled=[])
