"""The one clock gives each moment its band, by local time, on holidays and through changes of the clock."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hantong.offices.bands import (
    Band,
    BandDefinition,
    band_at,
    band_clock,
    bands_of,
    describe,
    off_hours_share,
    period_of_day,
)
from hantong.offices.calendar import NO_HOLIDAYS, HolidayCalendar, LocalHoliday

KOREA = HolidayCalendar(code="KR")
PLAIN = HolidayCalendar(code=NO_HOLIDAYS)
STANDARD = BandDefinition()
SEOUL = ZoneInfo("Asia/Seoul")
ZONES = ["Asia/Seoul", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
MOMENTS = st.datetimes(datetime(2007, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def definitions(draw: st.DrawFn) -> BandDefinition:
    day, evening, night = sorted(draw(st.lists(st.integers(0, 1440), min_size=3, max_size=3)))
    return BandDefinition(
        zone=draw(st.sampled_from(ZONES)),
        day_from_min=day,
        evening_from_min=evening,
        night_from_min=night,
        weekend=draw(st.frozensets(st.integers(0, 6), max_size=3)),
    )


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("moment", "band"),
    [
        (seoul(2017, 9, 29, 9, 0), Band.DAY),
        (seoul(2017, 9, 29, 8, 59, 59, 999_999), Band.NIGHT),
        (seoul(2017, 9, 29, 17, 59, 59), Band.DAY),
        (seoul(2017, 9, 29, 18, 0), Band.EVENING),
        (seoul(2017, 9, 29, 21, 59, 59), Band.EVENING),
        (seoul(2017, 9, 29, 22, 0), Band.NIGHT),
        (seoul(2017, 9, 29, 23, 59, 59), Band.NIGHT),
        (seoul(2017, 9, 30, 0, 0), Band.WEEKEND),
        (seoul(2017, 10, 1, 23, 59, 59), Band.WEEKEND),
        (seoul(2017, 10, 2, 0, 0), Band.HOLIDAY),
        (seoul(2017, 10, 7, 12, 0), Band.WEEKEND),
        (seoul(2017, 10, 9, 3, 0), Band.HOLIDAY),
        (seoul(2017, 10, 10, 0, 0), Band.NIGHT),
    ],
)
def test_each_band_begins_and_ends_on_its_minute(moment: datetime, band: Band) -> None:
    assert band_at(moment, STANDARD, KOREA) is band


def test_ji_woo_at_two_in_the_morning_works_in_the_night_wherever_the_server_stands() -> None:
    in_utc = datetime(2017, 9, 27, 17, 0, tzinfo=UTC)
    in_new_york = in_utc.astimezone(ZoneInfo("America/New_York"))
    assert band_at(in_utc, STANDARD, KOREA) is Band.NIGHT
    assert band_at(in_new_york, STANDARD, KOREA) is Band.NIGHT
    assert band_clock(STANDARD, KOREA)(in_new_york) is Band.NIGHT


def test_a_holiday_on_a_weekend_is_a_holiday() -> None:
    assert band_at(seoul(2020, 10, 3, 12, 0), STANDARD, KOREA) is Band.HOLIDAY


def test_a_day_made_a_holiday_later_changes_its_bands_and_no_others() -> None:
    day = date(2017, 9, 28)
    later = HolidayCalendar(code="KR", additions=(LocalHoliday(day=day, ko="도민의 날", en="Province Day"),))
    starts, ends = period_of_day(day, "Asia/Seoul")
    assert (starts, ends) == (datetime(2017, 9, 27, 15, tzinfo=UTC), datetime(2017, 9, 28, 15, tzinfo=UTC))
    around = [starts - timedelta(seconds=1), starts, ends - timedelta(seconds=1), ends]
    assert bands_of(around, STANDARD, KOREA) == [Band.NIGHT] * 4
    assert bands_of(around, STANDARD, later) == [Band.NIGHT, Band.HOLIDAY, Band.HOLIDAY, Band.NIGHT]


def test_the_hour_that_comes_twice_has_one_band_and_the_lost_hour_none() -> None:
    boston = BandDefinition(zone="America/New_York", day_from_min=90, weekend=frozenset())
    first = datetime(2017, 11, 5, 5, 45, tzinfo=UTC)
    assert [band_at(first + timedelta(hours=h), boston, PLAIN) for h in range(3)] == [Band.DAY] * 3
    half_past = [first - timedelta(minutes=30), first + timedelta(minutes=30)]
    assert [band_at(moment, boston, PLAIN) for moment in half_past] == [Band.NIGHT, Band.NIGHT]
    spring = datetime(2017, 3, 12, 6, 59, 59, tzinfo=UTC)
    three = BandDefinition(zone="America/New_York", day_from_min=150, weekend=frozenset())
    assert bands_of([spring, spring + timedelta(seconds=1)], three, PLAIN) == [Band.NIGHT, Band.DAY]


def test_night_can_begin_with_the_evening_and_the_calendar_can_be_left_out() -> None:
    night_only = BandDefinition(
        zone="America/New_York",
        day_from_min=7 * 60,
        evening_from_min=19 * 60,
        night_from_min=19 * 60,
        weekend=frozenset(),
        off_hours=frozenset({Band.NIGHT}),
    )
    christmas = datetime(2016, 12, 25, 23, 59, tzinfo=UTC)
    assert band_at(christmas, night_only, PLAIN) is Band.DAY
    assert band_at(christmas + timedelta(minutes=1), night_only, PLAIN) is Band.NIGHT


@given(st.lists(MOMENTS, max_size=30), definitions())
def test_the_fast_clock_says_what_the_plain_one_says(moments: list[datetime], definition: BandDefinition) -> None:
    assert bands_of(moments, definition, KOREA) == [band_at(each, definition, KOREA) for each in moments]


@given(MOMENTS, definitions(), st.integers(-14 * 60, 14 * 60))
def test_the_zone_in_which_a_moment_is_written_does_not_matter(
    moment: datetime, definition: BandDefinition, offset_min: int
) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(minutes=offset_min)))
    assert band_clock(definition, KOREA)(elsewhere) is band_at(moment, definition, KOREA)


@given(st.integers(2010, 2029), definitions())
def test_every_minute_around_a_change_of_the_clock_is_the_same_on_both_ways(
    year: int, definition: BandDefinition
) -> None:
    clock = band_clock(definition, PLAIN)
    for month in (3, 4, 10, 11):
        for day in range(1, 15):
            moment = datetime(year, month, day, 6, 59, tzinfo=UTC)
            assert clock(moment) is band_at(moment, definition, PLAIN)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2017, 9, 29, 12, 0)  # noqa: DTZ001
    for ask in (lambda: band_at(naive, STANDARD, KOREA), lambda: bands_of([naive], STANDARD, KOREA)):
        with pytest.raises(ValueError, match="no time zone"):
            ask()


def test_a_definition_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="follow one another"):
        BandDefinition(day_from_min=600, evening_from_min=540)
    with pytest.raises(ValueError, match="weekdays"):
        BandDefinition(weekend=frozenset({7}))


def test_the_stored_numbers_never_change() -> None:
    assert {band: band.code for band in Band} == {
        "day": 1,
        "evening": 2,
        "night": 3,
        "weekend": 4,
        "holiday": 5,
    }
    assert [Band.of_code(code) for code in (1, 2, 3, 4, 5)] == list(Band)
    with pytest.raises(ValueError, match="6 is the code of no time band"):
        Band.of_code(6)


def test_the_share_of_the_always_open_centre_comes_out_as_published() -> None:
    counts = {
        Band.DAY: 48_304,
        Band.EVENING: 20_000,
        Band.NIGHT: 9_000,
        Band.WEEKEND: 10_999,
        Band.HOLIDAY: 3_000,
    }
    figure = off_hours_share(counts, STANDARD)
    assert (figure.off_hours_count, figure.total_count) == (42_999, 91_303)
    assert figure.off_hours_share is not None
    assert round(figure.off_hours_share, 3) == 0.471


def test_a_share_of_nothing_is_not_nought_per_cent() -> None:
    assert off_hours_share({}, STANDARD).off_hours_share is None
    assert off_hours_share({Band.DAY: 3}, STANDARD).off_hours_share == 0


def test_the_definition_is_said_in_the_readers_language() -> None:
    english, korean = describe(STANDARD, "en"), describe(STANDARD, "ko")
    assert "day 09:00–18:00, evening 18:00–22:00, night 22:00–09:00" in english
    assert "Off-hours: evening, night, weekend, holiday." in english
    assert "주간 09:00–18:00, 저녁 18:00–22:00, 야간 22:00–09:00" in korean
    assert "토요일·일요일" in korean
    assert not any(word in korean for word in ("day", "night", "weekend", "none"))
