"""The table of bands: exact at every moment, from the tallies as from the rows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import change
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.project.cast import Province
from hantong.reports.band_table import BandTable, band_table
from hantong.reports.folding import fold
from hantong.reports.models import Tally
from hantong.reports.scope import Scope

NIGHT = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)  # Wednesday 02:00 in Seoul
MORNING = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)  # Wednesday 10:00
MARCH = Scope(kind=Tally.Kind.CONTACTS, first_day=date(2026, 3, 1), until_day=date(2026, 4, 1))


def _contact(province: Province, said_at: datetime, band: Band, **more: object) -> Contact:
    about: dict[str, object] = {
        "channel": "counter",
        "jurisdiction": province.suwon,
        "place": province.station,
        "service": province.parking,
        "outcome": "answered",
    }
    return Contact.objects.create(said_at=said_at, recorded_at=said_at, band=band.code, **(about | more))


@pytest.fixture
def contacts(province: Province) -> list[Contact]:
    return [
        _contact(province, NIGHT, Band.NIGHT),
        _contact(province, NIGHT + timedelta(minutes=5), Band.NIGHT, place=province.call_centre, channel="phone"),
        _contact(province, MORNING, Band.DAY),
        _contact(province, MORNING - timedelta(days=40), Band.DAY),
    ]


def _both_ways(scope: Scope) -> BandTable:
    told, counted = band_table(scope), band_table(scope, from_rows=True)
    assert told.counts == counted.counts
    return told


def test_counts_what_was_said_in_the_period_with_its_share(contacts: list[Contact]) -> None:
    table = _both_ways(MARCH)
    assert (table.counts[Band.NIGHT], table.counts[Band.DAY]) == (2, 1)
    assert table.off_hours.off_hours_count == 2
    assert table.off_hours.total_count == 3
    assert table.off_hours.off_hours_share == pytest.approx(2 / 3)


def test_counts_one_place_or_service_or_city(contacts: list[Contact], province: Province) -> None:
    assert _both_ways(replace(MARCH, place=province.station.pk)).off_hours.total_count == 2
    assert _both_ways(replace(MARCH, channel="phone")).off_hours.total_count == 1
    assert _both_ways(replace(MARCH, jurisdictions=frozenset({province.uijeongbu.pk}))).off_hours.total_count == 0
    two = replace(MARCH, place=province.station.pk, service=province.parking.pk)
    assert band_table(two).off_hours.total_count == 2


def test_nothing_is_not_nought_percent(province: Province) -> None:
    assert band_table(MARCH).off_hours.off_hours_share is None


def test_follows_a_correction_and_a_removal(contacts: list[Contact], province: Province) -> None:
    contacts[0].band = Band.HOLIDAY.code
    contacts[0].save()
    contacts[2].delete()
    table = _both_ways(MARCH)
    assert (table.counts[Band.HOLIDAY], table.counts[Band.NIGHT], table.counts[Band.DAY]) == (1, 1, 0)


def test_is_the_same_after_folding_again_and_again(contacts: list[Contact], province: Province) -> None:
    before = _both_ways(MARCH).counts
    fold()
    assert _both_ways(MARCH).counts == before
    _contact(province, NIGHT, Band.NIGHT)
    fold()
    assert Tally.objects.filter(is_folded=False).count() == 0
    assert _both_ways(MARCH).counts[Band.NIGHT] == before[Band.NIGHT] + 1


def test_counts_matters_too(web_matter: object, province: Province, hyunwoo: Staff) -> None:
    scope = replace(MARCH, kind=Tally.Kind.MATTERS)
    assert _both_ways(replace(scope, service=province.parking.pk)).off_hours.total_count == 1
    change(case=web_matter, changes={"service": province.pothole}, by=hyunwoo, at=MORNING)  # type: ignore[arg-type]
    assert _both_ways(replace(scope, service=province.parking.pk)).off_hours.total_count == 0
    assert _both_ways(replace(scope, service=province.pothole.pk)).off_hours.total_count == 1
