"""The circulation decides exactly what trying every roster decides."""

from dataclasses import replace
from itertools import product

import pytest

from hantong_planning.rostering.rotating.check import violations
from hantong_planning.rostering.rotating.problem import Rotation, Shift
from hantong_planning.rostering.rotating.solve import solve

ANY = Rotation(2, (Shift("D", 480, 480),), ((0,) * 7,), 1, 3, 1, 3)


@pytest.mark.parametrize("rules", [ANY, replace(ANY, least_work=2, most_work=5, least_off=2, weekend_free_every=2)])
def test_two_workers_and_one_shift_as_by_trying_all(rules: Rotation) -> None:
    possible = set()
    for days in product("D-", repeat=14):
        weeks = days[:7], days[7:]
        need = tuple(sum(week[day] == "D" for week in weeks) for day in range(7))
        if need not in possible and not violations(replace(rules, need=(need,)), weeks):
            possible.add(need)
    assert possible
    asked = [*product((0, 1), (1, 2), (0, 1, 2), (0, 1), (1,), (0, 1), (0, 1))][::8] + sorted(possible)[::20]
    for need in asked:
        status = solve(replace(rules, need=(need,)), time_limit_s=5, fair_s=0).status
        assert status == ("feasible" if need in possible else "infeasible"), need
