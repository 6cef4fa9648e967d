"""Who is there when, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from hantong_planning.simulate import Scenario, read_scenario
from hantong_planning.simulate.presence import cost_krw, presence, staffed_h

HOUR = 60


def _with_group(group: dict[str, Any], **more: Any) -> Scenario:
    kind = {"name": "phone", "arrivals_per_h": 1, "handling_s": 60}
    groups = [{"name": "all", "skills": ["phone"], "krw_per_h": 10_000} | group]
    return read_scenario({"starts_on": "2026-11-23", "days": 7, "classes": [kind], "groups": groups} | more)


def test_people_take_their_break_in_turns() -> None:
    pause = [{"after_h": 3, "minutes": 60, "in_turns": 2}]
    scenario = _with_group({"shifts": [{"from": "09:00", "to": "18:00", "people": 5, "breaks": pause}]})
    here = presence(scenario, scenario.groups[0])
    assert [here.working[h * HOUR] for h in (8, 9, 12, 13, 14, 17, 18)] == [0, 5, 3, 2, 5, 5, 0]
    assert staffed_h(scenario, here) == (7 * 40, 7 * 45)


def test_the_night_shift_of_the_day_before_is_there_on_the_first_morning() -> None:
    scenario = _with_group(
        {"shifts": [{"days": ["mon"], "from": "22:00", "to": "06:00", "people": 1}]}, starts_on="2026-11-24"
    )
    here = presence(scenario, scenario.groups[0])
    assert here.working[: 6 * HOUR].all()
    assert not here.working[6 * HOUR : 7 * HOUR].any()


def test_a_holiday_is_a_day_of_its_own() -> None:
    shifts = [
        {"days": ["mon-fri"], "from": "09:00", "to": "18:00", "people": 4},
        {"days": ["holiday"], "from": "09:00", "to": "18:00", "people": 1},
    ]
    scenario = _with_group({"shifts": shifts}, holidays=["2026-11-25"])
    here = presence(scenario, scenario.groups[0])
    assert [here.working[(day * 24 + 12) * HOUR] for day in range(7)] == [4, 4, 1, 4, 4, 0, 0]


def test_night_and_holiday_hours_cost_half_as_much_again() -> None:
    scenario = _with_group({"staff": 1, "room_krw_per_h": 1_000}, holidays=["2026-11-25"], days=7)
    hours, night, holiday = 168, 56, 24
    wages = 10_000 * (hours + 0.5 * night + 0.5 * holiday)
    cost = cost_krw(scenario, scenario.groups[0], presence(scenario, scenario.groups[0]))
    assert cost == pytest.approx(wages + 1_000 * hours)


def test_closed_hours_send_everybody_home() -> None:
    scenario = _with_group({"staff": 3, "closed": [{"days": ["sun"]}]})
    here = presence(scenario, scenario.groups[0])
    assert here.working[6 * 24 * HOUR :].sum() == 0
    assert here.working[: 6 * 24 * HOUR].min() == 3
