"""Which days are holidays, by law, by a late decision and by a jurisdiction's own."""

import pickle
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hantong.offices.calendar import NO_HOLIDAYS, HolidayCalendar, LocalHoliday, UnknownCalendar

KOREA = HolidayCalendar(code="KR")
NATION_DAY = LocalHoliday(day=date(2026, 11, 23), ko="도민의 날", en="Province Day")
DAYS = st.dates(date(2008, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2017, 10, 2), "temporary, decided four weeks before"),
        (date(2017, 10, 6), "substitute for the Chuseok eve that fell on Foundation Day"),
        (date(2017, 5, 9), "presidential election after the impeachment"),
        (date(2016, 4, 13), "National Assembly election"),
        (date(2018, 6, 13), "local elections"),
        (date(2020, 8, 17), "temporary"),
        (date(2022, 10, 10), "substitute for Hangul Day on a Sunday"),
        (date(2024, 10, 1), "Armed Forces Day, temporary"),
        (date(2025, 6, 3), "presidential election"),
    ],
)
def test_korea_keeps_its_substitute_temporary_and_election_days(day: date, why: str) -> None:
    assert KOREA.is_holiday(day), why


@pytest.mark.parametrize("day", [date(2017, 9, 29), date(2017, 10, 10), date(2017, 10, 7), date(2017, 10, 8)])
def test_a_working_day_and_a_plain_weekend_are_no_holidays(day: date) -> None:
    assert not KOREA.is_holiday(day)


def test_the_long_chuseok_of_2017_is_named_in_both_languages() -> None:
    assert KOREA.name(date(2017, 10, 2)) == "임시공휴일"
    assert KOREA.name(date(2017, 10, 2), "en") == "Temporary Public Holiday"
    assert KOREA.name(date(2017, 10, 3), "ko") == "개천절 · 추석 전날"
    assert KOREA.name(date(2017, 10, 10)) == ""


def test_a_day_made_a_holiday_later_is_a_local_addition() -> None:
    later = HolidayCalendar(code="KR", additions=(NATION_DAY,))
    assert not KOREA.is_holiday(NATION_DAY.day)
    assert later.is_holiday(NATION_DAY.day)
    assert later.name(NATION_DAY.day, "ko") == "도민의 날"
    assert later.name(NATION_DAY.day, "en") == "Province Day"
    assert KOREA.changed_days(later) == {NATION_DAY.day}


def test_a_day_taken_out_is_a_working_day_again() -> None:
    before = HolidayCalendar(code="KR", removals=frozenset({date(2017, 10, 2)}))
    assert not before.is_holiday(date(2017, 10, 2))
    assert before.is_holiday(date(2017, 10, 3))
    assert before.changed_days(KOREA) == {date(2017, 10, 2)}


def test_an_addition_on_a_day_that_is_a_holiday_anyway_changes_nothing() -> None:
    christmas = LocalHoliday(day=date(2026, 12, 25), ko="성탄절", en="Christmas")
    assert KOREA.changed_days(HolidayCalendar(code="KR", additions=(christmas,))) == frozenset()


def test_a_region_has_its_own_days() -> None:
    massachusetts, baltimore = HolidayCalendar(code="US-MA"), HolidayCalendar(code="US-MD")
    assert massachusetts.is_holiday(date(2017, 4, 17))
    assert not baltimore.is_holiday(date(2017, 4, 17))
    assert date(2017, 4, 17) in massachusetts.changed_days(baltimore, years=[2017])


def test_new_year_observed_in_the_old_year_is_not_lost() -> None:
    america = HolidayCalendar(code="US")
    assert america.is_holiday(date(2021, 12, 31))
    assert all(day.year == 2022 for day in america.days_of(2022))


def test_two_countries_can_only_be_compared_over_named_years() -> None:
    with pytest.raises(ValueError, match="say which years"):
        KOREA.changed_days(HolidayCalendar(code="US-MA"))


@pytest.mark.parametrize("code", ["XX", "US-XX", "kr?"])
def test_an_unknown_code_is_refused_when_it_is_written_down(code: str) -> None:
    with pytest.raises(UnknownCalendar, match="no holiday calendar"):
        HolidayCalendar(code=code)


def test_only_the_countries_that_are_asked_for_are_loaded() -> None:
    story = (
        "import sys; from hantong.offices.calendar import HolidayCalendar; HolidayCalendar(code='US-MA');"
        "print('holidays.countries.united_states' in sys.modules, 'holidays.countries.france' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", story], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False"]


def test_no_holidays_is_a_calendar_too() -> None:
    assert not HolidayCalendar(code=NO_HOLIDAYS).is_holiday(date(2017, 12, 25))


@given(DAYS, st.lists(DAYS, max_size=4))
def test_a_calendar_survives_pickling_and_hashing(day: date, extra: list[date]) -> None:
    additions = tuple(LocalHoliday(day=new, ko="휴일", en="Holiday") for new in extra)
    calendar = HolidayCalendar(code="KR", additions=additions)
    calendar.is_holiday(day)
    again = pickle.loads(pickle.dumps(calendar))  # noqa: S301
    assert again == calendar
    assert hash(again) == hash(calendar)
    assert again.is_holiday(day) == calendar.is_holiday(day)


@given(DAYS, st.lists(DAYS, max_size=4), st.frozensets(DAYS, max_size=4))
def test_changed_days_are_the_same_from_both_sides_and_over_any_span(
    day: date, extra: list[date], removed: frozenset[date]
) -> None:
    additions = tuple(LocalHoliday(day=new, ko="휴일", en="Holiday") for new in extra)
    other = HolidayCalendar(code="KR", additions=additions, removals=removed | {day - timedelta(days=1)})
    changed = KOREA.changed_days(other)
    assert changed == other.changed_days(KOREA) == KOREA.changed_days(other, years=range(2007, 2036))
    assert all(KOREA.is_holiday(each) != other.is_holiday(each) for each in changed)
