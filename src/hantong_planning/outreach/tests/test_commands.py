"""The command line keeps its shapes: others build on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hantong_planning.outreach.__main__ import main
from hantong_planning.outreach.routes.tests.test_routes import FILE

TOPTW = """4 17 3 1
0 200
 0 35.00 35.00 0.00 0.00 0 0 0 230
 1 41.00 49.00 10.00 10.00 1 1 1 0 204
 2 35.00 17.00 10.00 7.00 1 1 1 0 202
 3 55.00 45.00 10.00 13.00 1 1 1 0 197
"""
SCENARIO: dict[str, Any] = {
    "first_day": "2026-11-02",
    "days": 10,
    "groups": [{"key": "elderly", "weight": 2}, {"key": "foreign", "drive_km": 5, "needs": "interpreter"}],
    "areas": [
        {"key": "a1", "x_km": 0, "y_km": 0, "district": "Suwon", "people": {"elderly": 300, "foreign": 40}},
        {"key": "a2", "x_km": 8, "y_km": 3, "district": "Osan", "people": {"elderly": 200}},
    ],
    "sites": [
        {"key": "market", "x_km": 0.2, "y_km": 0, "district": "Suwon", "hours": {"mon": "10:00-16:00"}},
        {"key": "station", "x_km": 8, "y_km": 3.2, "district": "Osan", "spacing_d": 2},
    ],
    "teams": [{"key": "bus", "x_km": 2, "y_km": 2, "away": ["2026-11-05"]}],
    "specialists": [{"key": "Ms Nguyen", "kind": "interpreter", "weekdays": ["mon"]}],
    "runs": [{"key": "line 1", "sites": ["station"], "weekdays": ["fri"]}],
    "fairness": {"kind": "cap", "cap_share": 0.5},
}


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """Run a command with --json and return what it printed."""
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_routes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tiny.txt"
    file.write_text(FILE)
    found = asked(capsys, "routes", str(file), "--time-limit-s", "0.3")
    assert sorted(number for route in found["routes"] for number in route) == [1, 2]
    assert found["violations"] == []
    assert found["vehicles"] == 1
    assert found["distance"] == pytest.approx(20 + 200**0.5)
    assert found["distance_dimacs"] == pytest.approx(34.1)
    assert found["seconds"] > 0


def test_tours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tiny.txt"
    file.write_text(TOPTW)
    found = asked(capsys, "tours", str(file), "--teams", "1", "--time-limit-s", "0.2")
    assert (sorted(found["tours"][0]), found["score"], found["violations"]) == ([1, 2, 3], 30, [])


def test_routes_and_tours_are_drawn_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, drawn = tmp_path / "tiny.txt", tmp_path / "map.svg"
    file.write_text(FILE.replace("  2         10", "  1         4"))
    found = asked(capsys, "routes", str(file), "--iterations", "20", "--why", "--svg", str(drawn))
    assert len(found["unmet"]) == 1
    assert "1 routes to 1 of 2 customers" in drawn.read_text(encoding="utf-8")
    assert (found["why"][0]["words"], found["why"][0]["customers"]) == ("one vehicle more", 1)
    file.write_text(TOPTW.replace("230", "75"))
    found = asked(capsys, "tours", str(file), "--rounds", "300", "--why", "--svg", str(drawn))
    assert found["score"] == 23 and found["left_out"] == [2]
    assert f"1 tours to 2 of 3 places, score {found['score']}" in drawn.read_text(encoding="utf-8")
    assert {one["words"]: one["brings"] for one in found["why"]}["one team more"] == 7


def test_plan_replan_frontier_and_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario, kept, drawn = tmp_path / "scenario.json", tmp_path / "plan.json", tmp_path / "map.svg"
    scenario.write_text(json.dumps(SCENARIO))
    found = asked(capsys, "plan", str(scenario), "--svg", str(drawn))
    assert found["violations"] == []
    assert {"visits", "value", "bound", "gap_share", "levels", "unmet", "why"} <= set(found)
    assert {visit["day"] for visit in found["visits"] if visit["site"] == "market"} <= {"2026-11-02", "2026-11-09"}
    assert "visits to 2 of 2 sites" in drawn.read_text(encoding="utf-8")
    assert "and 1 of fixed runs" in drawn.read_text(encoding="utf-8")
    kept.write_text(json.dumps(found))
    moved = asked(capsys, "replan", str(scenario), str(kept), "--cancel", "2026-11-02")
    assert moved["violations"] == []
    assert all(visit["day"] != "2026-11-02" for visit in moved["visits"])
    assert {move["lost"]["day"] for move in moved["moves"]} == {"2026-11-02"}
    points = asked(capsys, "frontier", str(scenario), "--svg", str(drawn))["points"]
    assert drawn.read_text(encoding="utf-8").count("<circle") == len(points)
    assert points[0]["value"] >= points[-1]["value"]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("first_day", {"first_day": "soon"}),
        ("sites.hours", {"sites": [{"key": "s", "x_km": 0, "y_km": 0, "district": "d", "hours": {"mon": "10"}}]}),
        ("areas.people", {"areas": [{"key": "a", "x_km": 0, "y_km": 0, "district": "d", "people": {"cats": 3}}]}),
        ("teams", {"teams": [{"key": "bus", "wheels": 4}]}),
        ("SCENARIO", {"colour": "red"}),
        ("days", {"days": -3}),
        ("fairness.kind", {"fairness": {"kind": "somehow"}}),
    ],
)
def test_nonsense_names_its_field(
    field: str, change: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps({**SCENARIO, **change}))
    assert main(["plan", str(scenario), "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == field


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tours", "nowhere.txt", "--json"]) == 2
    assert "nowhere.txt" in capsys.readouterr().err
