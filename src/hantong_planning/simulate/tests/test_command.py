"""The command answers with JSON, tables and pictures, and refuses with the field's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hantong_planning.simulate.__main__ import main


def test_answers_with_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    picture = tmp_path / "day.svg"
    assert (
        main(["call_backs", "--seed", "1", "--replications", "3", "--trace", "5", "--svg", str(picture), "--json"]) == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["replications"] == 3
    assert set(answer["total"]["service_level"]) == {"of_offered", "of_answered", "without_early_abandons"}
    assert answer["total"]["p_wait"]["low"] < answer["total"]["p_wait"]["mean"] < answer["total"]["p_wait"]["high"]
    assert {row["class"] for row in answer["intervals"]} == {"front", "expert"}
    assert len(answer["trace"]) == 5
    assert picture.read_text().startswith("<svg")


def test_one_replication_has_no_interval(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["one_pool", "--replications", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["mean_wait_s"]["low"] is None


def test_tells_single_conversations(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call_backs", "--seed", "1", "--replications", "2", "--trace", "40"]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if " #" in line]
    assert len(told) == 40
    assert told[0].startswith("day 1 08:")
    moved = next(k for k, line in enumerate(told) if "transferred by counsellors" in line)
    assert "counsellors on the line all the while" in told[moved + 1]
    assert any("waited" in line and line.endswith("abandoned") for line in told)


def test_a_trace_shows_one_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["one_pool", "--what-if", "10 % more calls", "--trace", "5"]) == 2
    assert capsys.readouterr().err.startswith("trace:")


def test_compares_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["one_pool", "--what-if", "remove 2 counsellors at night", "--replications", "2"]) == 0
    told = capsys.readouterr().out
    assert "2 fewer at counsellors every day 22:00–06:00" in told
    tables = [line.split()[0] for line in told.splitlines() if line.endswith("(95 % of it)")]
    assert tables == ["all", "phone"]


@pytest.mark.parametrize(
    ("text", "field"),
    [("{", "file"), ('{"classes": [{"name": ""}], "groups": []}', "classes[0].arrivals_per_h"), ("[]", "file")],
)
def test_refuses_with_the_field(text: str, field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scenario.json"
    path.write_text(text)
    assert main([str(path), "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == field


@pytest.mark.parametrize("words", [["nowhere.json"], ["one_pool", "--replications", "0"], ["one_pool", "--seed", "-1"]])
def test_refuses_what_cannot_be_run(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err
