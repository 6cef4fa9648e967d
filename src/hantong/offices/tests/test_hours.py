"""When an office is open, and working time counted through nights, lunches, holidays and clock changes."""

import pickle
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong.offices.calendar import NO_HOLIDAYS, HolidayCalendar
from hantong.offices.hours import (
    HolidayUse,
    HoursException,
    NeverOpens,
    OfficeHours,
    WeeklyInterval,
    always_open,
    office_hours,
)

KOREA = HolidayCalendar(code="KR")
PLAIN = HolidayCalendar(code=NO_HOLIDAYS)
OFFICE = office_hours(calendar=KOREA)
SEOUL = ZoneInfo("Asia/Seoul")
MOMENTS = st.datetimes(
    datetime(2016, 1, 1),  # noqa: DTZ001
    datetime(2018, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)  # type: ignore[misc,arg-type]


@st.composite
def hours(draw: st.DrawFn) -> OfficeHours:
    weekly = []
    for _ in range(draw(st.integers(1, 6))):
        opens = draw(st.integers(0, 1439))
        weekly.append(
            WeeklyInterval(
                weekday=draw(st.integers(0, 6)),
                opens_min=opens,
                closes_min=opens + draw(st.integers(1, 1440)),
                on_holidays=draw(st.sampled_from(HolidayUse)),
                valid_from=draw(st.none() | st.dates(date(2016, 1, 1), date(2017, 12, 31))),
            )
        )
    zone = draw(st.sampled_from(["Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"]))
    only = draw(st.booleans())
    return OfficeHours(zone=zone, weekly=tuple(weekly), calendar=KOREA, on_working_days_only=only)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (seoul(2017, 9, 29, 8, 59, 59), False),
        (seoul(2017, 9, 29, 9, 0), True),
        (seoul(2017, 9, 29, 11, 59, 59), True),
        (seoul(2017, 9, 29, 12, 0), False),
        (seoul(2017, 9, 29, 13, 0), True),
        (seoul(2017, 9, 29, 17, 59, 59), True),
        (seoul(2017, 9, 29, 18, 0), False),
        (seoul(2017, 9, 30, 10, 0), False),
        (seoul(2017, 10, 2, 10, 0), False),
        (seoul(2017, 10, 10, 10, 0), True),
    ],
)
def test_a_public_office_opens_on_its_minute_and_closes_for_lunch(moment: datetime, is_open: bool) -> None:
    assert OFFICE.is_open(moment) is is_open


def test_after_the_long_chuseok_the_office_opens_on_the_tenth() -> None:
    assert OFFICE.opens_next(seoul(2017, 9, 29, 18, 0)) == seoul(2017, 10, 10, 9, 0)
    assert OFFICE.opens_next(seoul(2017, 9, 29, 12, 30)) == seoul(2017, 9, 29, 13, 0)
    assert OFFICE.opens_next(seoul(2017, 9, 29, 14, 0)) == seoul(2017, 9, 29, 14, 0)


def test_a_working_day_has_eight_hours() -> None:
    assert OFFICE.working_minutes_between(seoul(2017, 9, 29, 0, 0), seoul(2017, 9, 30, 0, 0)) == 480
    assert OFFICE.add_working_minutes(seoul(2017, 9, 29, 9, 0), 480) == seoul(2017, 9, 29, 18, 0)
    assert OFFICE.add_working_minutes(seoul(2017, 9, 29, 9, 0), 481) == seoul(2017, 10, 10, 9, 1)
    assert OFFICE.add_working_minutes(seoul(2017, 9, 29, 17, 59), 1) == seoul(2017, 9, 29, 18, 0)


def test_no_time_to_add_stays_where_it_is() -> None:
    night = seoul(2017, 9, 29, 3, 0)
    assert OFFICE.add_working_minutes(night, 0) == night
    assert OFFICE.working_minutes_between(night, night) == 0
    assert OFFICE.working_minutes_between(seoul(2017, 9, 29, 10, 0), seoul(2017, 9, 29, 9, 0)) == 0


