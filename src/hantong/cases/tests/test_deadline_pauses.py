"""While Ms Han is asked something, her time does not run against the office, and not for it either."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong.cases.deadlines import KINDS, DeadlineRule, Pauses, due_at
from hantong.offices.calendar import HolidayCalendar
from hantong.offices.hours import office_hours

OFFICE = office_hours(calendar=HolidayCalendar(code="KR"))
SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = datetime(2017, 9, 4, 9, 0, tzinfo=SEOUL)
RULES = st.sampled_from(sorted(set(KINDS) - {"none"})).flatmap(
    lambda kind: st.integers(1, 10).map(lambda amount: DeadlineRule(kind, amount))
)
RECEIPTS = st.datetimes(
    datetime(2016, 6, 1),  # noqa: DTZ001
    datetime(2018, 6, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)
SPANS = st.lists(st.tuples(st.integers(0, 60 * 24 * 20), st.integers(0, 60 * 24 * 10)), max_size=4)


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)  # type: ignore[misc,arg-type]


def due(rule: str, pauses: Pauses, received_at: datetime = MONDAY) -> str:
    found = due_at(received_at=received_at, rule=DeadlineRule.parse(rule), hours=OFFICE, pauses=pauses)
    return "" if found is None else f"{found.astimezone(SEOUL):%Y-%m-%d %H:%M:%S}"


def test_two_working_hours_of_waiting_are_two_hours_more() -> None:
    assert due("kr_days:1", []) == "2017-09-04 18:00:00"
    assert due("kr_days:1", [(seoul(2017, 9, 4, 10, 0), seoul(2017, 9, 4, 12, 30))]) == "2017-09-05 11:00:00"


def test_waiting_over_lunch_and_over_night_costs_nothing() -> None:
    over = [(seoul(2017, 9, 4, 12, 0), seoul(2017, 9, 4, 13, 0)), (seoul(2017, 9, 4, 18, 0), seoul(2017, 9, 5, 9, 0))]
    assert due("kr_days:2", over) == due("kr_days:2", [])


def test_pauses_that_overlap_count_once() -> None:
    both = [(seoul(2017, 9, 4, 10, 0), seoul(2017, 9, 4, 12, 0)), (seoul(2017, 9, 4, 11, 0), seoul(2017, 9, 4, 12, 0))]
    assert due("kr_days:1", both) == due("kr_days:1", both[::-1]) == due("kr_days:1", both[:1])


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (seoul(2017, 9, 5, 9, 0), seoul(2017, 9, 5, 18, 0), "2017-09-12 23:59:59"),
        (seoul(2017, 9, 5, 9, 1), seoul(2017, 9, 5, 18, 0), "2017-09-11 23:59:59"),
        (seoul(2017, 9, 5, 15, 0), seoul(2017, 9, 7, 10, 0), "2017-09-12 23:59:59"),
        (seoul(2017, 9, 9, 0, 0), seoul(2017, 9, 10, 23, 0), "2017-09-11 23:59:59"),
        (seoul(2017, 9, 4, 9, 0), seoul(2017, 9, 5, 9, 0), "2017-09-12 23:59:59"),
        (seoul(2017, 9, 12, 9, 0), seoul(2017, 9, 15, 9, 0), "2017-09-11 23:59:59"),
    ],
)
def test_a_day_counts_as_soon_as_one_minute_of_work_was_possible_in_it(
    begins: datetime, ends: datetime, expected: str
) -> None:
    assert due("kr_days:6", []) == "2017-09-11 23:59:59"
    assert due("kr_days:6", [(begins, ends)]) == expected


def test_whole_days_of_waiting_lengthen_a_month() -> None:
    assert due("kr_months:1", []) == "2017-10-10 23:59:59"
    asked = [(seoul(2017, 9, 5, 0, 0), seoul(2017, 9, 15, 0, 0))]
    assert due("kr_months:1", asked) == "2017-10-13 23:59:59"


def test_while_a_question_is_open_there_is_no_deadline() -> None:
    open_question: Pauses = [(seoul(2017, 9, 5, 10, 0), None)]
    for rule in ("kr_immediate", "kr_days:2", "kr_days:7", "kr_weeks:1", "calendar_days:3", "working_days:2"):
        expected = due(rule, []) if rule == "kr_immediate" else ""
        assert due(rule, open_question) == expected


def test_a_question_after_the_deadline_does_not_lift_it() -> None:
    late: Pauses = [(seoul(2017, 9, 20, 10, 0), None)]
    assert due("kr_days:7", late) == due("kr_days:7", []) == "2017-09-12 23:59:59"


@given(RECEIPTS, RULES, SPANS)
@settings(max_examples=150)
def test_waiting_never_brings_the_answer_forward_nor_costs_more_than_it_lasted(
    received_at: datetime, rule: DeadlineRule, spans: list[tuple[int, int]]
) -> None:
    pauses = [
        (received_at + timedelta(minutes=begin), received_at + timedelta(minutes=begin + length))
        for begin, length in spans
    ]
    plain = due_at(received_at=received_at, rule=rule, hours=OFFICE)
    paused = due_at(received_at=received_at, rule=rule, hours=OFFICE, pauses=pauses)
    assert plain is not None
    assert paused is not None
    assert paused >= plain
    if rule.kind in {"kr_immediate", "working_hours"}:
        worked = OFFICE.working_time_between(received_at, paused)
        assert worked <= OFFICE.working_time_between(received_at, plain) + sum(
            (OFFICE.working_time_between(begin, end) for begin, end in pauses), timedelta()
        )


@given(RECEIPTS, RULES, st.integers(0, 60 * 24 * 20))
def test_a_pause_that_begins_after_the_deadline_changes_nothing(
    received_at: datetime, rule: DeadlineRule, later: int
) -> None:
    plain = due_at(received_at=received_at, rule=rule, hours=OFFICE)
    assert plain is not None
    begins = plain + timedelta(minutes=later, seconds=1)
    for ends in (None, begins + timedelta(days=3)):
        assert due_at(received_at=received_at, rule=rule, hours=OFFICE, pauses=[(begins, ends)]) == plain
