"""Single rules, each in a scenario small enough to foresee: transfers, hand-overs, call-backs, overflow, doors, priorities."""

from __future__ import annotations

from typing import Any

import pytest

from hantong_planning.simulate import read_example, read_scenario, simulate
from hantong_planning.simulate.check import violations
from hantong_planning.simulate.report import as_answer

NIGHT = [{"from": "18:00", "to": "09:00"}]


def _answer(kinds: list[dict[str, Any]], groups: list[dict[str, Any]], days: int = 2, **more: Any) -> dict[str, Any]:
    scenario = read_scenario({"days": days, "interval_s": 3600, "classes": kinds, "groups": groups} | more)
    answer = as_answer(simulate(scenario, seed=1, replications=4, trace=100_000))
    assert violations(scenario, answer["trace"]) == []
    return answer


def _kind(name: str, rate: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "arrivals_per_h": rate, "handling_s": {"kind": "fixed", "mean_s": 120}} | more


def test_a_share_goes_on_to_the_expert_and_the_first_counsellor_stays_for_the_hand_over() -> None:
    kinds = [_kind("front", 10, transfers=[{"to": "law", "share": 0.4, "hand_over_s": 30, "is_held": True}])]
    kinds.append(_kind("law", 0, patience_s=600))
    answer = _answer(
        kinds, [{"name": "a", "skills": ["front"], "staff": 9}, {"name": "b", "skills": ["law"], "staff": 9}], days=14
    )
    front, law = answer["classes"]["front"], answer["classes"]["law"]
    assert law["moved_in"]["mean"] / front["answered"]["mean"] == pytest.approx(0.4, abs=0.03)
    assert law["mean_handling_s"]["mean"] == pytest.approx(150)
    talked_s = answer["groups"]["a"]["occupancy"]["mean"] * answer["groups"]["a"]["working_h"] * 3600
    assert talked_s == pytest.approx(120 * front["answered"]["mean"] + 30 * law["answered"]["mean"], rel=1e-3)


def test_the_city_answers_by_day_and_the_province_by_night() -> None:
    day = [{"from": "09:00", "to": "18:00"}]
    routes = [{"group": "city", "during": day}, {"group": "province", "during": NIGHT}]
    people = [{"name": name, "skills": ["phone"], "staff": 2} for name in ("city", "province")]
    answer = _answer([_kind("phone", 20, routes=routes)], people)
    for line in answer["trace"]:
        if line["group"]:
            by_day = 9 * 3600 <= line["started_s"] % 86_400 < 18 * 3600
            assert line["group"] == ("city" if by_day else "province")
    assert answer["groups"]["city"]["occupancy"]["mean"] > 0.1


def test_who_waited_a_minute_may_be_taken_by_the_neighbours() -> None:
    routes = ["city", {"group": "province", "after_s": 60}]
    people = [{"name": "city", "skills": ["phone"], "staff": 1}, {"name": "province", "skills": ["phone"], "staff": 30}]
    answer = _answer([_kind("phone", 60, routes=routes)], people)
    helped = [line for line in answer["trace"] if line["group"] == "province"]
    assert helped
    assert min(line["started_s"] - line["joined_s"] for line in helped) == pytest.approx(60)
    assert max(line["started_s"] - line["joined_s"] for line in answer["trace"]) == pytest.approx(60)


def test_the_urgent_are_served_first() -> None:
    kinds = [_kind("urgent", 10, priority=1), _kind("other", 15, priority=2)]
    answer = _answer(kinds, [{"name": "all", "skills": ["urgent", "other"], "staff": 1}], days=10)
    urgent, other = (answer["classes"][name]["mean_wait_s"]["mean"] for name in ("urgent", "other"))
    load_urgent, load = 10 * 120 / 3600, 25 * 120 / 3600
    residual = load * 120 / 2
    assert urgent == pytest.approx(residual / (1 - load_urgent), rel=0.1)
    assert other == pytest.approx(residual / (1 - load_urgent) / (1 - load), rel=0.25)


