"""Charts: the style sheet's colours, a name for those who do not see them, drawn once."""

import re
from datetime import date
from pathlib import Path

import pytest

from hantong.access.models import Staff
from hantong.cases.tests.desk import signed_in
from hantong.offices.bands import Band
from hantong.project.cast import NOON, Province
from hantong.reports import drawing
from hantong.reports.asked import Asked
from hantong.reports.chart_specs import Look
from hantong.reports.charts import CHARTS, chart
from hantong.reports.drawing import NotDrawn, drawn
from hantong.reports.map_spec import Area, map_spec
from hantong.reports.models import Tally
from hantong.reports.palette import DAY, LOOKS, NIGHT
from hantong.reports.scope import Scope
from hantong.reports.tests.conftest import NIGHT as AT_NIGHT
from hantong.reports.tests.conftest import a_contact, settled

SHEETS = Path(__file__).parents[2] / "shell/static"
LOOK = Look(palette=DAY)
SQUARE = {"type": "Polygon", "coordinates": [[[127.0, 37.0], [127.2, 37.0], [127.2, 37.2], [127.0, 37.0]]]}
MARCH = "period=days&from_day=2026-03-01&to_day=2026-03-31"


def _colours(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;}]+)", sheet))


@pytest.mark.parametrize("look", LOOKS)
def test_the_colours_are_those_of_the_style_sheet(look: str) -> None:
    design = SHEETS / "vendor/krds.css"
    if not design.exists():
        pytest.skip("the design system's tokens are not copied yet: tools/browser_libraries.py")
    ours, night = (SHEETS / "shell/css/tokens.css").read_text().split(":root[data-look=night]")
    known = _colours(design.read_text()) | _colours(ours) | (_colours(night) if look == "night" else {})

    def value(name: str) -> str:
        found = known[name].strip()
        inner = re.fullmatch(r"var\(--([\w-]+)\)", found)
        return value(inner[1]) if inner else found

    palette = LOOKS[look]
    for name in palette.__dataclass_fields__:
        assert getattr(palette, name) == value(name.replace("_", "-")), name


@pytest.fixture
def asked(province: Province) -> Asked:
    a_contact(province, AT_NIGHT, Band.NIGHT)
    settled(province, after=NOON - AT_NIGHT, first_answered_at=NOON)
    scope = Scope(kind=Tally.Kind.CONTACTS, first_day=date(2026, 3, 1), until_day=date(2026, 4, 1))
    return Asked(scope=scope, at=NOON)


@pytest.mark.parametrize("key", CHARTS)
def test_every_chart_has_words_and_the_colours_of_its_look(asked: Asked, key: str) -> None:
    by_day, by_night = chart(key, asked, LOOK), chart(key, asked, Look(palette=NIGHT))
    assert by_day.title
    assert by_day.description
    assert by_day.spec["background"] != by_night.spec["background"]


def test_a_chart_is_drawn_once_and_named(tmp_path: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    found = chart("bands", asked, LOOK)
    svg = drawn(found.spec, title="Bands & <all>", description="one", folder=tmp_path).decode()
    assert '<svg role="img" aria-labelledby="title desc"' in svg
    assert '<title id="title">Bands &amp; &lt;all&gt;</title><desc id="desc">one</desc>' in svg
    assert DAY.bands[2] in svg
    monkeypatch.setattr(drawing, "_draw", lambda spec: pytest.fail("drawn again"))
    assert drawn(found.spec, title="Bands & <all>", description="one", folder=tmp_path).decode() == svg


def test_what_cannot_be_drawn_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotDrawn):
        drawn({"mark": "nonsense"}, title="", description="", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_map_is_of_outlines_else_places_else_tiles(tmp_path: Path) -> None:
    outlined = [Area(name="A", value=0.2, outline=SQUARE), Area(name="B", value=None, outline=SQUARE)]
    placed = [Area(name="A", value=0.2, lat=37.2, lon=127.0), Area(name="B", value=0.9, lat=37.7, lon=127.1)]
    marks = [
        map_spec(areas, look=LOOK, title="Share")["layer"][0]["mark"]["type"]
        for areas in (outlined, placed, [*placed, Area(name="C", value=0.4)])
    ]
    assert marks == ["geoshape", "circle", "square"]
    svg = drawn(map_spec(outlined, look=LOOK, title="Share"), title="t", description="d", folder=tmp_path).decode()
    assert ">A</text>" in svg


def test_hardly_a_difference_does_not_look_like_a_large_one() -> None:
    areas = [Area(name=name, value=value, lat=37, lon=127) for name, value in (("A", 0.401), ("B", 0.409))]
    layer = map_spec(areas, look=LOOK, title="Share")["layer"][0]
    assert layer["encoding"]["color"]["condition"]["scale"]["domain"] == [0.4, 0.5]


def test_a_page_that_has_the_picture_is_not_sent_it_again(
    province: Province, yuna: Staff, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("hantong.reports.views.pictures.folder", lambda: tmp_path)
    monkeypatch.setattr(drawing, "_draw", lambda spec: '<svg class="marks"></svg>')
    client = signed_in(yuna)
    first = client.get(f"/figures/charts/bands.svg?{MARCH}")
    assert first["Content-Type"] == "image/svg+xml"
    again = client.get(f"/figures/charts/bands.svg?{MARCH}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    a_contact(province, AT_NIGHT, Band.NIGHT)
    changed = client.get(f"/figures/charts/bands.svg?{MARCH}", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
