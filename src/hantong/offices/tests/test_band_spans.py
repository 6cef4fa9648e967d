"""Spans of one band agree with the one clock, moment by moment, through holidays and clock changes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from hantong.offices.band_spans import band_spans
from hantong.offices.bands import BandDefinition
from hantong.offices.calendar import HolidayCalendar
from hantong.offices.hours import office_hours
from hantong.offices.local_clock import LocalClock

MOMENTS = st.datetimes(datetime(2017, 1, 1), datetime(2017, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001


def clock(zone: str, code: str) -> LocalClock:
    calendar = HolidayCalendar(code=code)
    early = BandDefinition(zone=zone, day_from_min=65, evening_from_min=90, night_from_min=1440, name="early")
    usual = BandDefinition(zone=zone)
    return LocalClock(
        zone=ZoneInfo(zone),
        calendar=calendar,
        definitions=((date(2017, 6, 1), early), (date(2016, 1, 1), usual)),
        hours=office_hours(calendar=calendar, zone=zone),
    )


KOREA, BOSTON = clock("Asia/Seoul", "KR"), clock("America/New_York", "US-MA")


@settings(max_examples=60, deadline=None)
@given(start=MOMENTS, length_min=st.integers(1, 30_000), share=st.floats(0, 1, exclude_max=True))
def test_every_moment_lies_in_the_span_of_its_band(start: datetime, length_min: int, share: float) -> None:
    end = start + timedelta(minutes=length_min)
    moment = min(start + (end - start) * share, end - timedelta.resolution)  # a share of almost 1 is rounded up
    for local in (KOREA, BOSTON):
        spans = list(band_spans(local, start, end))
        assert [a <= moment < b and code == local.band(moment).code for a, b, code in spans].count(True) == 1
        assert (spans[0][0], spans[-1][1]) == (start, end)
        assert all(first[1] == second[0] and first[2] != second[2] for first, second in pairwise(spans))


def test_a_doubled_hour_is_cut_by_the_minute() -> None:
    """Boston, 5 November 2017: 01:30 comes twice, and both times it is evening by the early definition."""
    spans = list(band_spans(BOSTON, datetime(2017, 11, 5, 4, tzinfo=UTC), datetime(2017, 11, 5, 8, tzinfo=UTC)))
    assert all(BOSTON.band(start).code == code for start, _end, code in spans)
