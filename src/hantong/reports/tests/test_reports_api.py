"""The figures for machines."""

from datetime import timedelta
from pathlib import Path

import pytest

from hantong.access.models import Staff
from hantong.cases.tests.desk import signed_in
from hantong.offices.bands import Band
from hantong.project.cast import NOON, Province, employ
from hantong.reports.reference_page import PATH, reference_page
from hantong.reports.tests.conftest import NIGHT, a_contact, settled

ROOT = Path(__file__).parents[4]
MARCH = "from=2026-03-01&to=2026-03-31"


@pytest.fixture
def story(province: Province) -> None:
    a_contact(province, NIGHT, Band.NIGHT)
    a_contact(province, NOON, Band.DAY)
    a_contact(province, NOON, Band.DAY, jurisdiction=province.uijeongbu)
    settled(province, after=timedelta(days=1), first_answered_at=NOON + timedelta(hours=2))


def test_bands_with_their_definition(province: Province, governor: Staff, story: None) -> None:
    found = signed_in(governor).get(f"/api/v1/reports/bands?{MARCH}&by=jurisdiction").json()
    assert (found["total"]["total"], found["total"]["off_hours_count"]) == (3, 1)
    assert found["total"]["off_hours_share"] == pytest.approx(1 / 3)
    assert {line["keys"][0]: line["total"] for line in found["lines"]} == {
        str(province.suwon.pk): 2,
        str(province.uijeongbu.pk): 1,
    }
    assert "Off-hours" in found["definition"]


def test_times_promises_and_series(province: Province, governor: Staff, story: None) -> None:
    client = signed_in(governor)
    (time,) = client.get(f"/api/v1/reports/times?{MARCH}").json()
    assert (time["answer_median_s"], time["settlement_median_s"]) == (7200, 86400)
    (promise,) = client.get(f"/api/v1/reports/promises?{MARCH}&by=service").json()
    assert (promise["key"], promise["kept_share"]) == (str(province.parking.pk), 1)
    (month,) = client.get(f"/api/v1/reports/series?{MARCH}&step=month").json()
    assert (month["count"], month["ratio"], month["to_day"]) == (3, None, "2026-03-31")


def test_a_city_is_told_of_the_city(province: Province, story: None) -> None:
    client = signed_in(employ("Seo-yeon", "supervisor", province.suwon_office))
    assert client.get(f"/api/v1/reports/bands?{MARCH}").json()["total"]["total"] == 2
    elsewhere = client.get(f"/api/v1/reports/bands?{MARCH}&jurisdiction={province.uijeongbu.pk}")
    assert elsewhere.status_code == 404


@pytest.mark.parametrize("query", ["", "from=2026-03-09&to=2026-03-01", "from=x&to=y", f"{MARCH}&by=moon"])
def test_a_question_that_makes_no_sense_is_422(governor: Staff, query: str) -> None:
    assert signed_in(governor).get(f"/api/v1/reports/bands?{query}").status_code == 422


def test_figures_are_not_for_everyone(province: Province, jiwoo: Staff) -> None:
    for name in ("bands", "times", "promises", "series"):
        assert signed_in(jiwoo).get(f"/api/v1/reports/{name}?{MARCH}").status_code == 403


def test_every_figure_has_a_definition_and_a_denominator_in_both_languages(governor: Staff) -> None:
    found = signed_in(governor).get("/api/v1/reports/definitions").json()
    assert len(found) >= 11
    for each in found:
        for part in ("name", "definition", "denominator"):
            assert each[part]["ko"] != each[part]["en"]


def test_the_reference_page_says_what_the_figures_say_of_themselves() -> None:
    assert (ROOT / PATH).read_text(encoding="utf-8") == reference_page()
