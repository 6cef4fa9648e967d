"""By when Ms Han has an answer: Korea's statutory rules and the plain ones, on real calendars."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong.cases.deadlines import DeadlineRule, TooManyExtensions, UnknownRule, due_at, due_clock
from hantong.cases.korean_deadlines import months_ended, weeks_ended, years_ended
from hantong.offices.calendar import HolidayCalendar, LocalHoliday
from hantong.offices.hours import NeverOpens, OfficeHours, WeeklyInterval, always_open, office_hours

KOREA = HolidayCalendar(code="KR")
OFFICE = office_hours(calendar=KOREA)
SEOUL = ZoneInfo("Asia/Seoul")
RULES = [
    "none",
    "kr_immediate",
    "kr_days:1",
    "kr_days:5",
    "kr_days:6",
    "kr_days:14",
    "kr_weeks:2",
    "kr_months:1",
    "kr_years:1",
    "working_hours:24",
    "working_days:3",
    "calendar_days:3",
]
RECEIPTS = st.datetimes(
    datetime(2016, 6, 1),  # noqa: DTZ001
    datetime(2018, 6, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)  # type: ignore[misc,arg-type]


def due(rule: str, received_at: datetime, hours: OfficeHours = OFFICE, *, extensions: int = 0) -> str:
    """The due moment as a page in Seoul prints it."""
    found = due_at(received_at=received_at, rule=DeadlineRule.parse(rule), hours=hours, extensions=extensions)
    return "" if found is None else f"{found.astimezone(SEOUL):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("rule", "received_at", "expected"),
    [
        # Up to five days: working hours from the minute of receipt, 8 h = 1 day.
        ("kr_days:1", seoul(2017, 9, 25, 10, 20), "2017-09-26 10:20:00"),
        ("kr_days:1", seoul(2017, 9, 25, 9, 0), "2017-09-25 18:00:00"),
        ("kr_days:1", seoul(2017, 9, 25, 12, 30), "2017-09-26 12:00:00"),
        ("kr_days:1", seoul(2017, 9, 29, 16, 0), "2017-10-10 16:00:00"),
        ("kr_days:3", seoul(2017, 9, 22, 15, 0), "2017-09-27 15:00:00"),
        ("kr_days:5", seoul(2017, 9, 25, 9, 0), "2017-09-29 18:00:00"),
        ("kr_days:5", seoul(2017, 9, 25, 9, 1), "2017-10-10 09:01:00"),
        # Six days and more: days, and the first one counts.
        ("kr_days:6", seoul(2017, 9, 22, 17, 59), "2017-09-29 23:59:59"),
        ("kr_days:7", seoul(2017, 9, 22, 10, 0), "2017-10-10 23:59:59"),
        ("kr_days:7", seoul(2017, 9, 4, 9, 0), "2017-09-12 23:59:59"),
        ("kr_days:14", seoul(2017, 9, 4, 9, 0), "2017-09-21 23:59:59"),
        # Immediate: three working hours.
        ("kr_immediate", seoul(2017, 9, 25, 9, 0), "2017-09-25 12:00:00"),
        ("kr_immediate", seoul(2017, 9, 25, 10, 0), "2017-09-25 14:00:00"),
        ("kr_immediate", seoul(2017, 9, 29, 16, 0), "2017-10-10 10:00:00"),
        # Weeks, months and years: by the calendar, the first day counts, the end moves on.
        ("kr_weeks:1", seoul(2017, 9, 12, 10, 0), "2017-09-18 23:59:59"),
        ("kr_weeks:1", seoul(2017, 9, 11, 10, 0), "2017-09-18 23:59:59"),
        ("kr_weeks:2", seoul(2017, 9, 19, 10, 0), "2017-10-10 23:59:59"),
        ("kr_months:1", seoul(2017, 9, 1, 10, 0), "2017-10-10 23:59:59"),
        ("kr_months:1", seoul(2017, 1, 31, 10, 0), "2017-02-28 23:59:59"),
        ("kr_months:1", seoul(2017, 11, 15, 10, 0), "2017-12-14 23:59:59"),
        ("kr_years:1", seoul(2016, 2, 29, 10, 0), "2017-02-28 23:59:59"),
        ("kr_years:1", seoul(2017, 3, 2, 10, 0), "2018-03-02 23:59:59"),
        # Rules of no particular country.
        ("working_hours:24", seoul(2017, 9, 25, 10, 0), "2017-09-28 10:00:00"),
        ("working_days:1", seoul(2017, 9, 29, 10, 0), "2017-10-10 23:59:59"),
        ("calendar_days:3", seoul(2017, 9, 29, 23, 0), "2017-10-02 23:59:59"),
        ("none", seoul(2017, 9, 29, 23, 0), ""),
    ],
)
def test_an_answer_is_due(rule: str, received_at: datetime, expected: str) -> None:
    assert due(rule, received_at) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("kr_immediate", "2017-10-10 12:00:00"),
        ("kr_days:1", "2017-10-10 18:00:00"),
        ("kr_days:6", "2017-10-17 23:59:59"),
        ("kr_weeks:1", "2017-10-16 23:59:59"),
    ],
)
def test_what_came_at_three_in_the_night_of_a_holiday_starts_with_the_next_working_hour(
    rule: str, expected: str
) -> None:
    assert due(rule, seoul(2017, 10, 3, 3, 0)) == expected
    assert due(rule, seoul(2017, 10, 10, 8, 59)) == expected
    assert due(rule, seoul(2017, 9, 29, 18, 0)) == expected


def test_at_three_on_a_working_morning_the_clock_starts_at_nine_the_same_day() -> None:
    assert due("kr_immediate", seoul(2017, 9, 26, 3, 0)) == "2017-09-26 12:00:00"
    assert due("kr_days:6", seoul(2017, 9, 4, 3, 0)) == "2017-09-11 23:59:59"


def test_in_the_lunch_hour_the_clock_waits_until_one() -> None:
    assert due("kr_immediate", seoul(2017, 9, 26, 12, 0)) == "2017-09-26 16:00:00"


def test_a_day_made_a_holiday_later_moves_the_deadline() -> None:
    """On 5 September 2017 the cabinet made 2 October a holiday: what was due then became due on the 10th."""
    as_known_before = HolidayCalendar(code="KR", removals=frozenset({date(2017, 10, 2)}))
    decided = HolidayCalendar(
        code="KR",
        removals=as_known_before.removals,
        additions=(LocalHoliday(day=date(2017, 10, 2), ko="임시공휴일", en="Temporary Public Holiday"),),
    )
    for rule, received_at in (
        ("kr_days:7", seoul(2017, 9, 22, 10, 0)),
        ("kr_weeks:2", seoul(2017, 9, 19, 10, 0)),
    ):
        assert due(rule, received_at, office_hours(calendar=as_known_before)) == "2017-10-02 23:59:59"
        assert due(rule, received_at, office_hours(calendar=decided)) == "2017-10-10 23:59:59"
    later = seoul(2017, 9, 27, 10, 0)
    assert due("kr_days:6", later, office_hours(calendar=as_known_before)) == "2017-10-11 23:59:59"
    assert due("kr_days:6", later, office_hours(calendar=decided)) == "2017-10-12 23:59:59"


def test_an_office_open_on_saturday_and_at_night_does_not_count_it_in_a_statutory_period() -> None:
    centre = always_open(calendar=KOREA)
    assert due("kr_immediate", seoul(2017, 9, 30, 3, 0), centre) == "2017-10-10 03:00:00"
    assert due("working_hours:3", seoul(2017, 9, 30, 3, 0), centre) == "2017-09-30 06:00:00"


def test_an_extension_is_a_further_period() -> None:
    assert due("kr_days:5", seoul(2017, 9, 4, 9, 0), extensions=1) == "2017-09-15 18:00:00"
    assert due("kr_days:7", seoul(2017, 9, 4, 9, 0), extensions=1) == "2017-09-21 23:59:59"
    assert due("kr_days:7", seoul(2017, 9, 4, 9, 0), extensions=2) == "2017-10-10 23:59:59"
    assert due("kr_immediate", seoul(2017, 9, 4, 9, 0), extensions=1) == "2017-09-04 16:00:00"


def test_an_extension_by_the_calendar_begins_the_day_after_the_promised_one() -> None:
    assert due("kr_months:1", seoul(2017, 9, 1, 10, 0)) == "2017-10-10 23:59:59"
    assert due("kr_months:1", seoul(2017, 9, 1, 10, 0), extensions=1) == "2017-11-10 23:59:59"


@pytest.mark.parametrize("extensions", [-1, 3])
def test_a_third_extension_is_refused(extensions: int) -> None:
    with pytest.raises(TooManyExtensions, match="at most 2"):
        due("kr_days:7", seoul(2017, 9, 4, 9, 0), extensions=extensions)


@pytest.mark.parametrize(
    ("first", "amount", "last"),
    [
        (date(2017, 1, 1), 1, date(2017, 1, 31)),
        (date(2017, 1, 28), 1, date(2017, 2, 27)),
        (date(2017, 1, 29), 1, date(2017, 2, 28)),
        (date(2017, 1, 30), 1, date(2017, 2, 28)),
        (date(2017, 1, 31), 1, date(2017, 2, 28)),
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2016, 1, 29), 1, date(2016, 2, 28)),
        (date(2017, 8, 31), 1, date(2017, 9, 30)),
        (date(2017, 8, 31), 6, date(2018, 2, 28)),
        (date(2017, 12, 1), 1, date(2017, 12, 31)),
        (date(2017, 12, 15), 13, date(2019, 1, 14)),
    ],
)
def test_months_end_as_the_civil_act_says(first: date, amount: int, last: date) -> None:
    assert months_ended(first, amount) == last


def test_weeks_and_years_end_the_day_before_the_like_day() -> None:
    assert weeks_ended(date(2017, 9, 12), 1) == date(2017, 9, 18)
    assert years_ended(date(2016, 2, 29), 1) == date(2017, 2, 28)
    assert years_ended(date(2016, 2, 29), 4) == date(2020, 2, 28)
    assert years_ended(date(2017, 1, 1), 1) == date(2017, 12, 31)


def test_an_office_that_never_opens_cannot_promise() -> None:
    closed = OfficeHours(zone="Asia/Seoul", weekly=(), calendar=KOREA)
    with pytest.raises(NeverOpens):
        due("kr_days:7", seoul(2017, 9, 4, 9, 0), closed)


def test_a_receipt_without_a_zone_is_refused() -> None:
    naive = datetime(2017, 9, 4, 9, 0)  # noqa: DTZ001
    for rule in ("calendar_days:3", "kr_days:7"):
        with pytest.raises(ValueError, match="no time zone"):
            due(rule, naive)
    for rule in ("calendar_days:3", "kr_days:1"):
        with pytest.raises(ValueError, match="no time zone"):
            due_clock(rule=DeadlineRule.parse(rule), hours=OFFICE)(naive)


@pytest.mark.parametrize("text", RULES)
def test_a_rule_is_stored_as_it_is_written(text: str) -> None:
    assert str(DeadlineRule.parse(text)) == text


def test_a_rule_without_a_unit_forgets_its_amount() -> None:
    assert DeadlineRule.parse("") == DeadlineRule.parse("none:0") == DeadlineRule("none")
    assert DeadlineRule.parse("kr_immediate:7") == DeadlineRule("kr_immediate")


@pytest.mark.parametrize("text", ["kr_days:0", "kr_days:1000", "kr_days:-1", "kr_days:x", "kr_days:1.5", "us_days:3"])
def test_a_rule_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="rule"):
        DeadlineRule.parse(text)
    if text.startswith("us"):
        with pytest.raises(UnknownRule, match="kr_days"):
            DeadlineRule.parse(text)


@given(RECEIPTS, st.integers(1, 5))
@settings(max_examples=60)
def test_hours_are_counted_as_by_hand(received_at: datetime, days: int) -> None:
    """Hour by hour over a Seoul wall clock, which knows no summer time."""
    moment = received_at.astimezone(SEOUL)
    left = timedelta(hours=8 * days)
    while left:
        next_hour = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        works = KOREA.is_working_day(moment.date()) and moment.hour in {9, 10, 11, 13, 14, 15, 16, 17}
        step = min(next_hour - moment, left) if works else next_hour - moment
        left -= step if works else timedelta()
        moment += step
    found = due_at(received_at=received_at, rule=DeadlineRule("kr_days", days), hours=OFFICE)
    assert found == moment


@given(RECEIPTS, st.integers(6, 60))
def test_days_are_counted_as_by_hand(received_at: datetime, days: int) -> None:
    local = received_at.astimezone(SEOUL)
    working = [
        day
        for shift in range(200)
        if KOREA.is_working_day(day := local.date() + timedelta(days=shift)) and (shift or local.hour < 18)
    ]
    found = due_at(received_at=received_at, rule=DeadlineRule("kr_days", days), hours=OFFICE)
    assert found is not None
    assert found.astimezone(SEOUL).replace(tzinfo=None) == datetime.combine(
        working[days - 1], datetime.max.time()
    ).replace(microsecond=0)


@given(RECEIPTS, st.sampled_from(RULES))
def test_the_bulk_clock_gives_the_same_deadlines(received_at: datetime, rule: str) -> None:
    parsed = DeadlineRule.parse(rule)
    assert CLOCKS[rule](received_at) == due_at(received_at=received_at, rule=parsed, hours=OFFICE)
    elsewhere = received_at.astimezone(ZoneInfo("America/New_York"))
    assert CLOCKS[rule](elsewhere) == due_at(received_at=received_at, rule=parsed, hours=OFFICE)


CLOCKS = {rule: due_clock(rule=DeadlineRule.parse(rule), hours=OFFICE) for rule in RULES}


@given(RECEIPTS, st.timedeltas(timedelta(), timedelta(days=9)), st.sampled_from(RULES[1:]))
def test_who_comes_later_is_not_promised_an_earlier_answer(received_at: datetime, later: timedelta, rule: str) -> None:
    first, second = (CLOCKS[rule](moment) for moment in (received_at, received_at + later))
    assert first is not None
    assert second is not None
    assert received_at < first <= second


@given(RECEIPTS, st.sampled_from(RULES[1:]))
def test_each_extension_moves_on(received_at: datetime, rule: str) -> None:
    parsed = DeadlineRule.parse(rule)
    found = [due_at(received_at=received_at, rule=parsed, hours=OFFICE, extensions=n) for n in range(3)]
    assert found == sorted(set(found), key=str)


@given(RECEIPTS, st.sampled_from(RULES[1:-1]), st.dates(date(2016, 6, 1), date(2018, 12, 31)))
@settings(max_examples=40)
def test_one_more_holiday_never_brings_an_answer_forward(received_at: datetime, rule: str, day: date) -> None:
    more = HolidayCalendar(code="KR", additions=(LocalHoliday(day=day, ko="휴일", en="Holiday"),))
    if rule.startswith(("kr_weeks", "kr_months", "kr_years")):
        return
    parsed = DeadlineRule.parse(rule)
    before = due_at(received_at=received_at, rule=parsed, hours=OFFICE)
    after = due_at(received_at=received_at, rule=parsed, hours=office_hours(calendar=more))
    assert before is not None
    assert after is not None
    assert after >= before


def test_a_half_day_office_still_owes_eight_hours_for_a_day() -> None:
    mornings = tuple(WeeklyInterval(weekday=day, opens_min=540, closes_min=780) for day in range(5))
    half = OfficeHours(zone="Asia/Seoul", weekly=mornings, calendar=KOREA)
    assert due("kr_days:1", seoul(2017, 9, 25, 9, 0), half) == "2017-09-26 13:00:00"
