"""The three real exports: two clocks that are shifted, one that is not, and counts that must fit to the case."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from django.db import connection

from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.imports.actions import Wanted, bring_in, make_survey
from hantong.imports.mapping import read_mapping
from hantong.imports.survey import Survey
from hantong.imports.tests.exports_made import AT
from hantong.imports.tests.real_data import MAPPINGS, shared
from hantong.offices.bands import Band

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

ZONE = ZoneInfo("America/New_York")
BOSTON = "boston_open311/boston_open311_2008_2017.csv.gz"
BOSTON_SLA = "boston_official_sla/boston_animals_2013_2017.csv.gz"
BALTIMORE = "baltimore311_sample/baltimore311_10k.csv"


def ordered(name: str, mapping: str, correction: str = "") -> Wanted:
    return Wanted(
        path=shared(name),
        mapping=read_mapping((MAPPINGS / mapping).read_text()),
        zone=ZONE.key,
        correction=correction,
    )


def surveyed(name: str, mapping: str, correction: str = "") -> Survey:
    return make_survey(wanted=ordered(name, mapping, correction), by=None, at=AT)[1]


def test_boston_is_whole_and_its_clock_right() -> None:
    found = surveyed(BOSTON, "boston_open311.yaml")
    assert (found.rows, found.fit, found.rejected) == (210_042, 210_042, {})
    assert found.clock is not None
    assert (found.clock.verdict, found.clock.reasons) == ("fine", [])


@pytest.mark.parametrize(
    ("name", "mapping", "raw", "corrected"),
    [(BALTIMORE, "baltimore.yaml", 0.436, 0.282), (BOSTON_SLA, "boston_official_sla.yaml", 0.389, 0.212)],
)
def test_a_shifted_clock_is_warned_of_and_put_right(name: str, mapping: str, raw: float, corrected: float) -> None:
    before = surveyed(name, mapping)
    assert before.clock is not None
    assert (before.clock.verdict, before.clock.correction) == ("shifted", "local-read-as-utc")
    assert before.clock.hours_off == [-5.0, -4.0]
    assert before.clock.night_share == pytest.approx(raw, abs=0.0005)
    after = surveyed(name, mapping, "local-read-as-utc")
    assert after.clock is not None
    assert after.clock.verdict == "fine"
    assert after.clock.night_share == pytest.approx(corrected, abs=0.0005)


def test_baltimore_s_batch_moves_with_summer_time() -> None:
    found = surveyed(BALTIMORE, "baltimore.yaml")
    assert found.clock is not None
    assert found.clock.spikes == [[19, 20]]
    assert "spike" in found.clock.reasons


def direct_count(path: Path) -> Iterator[tuple[str, bool]]:
    """Count off-hours straight from the file, without a line of ours: Massachusetts' holidays, weekend, 9 to 18."""
    free = holidays.country_holidays("US", subdiv="MA", years=range(2008, 2019))
    with gzip.open(path, "rt", newline="") as file:
        for row in csv.DictReader(file):
            said = datetime.fromisoformat(row["requested_datetime"]).astimezone(ZONE)
            if date(2016, 1, 1) <= said.date() <= date(2017, 12, 31):
                off = said.date() in free or said.weekday() >= 5 or not 9 <= said.hour < 18
                yield row["service_name"], off


def test_boston_s_off_hours_fit_a_direct_count_to_the_case(tmp_path: Path) -> None:
    counted = Counter(direct_count(shared(BOSTON)))
    _run, progress = bring_in(
        wanted=ordered(BOSTON, "boston_open311.yaml", "none"),
        refused_path=tmp_path / "refused.csv",
        by=None,
        at=AT,
        now=lambda: AT,
    )
    assert (progress.imported, progress.rejected.total()) == (210_042, 0)
    for service in ("Illegal Parking", "Other"):
        rows = Contact.objects.filter(
            service__names__en=service,
            said_at__gte=datetime(2016, 1, 1, tzinfo=ZONE),
            said_at__lt=datetime(2018, 1, 1, tzinfo=ZONE),
        )
        off = rows.exclude(band=Band.DAY.code).count()
        assert (off, rows.count()) == (counted[service, True], counted[service, True] + counted[service, False])
        assert off > 0
    assert Case.objects.filter(source="boston-open311").count() == 210_042
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_history")
        assert cursor.fetchone()[0] == 210_042 + Case.objects.exclude(first_answered_at=None).count()
