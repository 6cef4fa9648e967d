"""The plan of visits: it passes its check, stays under its bound, is fair when asked, and says what binds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.plan.check import violations
from hantong_planning.outreach.plan.fairness import frontier
from hantong_planning.outreach.plan.problem import Area, Fairness, PlanProblem, Team
from hantong_planning.outreach.plan.result import Plan, Visit
from hantong_planning.outreach.plan.solve import solve
from hantong_planning.outreach.plan.tests.small import MONDAY, small


@cache
def planned() -> Plan:
    """Return the plan of the small problem."""
    return solve(small())


@given(
    seed=st.integers(1, 99),
    spacing_d=st.integers(1, 9),
    most_stops=st.integers(1, 3),
    kind=st.sampled_from(["none", "worst_first", "cap"]),
    closed=st.sets(st.integers(0, 13), max_size=3),
    away=st.sets(st.integers(0, 13), max_size=5),
)
@settings(max_examples=8)
def test_every_plan_passes_its_check_and_its_bound(
    seed: int, spacing_d: int, most_stops: int, kind: str, closed: set[int], away: set[int]
) -> None:
    shut = frozenset(MONDAY + timedelta(days=k) for k in closed)
    gone = frozenset(MONDAY + timedelta(days=k) for k in away)
    base = small()
    sites = tuple(replace(site, spacing_d=spacing_d, closed=shut) for site in base.sites)
    first, second = (replace(team, most_stops=most_stops) for team in base.teams)
    teams = (replace(first, away=gone), second)
    fairness = Fairness(kind)  # type: ignore[arg-type]  # drawn from its words
    problem = replace(base, sites=sites, teams=teams, fairness=fairness)
    plan = solve(problem, seed=seed, passes=1, is_explained=False)
    assert violations(problem, plan) == []
    if not plan.unmet:
        assert plan.value <= plan.bound * (1 + 1e-6)


def test_the_same_seed_gives_the_same_plan() -> None:
    assert solve(small(), passes=2).visits == solve(small(), passes=2).visits


def test_the_small_plan_is_near_its_bound() -> None:
    assert planned().gap_share < 0.05


def test_the_fixed_run_keeps_teams_away_and_counts() -> None:
    around = [visit for visit in planned().visits if visit.site == "s0" and visit.day < MONDAY + timedelta(days=5)]
    assert around == []
    without = solve(small(runs=()), passes=1, is_explained=False)
    assert any(visit.site == "s0" and visit.day < MONDAY + timedelta(days=5) for visit in without.visits)


def test_the_interpreter_comes_on_free_days_only() -> None:
    days = {visit.day for visit in planned().visits if visit.kinds}
    assert days
    assert days <= {MONDAY + timedelta(days=1), MONDAY + timedelta(days=8)}


def test_the_worst_district_gains_by_worst_first() -> None:
    one_bus = (Team("bus 1", 1.0, 1.0, most_stops=1),)
    plain = solve(small(teams=one_bus), is_explained=False)
    fair = solve(small(teams=one_bus, fairness=Fairness("worst_first", floor_share=1.0)), is_explained=False)
    assert min(fair.levels.values()) > min(plain.levels.values())
    assert fair.value < plain.value


@pytest.mark.parametrize("kind", ["worst_first", "cap"])
def test_a_district_out_of_reach_does_not_hold_the_others_down(kind: str) -> None:
    far = Area("island", 300.0, 300.0, "Ongjin", (50.0, 5.0))
    fairness = Fairness(kind, floor_share=1.0)  # type: ignore[arg-type]  # from the words above
    plan = solve(small(areas=(*small().areas, far), fairness=fairness), passes=1, is_explained=False)
    assert plan.levels["Ongjin"] == 0
    assert plan.floors["Ongjin"] == 0
    assert min(plan.floors[district] for district in ("Suwon", "Uijeongbu")) > 0.3


def test_fairness_costs_more_the_more_is_asked() -> None:
    points = frontier(small(teams=(Team("bus 1", 1.0, 1.0, most_stops=1),)), (0.0, 0.5, 1.0))
    assert [point.value for point in points] == sorted((point.value for point in points), reverse=True)
    assert points[0].value > points[-1].value
    assert points[-1].worst_level > points[0].worst_level
    assert points[-1].gini < points[0].gini


def test_the_plan_says_what_binds_and_what_one_more_team_brings() -> None:
    plan = solve(small(teams=(Team("bus 1", 1.0, 1.0, most_stops=1),)), passes=1)
    more = plan.why["one_more_team"]
    assert isinstance(more, dict)
    assert more["value"] > 0
    assert any("stops of teams" in entry["what"] for entry in plan.why["binding"])  # type: ignore[attr-defined]


def test_a_floor_out_of_reach_is_returned_as_unmet() -> None:
    one = replace(small().sites[0], most_visits=1)
    problem = small(sites=(one, *small().sites[1:]), fairness=Fairness("worst_first", 1.0), runs=())
    plan = solve(problem, passes=1, is_explained=False)
    for short in plan.unmet:
        district = short.what.removeprefix("floor of ")
        assert plan.levels[district] == pytest.approx(plan.floors[district] - short.missing)


def _with(plan: Plan, **changes: object) -> Plan:
    first, *rest = plan.visits
    return replace(plan, visits=(replace(first, **changes), *rest))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"site": "nowhere"}, "no site"),
        ({"team": "nobody"}, "no team"),
        ({"begins_min": 541, "ends_min": 661}, "cannot be at"),
        ({"begins_min": 300, "ends_min": 420}, "not open all through"),
        ({"ends_min": 900}, "does not last"),
        ({"day": MONDAY + timedelta(days=5)}, "closed"),
        ({"day": date(2027, 3, 1)}, "outside the horizon"),
        ({"kinds": ("interpreter",)}, "0 are free"),
    ],
)
def test_the_check_sees_what_is_wrong(changes: dict[str, object], words: str) -> None:
    assert words in " · ".join(violations(small(), _with(planned(), **changes)))


def test_the_check_counts_stops_and_spacing_and_value() -> None:
    extra = Visit(planned().visits[0].day, planned().visits[0].team, 1000, 1120, planned().visits[0].site)
    said = " · ".join(violations(small(), replace(planned(), visits=(*planned().visits, extra))))
    assert "within 3 days" in said
    assert "stops on" in said
    assert "not back" in said
    assert "the value is" in said


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("days", {"days": 0}),
        ("fade", {"fade": 1.5}),
        ("speed_kmh", {"speed_kmh": -1}),
        ("teams", {"teams": ()}),
        ("sites.key", {"sites": (small().sites[0],) * 2}),
        ("runs.sites", {"sites": small().sites[1:]}),
        ("areas.people", {"groups": small().groups[:1]}),
    ],
)
def test_nonsense_is_refused_with_its_field(field: str, changes: dict[str, object]) -> None:
    with pytest.raises(Nonsense) as refused:
        small(**changes)
    assert refused.value.field == field


def test_without_a_working_day_there_is_no_plan() -> None:
    away = frozenset(MONDAY + timedelta(days=k) for k in range(14))
    problem: PlanProblem = small(teams=(Team("bus 1", 1.0, 1.0, away=away),))
    with pytest.raises(Nonsense, match=r"teams\.hours"):
        solve(problem)
