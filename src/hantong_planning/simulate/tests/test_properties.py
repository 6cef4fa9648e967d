"""What must hold for every service: more staff, pooled staff, the same seed, and the rules of the house."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.simulate import Outcome, Scenario, read_scenario, simulate
from hantong_planning.simulate.check import imbalances, violations
from hantong_planning.simulate.floor import ARRIVED
from hantong_planning.simulate.report import as_answer

WHOLE_TRACE = 200_000
quick = settings(max_examples=25, deadline=None)
levels = st.lists(st.integers(0, 4), min_size=24, max_size=24)


def _day(staff: list[int], *, handling: Any, patience: Any = None, rate: float = 25.0, **more: Any) -> Scenario:
    kind = {"name": "phone", "arrivals_per_h": rate, "handling_s": handling, "patience_s": patience} | more
    groups = [{"name": "all", "skills": ["phone"], "staff": staff}]
    return read_scenario({"days": 1, "interval_s": 3600, "classes": [kind], "groups": groups})


def _starts(outcome: Outcome) -> dict[tuple[int, int], float | None]:
    return {(line["contact"], line["leg"]): line["started_s"] for line in as_answer(outcome)["trace"]}


@quick
@given(
    staff=levels,
    more=st.lists(st.integers(0, 2), min_size=24, max_size=24),
    seed=st.integers(0, 10**6),
    cv=st.floats(0.2, 2),
)
def test_with_more_staff_at_any_hour_nobody_of_a_patient_line_starts_later(
    staff: list[int], more: list[int], seed: int, cv: float
) -> None:
    """True call by call, for one class served in order without abandonment, whatever the handling times and the schedule.

    With abandonment or several classes it is not: who is kept by the additional counsellor may hold up somebody else.
    """
    handling = {"mean_s": 300, "cv": cv}
    few = _starts(simulate(_day(staff, handling=handling), seed=seed, replications=1, trace=WHOLE_TRACE))
    many_staff = [a + b for a, b in zip(staff, more, strict=True)]
    many = _starts(simulate(_day(many_staff, handling=handling), seed=seed, replications=1, trace=WHOLE_TRACE))
    assert few.keys() == many.keys()
    for call, start in few.items():
        if start is not None:
            later = many[call]
            assert later is not None
            assert later <= start + 1e-6


@quick
@given(sizes=st.lists(st.integers(1, 4), min_size=2, max_size=4), seed=st.integers(0, 10**6), rate=st.floats(5, 40))
def test_pooled_the_same_people_never_wait_longer_in_sum(sizes: list[int], seed: int, rate: float) -> None:
    """True call by call for equal handling times: so the pool reaches any mean wait with at most as many people."""
    kinds = [
        {
            "name": f"c{k}",
            "skill": "any",
            "place": f"p{k}",
            "arrivals_per_h": rate,
            "handling_s": {"kind": "fixed", "mean_s": 200},
        }
        for k in range(len(sizes))
    ]
    apart = [{"name": f"g{k}", "place": f"p{k}", "skills": ["any"], "staff": size} for k, size in enumerate(sizes)]
    pooled = [{"name": "pool", "skills": ["any"], "staff": sum(sizes)}]
    waits = []
    for groups in (apart, pooled):
        scenario = read_scenario({"days": 1, "interval_s": 3600, "classes": kinds, "groups": groups})
        lines = as_answer(simulate(scenario, seed=seed, replications=1, trace=WHOLE_TRACE))["trace"]
        waits.append(sum(line["started_s"] - line["joined_s"] for line in lines))
    assert waits[1] <= waits[0] + 1e-3


@quick
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_every_trace_keeps_the_rules_and_adds_up(data: st.DataObject, seed: int) -> None:
    duration = st.sampled_from(
        [120, {"mean_s": 240, "cv": 1.5}, {"kind": "fixed", "mean_s": 300}, {"kind": "gamma", "mean_s": 90, "cv": 2}]
    )
    kinds: list[dict[str, Any]] = []
    for name in ("a", "b"):
        kind = {"name": name, "arrivals_per_h": data.draw(st.floats(0, 30)), "handling_s": data.draw(duration)}
        kinds.append(
            kind | {"patience_s": data.draw(duration), "priority": data.draw(st.integers(0, 1)), "interval_cv": 0.3}
        )
    night = {"from": "18:00", "to": "09:00"}
    kinds[0]["routes"] = [
        "one",
        {"group": "two", "during": [night]},
        {"group": "two", "after_s": data.draw(st.integers(0, 200))},
    ]
    kinds[0]["transfers"] = [
        {"to": "b", "share": data.draw(st.floats(0, 0.5)), "hand_over_s": 20, "is_held": data.draw(st.booleans())}
    ]
    kinds[1]["open"] = [{"from": "08:00", "to": "20:00"}]
    kinds[1]["is_sent_home"] = data.draw(st.booleans())
    pause = [{"after_h": 3, "minutes": 45, "in_turns": 2}]
    groups = [
        {"name": "one", "skills": ["a"], "staff": data.draw(levels)},
        {
            "name": "two",
            "skills": ["a", "b"],
            "shifts": [{"from": "08:00", "to": "17:30", "people": 3, "breaks": pause}],
        },
    ]
    scenario = read_scenario({"days": 2, "interval_s": 3600, "classes": kinds, "groups": groups})
    outcome = simulate(scenario, seed=seed, replications=1, trace=WHOLE_TRACE)
    assert violations(scenario, as_answer(outcome)["trace"]) == []
    assert imbalances(outcome) == []


def test_the_same_seed_gives_the_same_answer_and_another_another() -> None:
    scenario = _day([2] * 24, handling={"mean_s": 300, "cv": 1.5}, patience=100, day_cv=0.3)
    answers = [json.dumps(as_answer(simulate(scenario, seed=seed, replications=3))) for seed in (5, 5, 6)]
    assert answers[0] == answers[1] != answers[2]


def test_more_calls_keep_the_calls_that_came_anyway() -> None:
    few, many = (
        {
            line["joined_s"]
            for line in as_answer(simulate(_day([3] * 24, handling=60, rate=rate), seed=1, replications=1, trace=5000))[
                "trace"
            ]
        }
        for rate in (20.0, 30.0)
    )
    assert few < many


def test_a_change_of_one_class_leaves_the_calls_of_another_alone() -> None:
    kinds = [{"name": name, "arrivals_per_h": 20, "handling_s": 60} for name in ("a", "b")]
    groups = [{"name": "all", "skills": ["a", "b"], "staff": 2}]
    alone = read_scenario({"days": 1, "interval_s": 3600, "classes": kinds[:1], "groups": groups})
    both = read_scenario({"days": 1, "interval_s": 3600, "classes": kinds[::-1], "groups": groups})
    counts = [
        simulate(alone, seed=9, replications=4).calls[:, 0, ARRIVED],
        simulate(both, seed=9, replications=4).calls[:, 1, ARRIVED],
    ]
    assert counts[0].tolist() == counts[1].tolist()


def test_more_replications_add_to_the_first_ones() -> None:
    scenario = _day([2] * 24, handling=120)
    few, many = simulate(scenario, seed=4, replications=2), simulate(scenario, seed=4, replications=5)
    assert (many.calls[:2] == few.calls).all()