def test_a_night_counter_over_midnight_is_open_on_the_morning_after() -> None:
    friday_night = WeeklyInterval(weekday=4, opens_min=22 * 60, closes_min=26 * 60)
    bar = OfficeHours(zone="Asia/Seoul", weekly=(friday_night,), calendar=KOREA)
    assert bar.is_open(seoul(2017, 9, 30, 1, 59))
    assert not bar.is_open(seoul(2017, 9, 30, 2, 0))
    assert bar.open_intervals(seoul(2017, 9, 30, 0, 0), seoul(2017, 10, 7, 0, 0)) == [
        (seoul(2017, 9, 30, 0, 0), seoul(2017, 9, 30, 2, 0)),
    ]
    strict = bar.strictly_on_working_days()
    assert strict.open_intervals(seoul(2017, 9, 29, 0, 0), seoul(2017, 10, 1, 0, 0)) == [
        (seoul(2017, 9, 29, 22, 0), seoul(2017, 9, 30, 0, 0)),
    ]


def test_the_always_open_centre_is_one_interval_without_seams() -> None:
    centre = always_open(calendar=KOREA)
    year_end = (seoul(2016, 12, 30, 5, 0), seoul(2017, 10, 9, 7, 0))
    assert centre.open_intervals(*year_end) == [year_end]
    assert centre.working_time_between(*year_end) == year_end[1] - year_end[0]


def test_a_season_replaces_nothing_outside_its_dates() -> None:
    winter = WeeklyInterval(
        weekday=0, opens_min=600, closes_min=660, valid_from=date(2017, 11, 6), valid_to=date(2017, 11, 20)
    )
    stall = OfficeHours(zone="Asia/Seoul", weekly=(winter,), calendar=KOREA)
    open_days = [
        start.astimezone(SEOUL).date() for start, _ in stall.open_intervals(seoul(2017, 1, 1), seoul(2018, 1, 1))
    ]
    assert open_days == [date(2017, 11, 6), date(2017, 11, 13)]


def test_an_exception_goes_before_the_weekday_and_the_holiday() -> None:
    exceptions = (
        HoursException(day=date(2017, 9, 28), reason="training day"),
        HoursException(day=date(2017, 10, 4), intervals_min=((600, 720),), reason="Chuseok desk"),
    )
    office = OfficeHours(zone="Asia/Seoul", weekly=OFFICE.weekly, calendar=KOREA, exceptions=exceptions)
    assert not office.is_open(seoul(2017, 9, 28, 10, 0))
    assert office.is_open(seoul(2017, 10, 4, 10, 0))
    assert not office.strictly_on_working_days().is_open(seoul(2017, 10, 4, 10, 0))


def test_holidays_can_have_hours_of_their_own() -> None:
    sunday_like = WeeklyInterval(weekday=0, opens_min=600, closes_min=900, on_holidays=HolidayUse.ONLY)
    usual = WeeklyInterval(weekday=0, opens_min=540, closes_min=1080)
    office = OfficeHours(zone="Asia/Seoul", weekly=(usual, sunday_like), calendar=KOREA)
    assert office.intervals_on(date(2017, 10, 2)) == [(600, 900)]
    assert office.intervals_on(date(2017, 9, 25)) == [(540, 1080)]


def test_a_night_in_which_the_clock_changes_is_an_hour_longer_or_shorter() -> None:
    centre = always_open(calendar=PLAIN, zone="America/New_York")
    new_york = ZoneInfo("America/New_York")
    spring, autumn = (
        (datetime(2017, 3, 12, tzinfo=new_york), datetime(2017, 3, 13, tzinfo=new_york)),
        (datetime(2017, 11, 5, tzinfo=new_york), datetime(2017, 11, 6, tzinfo=new_york)),
    )
    assert centre.working_minutes_between(*(each.astimezone(UTC) for each in spring)) == 23 * 60
    assert centre.working_minutes_between(*(each.astimezone(UTC) for each in autumn)) == 25 * 60


