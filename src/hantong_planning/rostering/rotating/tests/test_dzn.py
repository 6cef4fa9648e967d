"""The public formats are read and written, and what is wrong in a file is named."""

import json
from pathlib import Path

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.__main__ import main
from hantong_planning.rostering.rotating import dzn
from hantong_planning.rostering.rotating.check import violations
from hantong_planning.rostering.rotating.solve import solve

ROOT = Path(__file__).resolve().parents[5]
PUBLIC = ROOT.parent / "shared" / "data" / "rostering" / "rotating"
INFEASIBLE = {"Example1174"}
FILES = [path for path in sorted(PUBLIC.rglob("*.dzn")) if "sickness" not in str(path)]
SMALL = """
week_length = 7; nb_workers = 4; min_daysoff = 1; max_daysoff = 4; min_work = 2; max_work = 6; nb_shifts = 2;
temp_req = [| 1, 1, 1, 1, 1, 1, 1 | 1, 1, 1, 1, 1, 1, 1 |];
shift_name = ["D", "N"]; shift_start = [420, 1140]; shift_length = [720, 720];
shift_block_min = [1, 2]; shift_block_max = [4, 4];
nb_forbidden = 1; forbidden_before = [2]; forbidden_after = [1]; forbidden_daysoff = [false];
"""
SHORT = "employees = 6;\nrequirements =\n[| Day: Evening: Night:\n" + " | Mon: 2, 1, 1\n" * 7 + " |];\n"


def test_both_formats_come_back_as_they_were_written() -> None:
    assert dzn.parse(dzn.write(dzn.parse(SMALL))) == dzn.parse(SMALL)
    assert dzn.parse(dzn.write_short(dzn.parse(SHORT))) == dzn.parse(SHORT)


def test_a_format_that_cannot_say_the_rules_is_refused() -> None:
    with pytest.raises(Nonsense):
        dzn.write(dzn.parse(SHORT))
    with pytest.raises(Nonsense):
        dzn.write_short(dzn.parse(SMALL))


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        ("nb_workers = 4;", "", "nb_workers"),
        ("nb_workers = 4", "nb_workers = four", "nb_workers"),
        ("week_length = 7", "week_length = 5", "week_length"),
        ("[420, 1140]", "[420]", "shift_start"),
        ("[420, 1140]", "[420, 2000]", "shift_start"),
        ("max_work = 6", "max_work = 1", "work_max"),
        ("[| 1,", "[| 4,", "temp_req"),
        ("[| 1,", "[| -1,", "temp_req"),
        ("[false]", "[no]", "forbidden_daysoff"),
        ("forbidden_before = [2]", "forbidden_before = [3]", "forbidden_before"),
        ('"D", "N"', '"D", "D"', "shift_name"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(was: str, now: str, field: str) -> None:
    with pytest.raises(Nonsense) as refused:
        dzn.parse(SMALL.replace(was, now))
    assert refused.value.field == field


def test_the_command_prints_its_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, picture = tmp_path / "small.dzn", tmp_path / "cycle.svg"
    file.write_text(SMALL)
    assert main(["rotating", str(file), "--time-limit-s", "5", "--json", "--svg", str(picture)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "feasible" and answer["seconds"] < 5
    assert violations(dzn.parse(SMALL), answer["schedule"]) == []
    assert picture.read_text().startswith("<svg")


def test_the_command_explains_what_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "none.dzn"
    file.write_text(SMALL.replace("nb_workers = 4", "nb_workers = 2"))
    assert main(["rotating", str(file), "--why", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "infeasible" and answer["schedule"] == []
    assert answer["feasible_with_any_of"]


def test_the_command_refuses_nonsense(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.dzn"
    file.write_text(SMALL.replace("nb_workers = 4;", ""))
    assert main(["rotating", str(file), "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == "nb_workers"


@pytest.mark.real_data
@pytest.mark.skipif(not FILES, reason="the public instances are not on this machine")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_public_instance_is_decided(path: Path) -> None:
    rotation = dzn.read(path)
    plan = solve(rotation, time_limit_s=20, fair_s=0)
    assert plan.status == ("infeasible" if path.stem in INFEASIBLE else "feasible")
    assert plan.status == "infeasible" or violations(rotation, plan.schedule) == []
