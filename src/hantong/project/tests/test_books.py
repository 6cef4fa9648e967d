"""The offices and the catalogue on the command line: out, looked at, in."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hantong.kit.errors import Refused
from hantong.offices.models import Jurisdiction
from hantong.project.cast import Province
from hantong.project.commands import app

RUN = CliRunner()


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the commands use the test's own database and leave its connection open."""
    from contextlib import nullcontext

    monkeypatch.setattr("hantong.project.commands._product.product", nullcontext)


@pytest.mark.parametrize("book", ["offices", "catalogue"])
def test_what_goes_out_comes_in_and_changes_nothing(province: Province, tmp_path: Path, book: str) -> None:
    file = tmp_path / f"{book}.yaml"
    assert RUN.invoke(app, ["export", book, "--to", str(file)]).exit_code == 0
    again = RUN.invoke(app, ["import", book, str(file), "--json"])
    assert json.loads(again.stdout) == {"applied": False, "changes": []}


def test_a_change_is_shown_and_made_only_when_asked(province: Province, tmp_path: Path) -> None:
    file = tmp_path / "offices.yaml"
    RUN.invoke(app, ["export", "offices", "--to", str(file)])
    file.write_text(file.read_text().replace("ko: 수원시}", "ko: 수원특례시}"))
    looked = RUN.invoke(app, ["import", "offices", str(file)])
    assert "~ jurisdictions[suwon] names" in looked.stdout
    assert Jurisdiction.objects.get(code="suwon").names["ko"] == "수원시"
    RUN.invoke(app, ["import", "offices", str(file), "--apply"])
    assert Jurisdiction.objects.get(code="suwon").names["ko"] == "수원특례시"


def test_a_fault_is_refused_with_its_line(province: Province, tmp_path: Path) -> None:
    file = tmp_path / "offices.yaml"
    file.write_text("format: hantong-offices-1\nplaces:\n  - code: x\n    kind: tent\n")
    refused = RUN.invoke(app, ["import", "offices", str(file)])
    assert isinstance(refused.exception, Refused)
    assert "offices.yaml:4: places[x].kind: " in str(refused.exception)
