"""A day falls out: its visits move, nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.plan.check import violations
from hantong_planning.outreach.plan.problem import Team
from hantong_planning.outreach.plan.replan import replan
from hantong_planning.outreach.plan.result import Plan
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


def test_only_the_named_team_falls_out(plan: Plan) -> None:
    first = plan.visits[0]
    found = replan(ROOMY, plan, cancelled=[first.day], team=first.team)
    assert {move.lost.team for move in found.moves} == {first.team}


def test_what_finds_no_place_is_unmet(plan: Plan) -> None:
    found = replan(ROOMY, plan, cancelled=[MONDAY + timedelta(days=k) for k in range(14)])
    assert found.plan.visits == ()
    assert len(found.plan.unmet) >= len(plan.visits)


def test_an_unknown_team_is_refused(plan: Plan) -> None:
    with pytest.raises(Nonsense, match="team"):
        replan(ROOMY, plan, cancelled=[MONDAY], team="bus 9")
    with pytest.raises(Nonsense, match="cancelled"):
        replan(ROOMY, plan, cancelled=[])