def test_an_interval_in_the_skipped_hour_does_not_exist() -> None:
    half_past_two = WeeklyInterval(weekday=6, opens_min=150, closes_min=180)
    desk = OfficeHours(zone="America/New_York", weekly=(half_past_two,), calendar=PLAIN)
    opened = desk.open_intervals(datetime(2017, 3, 6, tzinfo=UTC), datetime(2017, 3, 20, tzinfo=UTC))
    assert opened == [(datetime(2017, 3, 19, 6, 30, tzinfo=UTC), datetime(2017, 3, 19, 7, 0, tzinfo=UTC))]


def test_hours_that_never_open_are_said_to_be_so() -> None:
    closed = OfficeHours(zone="Asia/Seoul", weekly=(), calendar=KOREA)
    assert closed.opens_next(seoul(2017, 9, 29)) is None
    with pytest.raises(NeverOpens, match="within 10 years"):
        closed.add_working_minutes(seoul(2017, 9, 29), 1)


@pytest.mark.parametrize(("opens", "closes"), [(-1, 60), (1440, 1500), (600, 600), (600, 540), (0, 1441)])
def test_an_interval_that_is_none_is_refused(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="_min must be"):
        WeeklyInterval(weekday=0, opens_min=opens, closes_min=closes)
    with pytest.raises(ValueError, match="_min must be"):
        HoursException(day=date(2017, 1, 1), intervals_min=((opens, closes),))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        OFFICE.is_open(datetime(2017, 9, 29, 10, 0))  # noqa: DTZ001


def test_hours_survive_pickling() -> None:
    OFFICE.is_open(seoul(2017, 9, 29))
    again = pickle.loads(pickle.dumps(OFFICE))  # noqa: S301
    assert again == OFFICE
    assert hash(again) == hash(OFFICE)
    assert again.is_open(seoul(2017, 9, 29, 9, 0))


@given(hours(), MOMENTS)
@settings(max_examples=60, deadline=None)
def test_open_is_what_the_intervals_of_today_and_yesterday_say(office: OfficeHours, moment: datetime) -> None:
    local = moment.astimezone(ZoneInfo(office.zone))
    minute = local.hour * 60 + local.minute
    today = local.date()
    if local.utcoffset() != (moment - timedelta(hours=48)).astimezone(ZoneInfo(office.zone)).utcoffset():
        return
    said = any(opens <= minute < closes for opens, closes in office.intervals_on(today)) or any(
        opens <= minute + 1440 < closes for opens, closes in office.intervals_on(today - timedelta(days=1))
    )
    if office.on_working_days_only:
        said = said and KOREA.is_working_day(today)
    assert office.is_open(moment) is said


@given(hours(), MOMENTS, st.integers(0, 60 * 24 * 40))
@settings(max_examples=60, deadline=None)
def test_added_working_time_is_found_again_between_the_two(office: OfficeHours, start: datetime, minutes: int) -> None:
    try:
        end = office.add_working_minutes(start, minutes)
    except NeverOpens:
        assert office.working_minutes_between(start, start + timedelta(days=3652)) < minutes
        return
    assert office.working_minutes_between(start, end) == minutes
    if minutes:
        assert office.working_time_between(start, end - timedelta(microseconds=1)) < timedelta(minutes=minutes)


@given(hours(), MOMENTS, st.integers(0, 60 * 24 * 500))
@settings(max_examples=60, deadline=None)
def test_working_time_is_the_sum_of_the_open_intervals(office: OfficeHours, start: datetime, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    intervals = office.open_intervals(start, end)
    assert sum((b - a for a, b in intervals), timedelta()) == office.working_time_between(start, end)
    assert all(a < b for a, b in intervals)
    assert all(left[1] < right[0] for left, right in pairwise(intervals))


@given(hours(), MOMENTS)
@settings(max_examples=60, deadline=None)
def test_between_now_and_the_next_opening_nothing_is_open(office: OfficeHours, after: datetime) -> None:
    opening = office.opens_next(after)
    if opening is None:
        return
    assert office.is_open(opening)
    assert office.working_time_between(after, opening) == timedelta()


def test_two_offices_with_equal_hours_reckon_a_year_once() -> None:
    suwon, uijeongbu = (office_hours(calendar=HolidayCalendar(code="KR")) for _ in range(2))
    assert suwon is not uijeongbu
    assert suwon._year(2017) is uijeongbu._year(2017)
