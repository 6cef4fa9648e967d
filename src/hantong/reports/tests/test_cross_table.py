"""Counts per band under one heading or two, and through the days: the same from tallies and from rows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hantong.offices.bands import Band
from hantong.project.cast import NOON, Province
from hantong.reports.cross_table import cross_table
from hantong.reports.models import Tally
from hantong.reports.scope import Scope
from hantong.reports.series import Step, series
from hantong.reports.tests.conftest import NIGHT, a_contact

MARCH = Scope(kind=Tally.Kind.CONTACTS, first_day=date(2026, 3, 1), until_day=date(2026, 4, 1))
PLACE, CHANNEL = Tally.Heading.PLACE, Tally.Heading.CHANNEL


@pytest.fixture
def contacts(province: Province) -> None:
    for place, channel, at, band in (
        (province.station, "counter", NIGHT, Band.NIGHT),
        (province.station, "counter", NOON, Band.DAY),
        (province.station, "web", NOON, Band.DAY),
        (None, "web", NIGHT + timedelta(days=1), Band.NIGHT),
    ):
        a_contact(province, at, band, place=place, channel=channel)
    a_contact(province, NOON.replace(year=2025), Band.HOLIDAY)


@pytest.mark.parametrize("heading", list(Tally.Heading))
def test_tallies_and_rows_say_the_same(contacts: None, heading: Tally.Heading) -> None:
    told, counted = cross_table(MARCH, heading), cross_table(MARCH, heading, from_rows=True)
    assert {key: table.counts for key, table in told.items()} == {key: table.counts for key, table in counted.items()}


def test_each_place_has_its_off_hours_share_and_no_place_is_a_line_too(contacts: None, province: Province) -> None:
    found = cross_table(MARCH, PLACE)
    station = found[str(province.station.pk),]
    assert (station.off_hours.off_hours_count, station.off_hours.total_count) == (1, 3)
    assert found["",].off_hours.total_count == 1


def test_two_headings_cross(contacts: None, province: Province) -> None:
    found = cross_table(MARCH, PLACE, CHANNEL)
    assert found[str(province.station.pk), "counter"].off_hours.total_count == 2
    assert sum(table.off_hours.total_count for table in found.values()) == 4
    with pytest.raises(ValueError, match="two different"):
        cross_table(MARCH, PLACE, PLACE)


@pytest.mark.parametrize("channel", ["", "counter"])
@pytest.mark.parametrize("by_rows", [False, True])
def test_a_series_has_every_day_and_the_year_before(
    contacts: None, province: Province, channel: str, by_rows: bool
) -> None:
    scope = replace(MARCH, channel=channel)
    if by_rows:  # two headings cannot be told from the tallies
        scope = replace(scope, service=province.parking.pk, jurisdictions=frozenset({province.suwon.pk}))
    days = series(scope, step=Step.DAY)
    assert len(days) == 31
    fourth = days[3]
    assert (fourth.count, fourth.off_hours_count, fourth.before_count) == ((2, 1, 1) if channel else (3, 1, 1))
    assert fourth.change.ratio == (2 if channel else 3)
    assert sum(day.count for day in days) == (2 if channel else 4)


def test_weeks_begin_on_monday_and_months_are_whole(contacts: None) -> None:
    weeks, months = series(MARCH, step=Step.WEEK), series(MARCH, step=Step.MONTH)
    assert [week.first_day for week in weeks][:3] == [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 9)]
    assert weeks[1].count == months[0].count == 4
    assert months[0].before_count == 1
