"""The invented year has the real shapes: shares off-hours, quiet holidays, snow."""

from datetime import UTC, date, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from hantong.demonstration import rhythm
from hantong.demonstration.rhythm import Rhythm, Year, hour_weights
from hantong.demonstration.ways_in import CALLS_SHARE, S1_SHARE, S2_SHARE, arrivals
from hantong.offices.bands import Band, BandDefinition, band_clock
from hantong.offices.calendar import HolidayCalendar

SEOUL = ZoneInfo("Asia/Seoul")
CALENDAR = HolidayCalendar(code="KR")
YEAR = Year(
    starts_at=datetime(2025, 3, 1, tzinfo=SEOUL).astimezone(UTC),
    until=datetime(2026, 3, 1, tzinfo=SEOUL).astimezone(UTC),
    zone=SEOUL,
    calendar=CALENDAR,
    band=band_clock(BandDefinition(), CALENDAR),
)
HOURS = YEAR.hours()


def by_day(shape: Rhythm) -> dict[date, float]:
    totals: dict[date, float] = {}
    for hour, weight in zip(HOURS, hour_weights(shape, YEAR, HOURS), strict=True):
        day = hour.astimezone(SEOUL).date()
        totals[day] = totals.get(day, 0.0) + weight
    return totals


@pytest.mark.parametrize(
    ("hours", "share"),
    [(rhythm.PHONE, CALLS_SHARE), (rhythm.COUNTER, S1_SHARE), (rhythm.STATION, S2_SHARE)],
    ids=["calls", "centre", "stations"],
)
def test_as_much_comes_off_hours_as_in_the_real_service(hours: tuple[int, ...], share: float) -> None:
    weights = hour_weights(Rhythm(hours=hours, off_hours_share=share), YEAR, HOURS)
    off = sum(weight for hour, weight in zip(HOURS, weights, strict=True) if YEAR.band(hour) is not Band.DAY)
    assert off / sum(weights) == pytest.approx(share, abs=0.02)


def test_a_holiday_on_a_weekday_brings_forty_three_of_a_hundred() -> None:
    totals = by_day(Rhythm(hours=rhythm.PHONE, off_hours_share=CALLS_SHARE))
    liberation = date(2025, 8, 15)  # a Friday
    around = [totals[date(2025, 8, 8)], totals[date(2025, 8, 22)]]
    assert totals[liberation] / (sum(around) / 2) == pytest.approx(0.43, abs=0.02)


def test_the_year_grows() -> None:
    totals = by_day(Rhythm(hours=rhythm.PHONE))
    assert totals[date(2026, 2, 4)] / totals[date(2025, 3, 5)] == pytest.approx(1.3, abs=0.05)


def test_an_office_with_hours_is_quiet_outside_them() -> None:
    shape = Rhythm(hours=rhythm.COUNTER, opens=9, closes=18, is_weekdays_only=True)
    weights = hour_weights(shape, YEAR, HOURS)
    assert all(not weight for hour, weight in zip(HOURS, weights, strict=True) if YEAR.band(hour) is not Band.DAY)


def test_snow_falls_on_winter_working_days_and_brings_a_surge() -> None:
    found = arrivals(count=4000, year=YEAR, random=Random(3))
    about_snow = [each.at.astimezone(SEOUL).date() for each in found if each.is_about_snow]
    usual_a_day = 0.22 * 4000 / 365
    days = set(about_snow)
    assert len(days) == 4
    assert all(day.month in (12, 1, 2) and CALENDAR.is_working_day(day) for day in days)
    assert 8 <= len(about_snow) / 4 / usual_a_day <= 10
