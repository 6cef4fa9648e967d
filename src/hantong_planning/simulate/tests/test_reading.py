"""Scenarios are read from JSON, and nonsense is refused by its path."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.simulate import example_names, read_example, read_scenario
from hantong_planning.simulate.reading import read_file

GOOD: dict[str, Any] = {
    "days": 7,
    "classes": [
        {"name": "phone", "arrivals_per_h": 20, "handling_s": 120, "patience_s": 60},
        {
            "name": "desk",
            "arrivals_per_h": [1] * 24,
            "handling_s": {"mean_s": 300, "cv": 1.2},
            "open": [{"to": "18:00"}],
        },
    ],
    "groups": [{"name": "all", "skills": ["phone", "desk"], "shifts": [{"from": "09:00", "to": "18:00", "people": 2}]}],
}


def _with(path: list[str | int], value: object) -> dict[str, Any]:
    given = copy.deepcopy(GOOD)
    inside: Any = given
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return given


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (["classes", 1, "patience_s"], 0, "classes[1].patience_s"),
        (["classes", 1, "patience_s"], "long", "classes[1].patience_s"),
        (["classes", 0, "arrivals_per_h"], -1, "classes[0].arrivals_per_h"),
        (["classes", 0, "arrivals_per_h"], float("nan"), "classes[0].arrivals_per_h"),
        (["classes", 1, "arrivals_per_h", 3], -2, "classes[1].arrivals_per_h[3]"),
        (["classes", 0, "arrivals_per_h"], [1, 2, 3], "classes[0].arrivals_per_h"),
        (["classes", 0, "handling_s"], None, "classes[0].handling_s"),
        (["classes", 0, "handling_s"], {"mean_s": 60, "cv": -1}, "classes[0].handling_s.cv"),
        (["classes", 0, "handling_s"], {"kind": "normal", "mean_s": 60}, "classes[0].handling_s.kind"),
        (["classes", 0, "handling_s"], {"values_s": [3]}, "classes[0].handling_s.values_s"),
        (["classes", 0, "colour"], "red", "classes[0].colour"),
        (["classes", 0, "name"], 7, "classes[0].name"),
        (["classes", 0, "name"], "desk", "classes[1].name"),
        (["classes", 0, "skill"], "law", "classes[0].skill"),
        (["classes", 0, "routes"], ["nobody"], "classes[0].routes[0].group"),
        (["classes", 0, "routes"], [{"group": "all", "after_s": -1}], "classes[0].routes[0].after_s"),
        (["classes", 0, "transfers"], [{"to": "law", "share": 0.1}], "classes[0].transfers[0].to"),
        (["classes", 0, "transfers"], [{"to": "desk", "share": 1.5}], "classes[0].transfers[0].share"),
        (
            ["classes", 0, "transfers"],
            [{"to": "desk", "share": 0.5, "is_held": True}],
            "classes[0].transfers[0].is_held",
        ),
        (["classes", 0, "call_back"], {"offer_above_s": 10}, "classes[0].call_back.accept_share"),
        (["classes", 1, "open"], [{"from": "25:00"}], "classes[1].open[0].from"),
        (["classes", 1, "open"], [{"from": "09:10"}], "classes[1].open[0].from"),
        (["classes", 1, "open"], [{"days": ["someday"]}], "classes[1].open[0].days"),
        (["classes", 1, "when_closed"], {"to": "desk", "share": 1}, "classes[1].when_closed.to"),
        (["groups", 0, "shifts", 0, "people"], 1.5, "groups[0].shifts[0].people"),
        (["groups", 0, "shifts", 0, "people"], -1, "groups[0].shifts[0].people"),
        (["groups", 0, "shifts", 0, "breaks"], [{"after_h": 9, "minutes": 30}], "groups[0].shifts[0].breaks[0]"),
        (["groups", 0, "skills"], [], "groups[0].skills"),
        (["groups"], [], "groups"),
        (["groups"], [{"name": "all", "skills": ["phone", "desk"]}], "groups[0].staff"),
        (["days"], 0, "days"),
        (["interval_s"], 1000, "interval_s"),
        (["warm_up_h"], 168, "warm_up_h"),
        (["starts_on"], "yesterday", "starts_on"),
        (["holidays"], ["2026-02-30"], "holidays[0]"),
        (["pay"], {"night_premium_share": -1}, "pay.night_premium_share"),
        (["classes"], {}, "classes"),
        (["days"], 10_000_000, "days"),
        (["days"], 10**400, "days"),
        (["days_cv"], 1e-320, "days_cv"),
        (["classes", 0, "day_cv"], 1e-320, "classes[0].day_cv"),
        (["classes", 0, "interval_cv"], float("nan"), "classes[0].interval_cv"),
        (["classes", 0, "handling_s"], {"mean_s": 60, "cv": 1e300}, "classes[0].handling_s.cv"),
        (["classes", 0, "arrivals_per_h"], 1e300, "classes[0].arrivals_per_h"),
        (["classes", 0, "priority"], 1e300, "classes[0].priority"),
        (["groups", 0, "shifts", 0, "people"], 1e300, "groups[0].shifts[0].people"),
    ],
)
def test_refuses_nonsense_by_its_path(path: list[str | int], value: object, field: str) -> None:
    with pytest.raises(Nonsense) as refused:
        read_scenario(_with(path, value))
    assert refused.value.field == field


def test_refuses_what_is_missing() -> None:
    with pytest.raises(Nonsense) as refused:
        read_scenario({"classes": [{"name": "phone", "arrivals_per_h": 1}], "groups": []})
    assert refused.value.field == "classes[0].handling_s"


@pytest.mark.parametrize("text", ["[]", "null", "{", "[" * 100_000])
def test_refuses_a_file_that_holds_no_scenario(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scenario.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Nonsense) as refused:
        read_file(path)
    assert refused.value.field == "file"


def test_reads_a_file_that_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(_with(["name"], "봄")), encoding="utf-8-sig")
    assert read_file(path).name == "봄"


def test_reads_every_example() -> None:
    assert example_names() == ["call_backs", "one_pool", "province"]
    for name in example_names():
        assert read_example(name).classes


def test_a_window_may_cross_midnight_and_a_span_of_days_the_week() -> None:
    given = _with(["classes", 1, "open"], [{"days": "fri-mon", "from": "22:00", "to": "06:00"}])
    window = read_scenario(given).classes[1].open[0]
    assert window.days == {4, 5, 6, 0}
    assert (window.from_s, window.to_s) == (79_200, 108_000)
