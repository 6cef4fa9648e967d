"""What every command line of the package answers when it cannot be used."""

from __future__ import annotations

import argparse
import csv
import importlib
import json
from pathlib import Path

import pytest

import hantong_planning.commands
from hantong_planning.commands import common
from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.outreach.__main__ import main as outreach
from hantong_planning.rostering.__main__ import main as rostering
from hantong_planning.simulate.__main__ import main as simulate
from hantong_planning.staffing.__main__ import commands

LOAD = ["--arrivals-per-h", "200", "--handling-s", "180", "--target-share", "0.8"]


def refusal(capsys: pytest.CaptureFixture[str], words: list[str]) -> dict[str, str]:
    """Return what is said in JSON about words that staffing refuses."""
    assert commands().main([*words, "--json"]) == 2
    said: dict[str, dict[str, str]] = json.loads(capsys.readouterr().err)
    return said["error"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["erlang", "--agents", "many", *LOAD[:4]], "agents"),
        (["erlang", "--agents", *LOAD[:4]], "agents"),
        (["erlang", *LOAD[:4]], "agents"),
        (["erlang", "--agents", "9", *LOAD[:4], "--model", "d"], "model"),
        (["guess"], "COMMAND"),
        ([], "COMMAND"),
        (["agents", *LOAD, "--arrivals-per-day", "3"], "arguments"),
    ],
)
def test_wrong_words_are_refused_as_json_like_wrong_numbers(
    capsys: pytest.CaptureFixture[str], words: list[str], field: str
) -> None:
    assert refusal(capsys, words)["field"] == field


def test_wrong_words_are_answered_with_the_usage_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands().main(["erlang", "--agents", "many", *LOAD[:4]]) == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: python -m hantong_planning.staffing erlang")
    assert "agents: invalid float value: 'many'" in said


def test_simulate_refuses_words_in_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(["one_pool", "--seed", "first", "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == "seed"


@pytest.mark.parametrize("seed", ["-1", "4294967296", "1" + "0" * 400])
def test_a_seed_that_no_engine_takes_is_refused_everywhere(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, seed: str
) -> None:
    nowhere = str(tmp_path / "nowhere")
    for main, words in (
        (simulate, ["one_pool"]),
        (outreach, ["routes", nowhere]),
        (outreach, ["tours", nowhere]),
        (rostering, ["rotating", nowhere]),
        (rostering, ["curtois", nowhere]),
        (rostering, ["personal", nowhere]),
    ):
        assert main([*words, "--seed", seed, "--json"]) == 2
        assert json.loads(capsys.readouterr().err)["error"]["field"] == "seed"


@pytest.mark.parametrize(
    "content",
    ["centre,arrivals_per_h\n수원,60\n".encode("cp949"), b"centre,arrivals_per_h\n" + b"x" * 200_000 + b",5\n"],
    ids=["not UTF-8", "a cell without an end"],
)
def test_a_file_that_cannot_be_read_is_refused(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "centres.csv"
    path.write_bytes(content)
    before = csv.field_size_limit(131_072)  # whoever calls the package may have asked for more
    request.addfinalizer(lambda: csv.field_size_limit(before))
    assert refusal(capsys, ["pool", str(path), *LOAD[2:]])["field"] == "file"


def test_lists_within_lists_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "centre.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    assert refusal(capsys, ["skills", str(path), *LOAD[2:]])["field"] == "file"


def test_a_number_too_large_to_be_one_is_not_finite() -> None:
    for read in (finite, whole):
        with pytest.raises(Nonsense, match="must be a finite number"):
            read("days", 10**400)


@pytest.mark.parametrize("problem", ["staffing", "rostering", "forecast", "outreach", "simulate"])
def test_every_argument_of_every_command_is_explained(problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[argparse.ArgumentParser] = []

    def keep(parser: argparse.ArgumentParser) -> None:
        seen.append(parser)
        common(parser)

    def nothing(parser: argparse.ArgumentParser, words: object = None) -> int:
        return 0

    module = importlib.import_module(f"hantong_planning.{problem}.__main__")
    for where in (module, hantong_planning.commands):
        monkeypatch.setattr(where, "common", keep, raising=False)
        monkeypatch.setattr(where, "answer", nothing, raising=False)
    assert (module.commands().main([]) if problem == "staffing" else module.main([])) == 0
    assert seen
    for parser in seen:
        dumb = [action.dest for action in parser._actions if not action.help]
        assert not dumb, f"{parser.prog} does not say what {', '.join(dumb)} is"
