"""The periods that people ask for by name."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hantong.reports.periods import Period, named_period, year_before

SEOUL = ZoneInfo("Asia/Seoul")
MORNING = datetime(2026, 3, 4, 0, 30, tzinfo=UTC)  # Wednesday 09:30 in Seoul
LATE = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)  # Wednesday 23:00


@pytest.mark.parametrize(
    ("name", "first", "until"),
    [
        ("today", date(2026, 3, 4), date(2026, 3, 5)),
        ("yesterday", date(2026, 3, 3), date(2026, 3, 4)),
        ("week", date(2026, 2, 26), date(2026, 3, 5)),
        ("month", date(2026, 3, 1), date(2026, 3, 5)),
        ("last_month", date(2026, 2, 1), date(2026, 3, 1)),
        ("quarter", date(2026, 1, 1), date(2026, 3, 5)),
        ("last_year", date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_names_local_days(name: str, first: date, until: date) -> None:
    assert named_period(name, at=MORNING, zone=SEOUL) == Period(first_day=first, until_day=until)


def test_last_night_is_the_one_that_ended_and_in_the_evening_the_one_that_began() -> None:
    ended, begun = (named_period("last_night", at=at, zone=SEOUL) for at in (MORNING, LATE))
    assert ended.moments == (datetime(2026, 3, 3, 18, tzinfo=SEOUL), datetime(2026, 3, 4, 9, tzinfo=SEOUL))
    assert begun.moments == (datetime(2026, 3, 4, 18, tzinfo=SEOUL), datetime(2026, 3, 5, 9, tzinfo=SEOUL))


def test_a_year_before_a_leap_day_is_the_28th() -> None:
    leap = Period(first_day=date(2028, 2, 29), until_day=date(2028, 3, 1))
    assert year_before(leap) == Period(first_day=date(2027, 2, 28), until_day=date(2027, 3, 1))
