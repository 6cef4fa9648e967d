"""A small province for tests: two districts, six sites, two teams, two weeks."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

from hantong_planning.outreach.plan.problem import Area, Group, PlanProblem, Run, Site, Specialist, Team

MONDAY = date(2026, 11, 2)


def small(**changes: Any) -> PlanProblem:
    """Return the small problem with changes."""
    groups = (Group("elderly", weight=2.0), Group("foreign", walk_km=1.0, drive_km=6.0, needs="interpreter"))
    places = [(0.0, 0.0), (2.0, 1.0), (4.0, 0.0), (20.0, 20.0), (23.0, 21.0), (21.0, 24.0)]
    areas = tuple(
        Area(f"a{k}", x + 0.3, y, "Suwon" if x < 10 else "Uijeongbu", (400.0 - 60 * k, 100.0))
        for k, (x, y) in enumerate(places)
    )
    sites = tuple(
        Site(f"s{k}", x, y, "Suwon" if x < 10 else "Uijeongbu", spacing_d=3) for k, (x, y) in enumerate(places)
    )
    teams = (Team("bus 1", 1.0, 1.0), Team("bus 2", 3.0, 2.0))
    interpreter = Specialist("Ms Nguyen", "interpreter", frozenset(MONDAY + timedelta(days=k) for k in (1, 8)))
    run = Run("line 1 desk", ("s0",), frozenset({MONDAY + timedelta(days=2)}))
    problem = PlanProblem(MONDAY, 14, groups, areas, sites, teams, (interpreter,), (run,), counted=6)
    return dataclasses.replace(problem, **changes)
