"""The command as the guide tells it: every example of the guide is run."""

import csv
import json
import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from hantong.cases.models import Case
from hantong.imports.mapping import BadMapping, read_mapping
from hantong.imports.tests.exports_made import MAPPING, closed, export, row
from hantong.project.cast import Province
from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._import_cases import cases

pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).resolve().parents[4] / "docs" / "howto" / "import.md"
COMMAND = "hantong import cases "


def run(words: str) -> Result:
    """Run the command in this process and this transaction."""
    app = typer.Typer()
    app.command()(cases.__wrapped__)  # type: ignore[attr-defined]
    return CliRunner().invoke(app, [*shlex.split(words.removeprefix(COMMAND)), "--processes", "0"])


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE.read_text(), re.DOTALL)


def test_every_example_of_the_guide_does_what_it_says(
    tmp_path: Path, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old-desk.csv").write_text(blocks("csv")[0])
    Path("old-desk.yaml").write_text(blocks("yaml")[0])
    look, apply = blocks("sh")
    looked = run(look)
    assert looked.exit_code == 0, looked.output
    assert "A time is in none of the formats" in looked.output
    assert not Case.objects.exists()
    applied = run(apply)
    assert applied.exit_code == 0, applied.output
    assert set(Case.objects.values_list("source_key", flat=True)) == {"A-1", "A-2"}
    [_names, refused] = csv.reader(Path("refused.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (refused[0], refused[3]) == ("4", "A-3")


def test_json_gives_the_counts_and_the_histogram(tmp_path: Path, province: Province) -> None:
    path = export(tmp_path / "a.csv", [row("A-1"), closed("A-2"), row("A-3", by="팩스")])
    (tmp_path / "m.yaml").write_text(MAPPING)
    words = f"{path} --mapping {tmp_path / 'm.yaml'} --zone Asia/Seoul --json"
    found = json.loads(run(words).stdout)
    assert (found["rows"], found["fit"], found["rejected"]) == (3, 2, {"unknown_channel": 1})
    assert found["clock"]["hours"][2] == 2
    done = json.loads(run(f"{words} --apply --rejects {tmp_path / 'r.csv'}").stdout)
    assert (done["imported"], done["rejected"], done["rejects"]) == (
        2,
        {"unknown_channel": 1},
        str(tmp_path / "r.csv"),
    )


def test_a_shifted_clock_ends_with_code_3(tmp_path: Path, province: Province) -> None:
    from hantong.imports.tests.hours_made import ROUND_THE_CLOCK, utc_taken_for_local, wall_times

    walls = wall_times(ROUND_THE_CLOCK, count=1_200, seed=3)
    rows = [row(f"A-{n}", opened=str(utc_taken_for_local(wall, province.suwon.zone))) for n, wall in enumerate(walls)]
    path = export(tmp_path / "a.csv", rows)
    (tmp_path / "m.yaml").write_text(MAPPING)
    ended = run(f"{path} --mapping {tmp_path / 'm.yaml'} --zone Asia/Seoul")
    assert isinstance(ended.exception, Ended)
    assert ended.exception.code is Exit.REFUSED
    assert "--correct-clock utc-read-as-local" in ended.output


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("source: [", "no YAML"),
        ("source: x", "fields"),
        (MAPPING.replace("source: old-desk", "source: Old Desk"), "source"),
        (MAPPING.replace("완료: done", "완료: finished"), "finished"),
        (MAPPING.replace("전화: phone", "전화: ''"), "channel"),
        (MAPPING.replace("  key: id", "  key: {}"), "fields.key"),
        (MAPPING + "colour: red\n", "colour"),
    ],
)
def test_a_mapping_that_cannot_be_used_names_the_place(text: str, named: str) -> None:
    with pytest.raises(BadMapping, match=named):
        read_mapping(text)


def test_what_came_in_can_be_taken_out_as_rows(tmp_path: Path, province: Province) -> None:
    from hantong.project.commands._export_cases import cases as cases_out

    path = export(tmp_path / "a.csv", [row("A-1"), closed("A-2", opened="2026-02-01 10:00:00")])
    (tmp_path / "m.yaml").write_text(MAPPING)
    run(f"{path} --mapping {tmp_path / 'm.yaml'} --zone Asia/Seoul --apply --rejects {tmp_path / 'r.csv'}")
    app = typer.Typer()
    app.command()(cases_out.__wrapped__)  # type: ignore[attr-defined]
    given = ["--to", str(tmp_path / "out.csv"), "--from", "2026-03-03", "--jurisdiction", "suwon"]
    assert CliRunner().invoke(app, given).exit_code == 0
    [taken] = csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (taken["channel"], taken["band"], taken["department"]) == ("phone", "night", "suwon/front-office")
    assert CliRunner().invoke(app, ["--to", str(tmp_path / "out.parquet")]).exit_code == 0
    assert (tmp_path / "out.parquet").read_bytes()[:4] == b"PAR1"