def test_call_backs_are_promised_kept_and_counted() -> None:
    offer = {
        "offer_above_s": 0,
        "accept_share": 1,
        "due_after_s": 600,
        "reached_share": 0.5,
        "tries": 2,
        "retry_after_s": 300,
    }
    kinds = [_kind("phone", [40] * 12 + [0] * 12, call_back=offer)]  # type: ignore[arg-type]
    scenario = read_scenario(
        {"days": 4, "interval_s": 3600, "classes": kinds, "groups": [{"name": "all", "skills": ["phone"], "staff": 1}]}
    )
    phone = as_answer(simulate(scenario, seed=1, replications=4))["classes"]["phone"]
    kept, lost, promised = (phone[name]["mean"] for name in ("called_back", "call_backs_lost", "call_backs"))
    assert kept + lost == pytest.approx(promised)
    assert lost / promised == pytest.approx(0.25, abs=0.04)
    assert phone["abandoned"]["mean"] == 0


def test_a_closed_door_sends_away_and_some_call_instead() -> None:
    doors = [{"from": "09:00", "to": "17:00"}]
    kinds = [_kind("desk", 12, open=doors, when_closed={"to": "phone", "share": 0.5}), _kind("phone", 0)]
    answer = _answer(kinds, [{"name": "all", "skills": ["desk", "phone"], "staff": 5}], days=7)
    desk, phone = answer["classes"]["desk"], answer["classes"]["phone"]
    assert desk["turned_away"]["mean"] / desk["arrived"]["mean"] == pytest.approx(16 / 24, abs=0.03)
    assert phone["moved_in"]["mean"] / desk["turned_away"]["mean"] == pytest.approx(0.5, abs=0.03)
    assert answer["bands"]["night"]["offered"]["mean"] == phone["offered"]["mean"] - sum(
        answer["bands"][band]["moved_in"]["mean"] for band in ("day", "evening", "weekend")
    )


def test_who_still_waits_at_closing_is_sent_home() -> None:
    kinds = [_kind("desk", 60, open=[{"from": "09:00", "to": "17:00"}], is_sent_home=True)]
    answer = _answer(
        kinds, [{"name": "all", "skills": ["desk"], "shifts": [{"from": "09:00", "to": "17:00", "people": 1}]}]
    )
    assert answer["classes"]["desk"]["unfinished"]["mean"] == 0
    assert max(line["started_s"] % 86_400 for line in answer["trace"] if line["group"]) <= 17 * 3600


def test_days_are_more_different_than_chance_when_told_so() -> None:
    scenario = read_scenario(
        {
            "days": 1,
            "interval_s": 3600,
            "classes": [_kind("phone", 50, day_cv=0.2)],
            "groups": [{"name": "all", "skills": ["phone"], "staff": 3}],
        }
    )
    counts = simulate(scenario, seed=1, replications=400).calls[:, 0, 15]
    assert counts.mean() == pytest.approx(1200, rel=0.03)
    assert counts.var() == pytest.approx(1200 + (0.2 * 1200) ** 2, rel=0.25)


@pytest.mark.parametrize("kind", ["lognormal", "gamma", "weibull"])
def test_durations_have_the_mean_and_spread_that_they_say(kind: str) -> None:
    handling = {"kind": kind, "mean_s": 100, "cv": 1.5}
    answer = _answer(
        [_kind("phone", 300, handling_s=handling)], [{"name": "all", "skills": ["phone"], "staff": 60}], days=7
    )
    lengths = [line["ended_s"] - line["started_s"] for line in answer["trace"]]
    mean = sum(lengths) / len(lengths)
    assert mean == pytest.approx(100, rel=0.03)
    assert (sum((x - mean) ** 2 for x in lengths) / len(lengths)) ** 0.5 / mean == pytest.approx(1.5, rel=0.08)


def test_the_examples_keep_their_own_rules() -> None:
    for name in ("one_pool", "call_backs"):
        outcome = simulate(read_example(name), seed=1, replications=1, trace=100_000)
        assert violations(outcome.scenario, as_answer(outcome)["trace"]) == []
