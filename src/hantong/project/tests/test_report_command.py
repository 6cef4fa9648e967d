"""`hantong report` and `hantong import outlines`: figures on the command line, and where the map comes from."""

import json
from contextlib import nullcontext
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hantong.offices.bands import Band
from hantong.offices.models import Jurisdiction
from hantong.project.cast import NOON, Province
from hantong.project.commands import _product
from hantong.reports.tests.conftest import NIGHT, a_contact, settled

MARCH = ["--from", "2026-03-01", "--to", "2026-03-31"]
SQUARE = {"type": "Polygon", "coordinates": [[[127.0, 37.2], [127.1, 37.2], [127.1, 37.3], [127.0, 37.2]]]}


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands use the connection of the test."""
    monkeypatch.setattr(_product, "product", nullcontext)


def said(*words: str, ends: int = 0) -> str:
    name, *rest = words
    result = CliRunner().invoke(import_module(f"hantong.project.commands.{name}").app, rest)
    assert result.exit_code == ends, result.output
    return result.output


def test_bands_of_a_place(province: Province) -> None:
    a_contact(province, NIGHT, Band.NIGHT)
    a_contact(province, NOON, Band.DAY)
    found = json.loads(said("report", "bands", *MARCH, "--place", "suwon-station", "--json"))
    assert (found["total"], found["off_hours_count"], found["off_hours_share"]) == (2, 1, 0.5)
    assert "Asia/Seoul" in found["definition"]
    assert "there is no" in said("report", "bands", *MARCH, "--place", "moon", ends=2)


def test_times_and_promises_with_their_definitions(province: Province) -> None:
    settled(province, after=timedelta(days=1), first_answered_at=NOON + timedelta(hours=2))
    (line,) = json.loads(said("report", "times", *MARCH, "--by", "service", "--json"))["lines"]
    assert (line["name"], line["first_answer_median_s"], line["settlement_median_s"]) == (
        "Illegal parking",
        7200,
        86400,
    )
    found = json.loads(said("report", "promises", *MARCH, "--json"))
    assert (found["lines"][0]["promised"], found["lines"][0]["kept_share"]) == (1, 1)
    assert "Out of:" in found["definitions"]["kept_promises"]
    assert "100.0%" in said("report", "promises", *MARCH)
    assert "choose one of" in said("report", "times", *MARCH, "--by", "moon", ends=2)


def test_outlines_are_shown_first_and_then_given(province: Province, tmp_path: Path) -> None:
    file = tmp_path / "cities.geojson"
    features = [
        {"type": "Feature", "properties": {"city": name}, "geometry": SQUARE} for name in ("수원시", "elsewhere")
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    shown = said("import", "outlines", str(file))
    assert "1 outlines matched: suwon" in shown
    assert "elsewhere" in shown
    assert Jurisdiction.objects.get(code="suwon").outline is None
    assert json.loads(said("import", "outlines", str(file), "--apply", "--json"))["matched"] == ["suwon"]
    assert Jurisdiction.objects.get(code="suwon").outline == SQUARE
