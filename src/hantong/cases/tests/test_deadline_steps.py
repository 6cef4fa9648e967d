"""Why the answer is due then: steps that a page prints for Ms Han in Korean and for a visitor in English."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hantong.cases.deadline_steps import Step, StepCode, Why, explain
from hantong.cases.deadline_words import sentences
from hantong.cases.deadlines import KINDS, DeadlineRule, Pauses, due_at
from hantong.offices.calendar import HolidayCalendar
from hantong.offices.hours import office_hours

OFFICE = office_hours(calendar=HolidayCalendar(code="KR"))
SEOUL = ZoneInfo("Asia/Seoul")


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)  # type: ignore[misc,arg-type]


def steps(rule: str, received_at: datetime, *, extensions: int = 0, pauses: Pauses = ()) -> tuple[Step, ...]:
    return explain(
        received_at=received_at,
        rule=DeadlineRule.parse(rule),
        hours=OFFICE,
        extensions=extensions,
        pauses=pauses,
    )


def said(rule: str, received_at: datetime, language: str, *, extensions: int = 0, pauses: Pauses = ()) -> list[str]:
    return sentences(steps(rule, received_at, extensions=extensions, pauses=pauses), hours=OFFICE, language=language)


def test_a_call_at_three_on_a_holiday_night_is_explained_in_english() -> None:
    assert said("kr_days:6", seoul(2017, 10, 3, 3, 0), "en") == [
        "Received on Tuesday 3 October 2017 03:00.",
        "That was a holiday (National Foundation Day · The day preceding Chuseok),"
        " so the clock starts on Tuesday 10 October 2017 09:00.",
        "Days that count, the first one included: 6. Saturdays, Sundays and holidays do not.",
        "Holidays left out: Wednesday 4 October 2017 Chuseok,"
        " Thursday 5 October 2017 The second day of Chuseok,"
        " Friday 6 October 2017 Alternative holiday for Chuseok, Monday 9 October 2017 Hangul Day.",
        "The answer is due by Tuesday 17 October 2017 23:59.",
    ]


def test_a_call_in_the_night_of_a_weekend_is_explained_in_korean() -> None:
    assert said("kr_immediate", seoul(2017, 9, 23, 3, 0), "ko") == [
        "2017년 9월 23일(토) 03:00에 접수했습니다.",
        "주말이어서 2017년 9월 25일(월) 09:00부터 셉니다.",
        "근무시간으로 3시간을 셉니다.",
        "처리 기한은 2017년 9월 25일(월) 12:00까지입니다.",
    ]


def test_an_end_on_a_holiday_moves_on() -> None:
    assert Step(code=StepCode.MOVED_ON, days=(date(2017, 10, 2), date(2017, 10, 10)), why=Why.HOLIDAY) in steps(
        "kr_weeks:2", seoul(2017, 9, 19, 10, 0)
    )
    assert "2017년 10월 2일(월)은 공휴일(임시공휴일)이어서 기한이 2017년 10월 10일(화)로 넘어갑니다." in said(
        "kr_weeks:2", seoul(2017, 9, 19, 10, 0), "ko"
    )


def test_extension_and_pause_are_told() -> None:
    asked = (seoul(2017, 9, 5, 9, 0), seoul(2017, 9, 6, 9, 0))
    told = said("kr_days:7", seoul(2017, 9, 4, 10, 0), "en", extensions=1, pauses=[asked])
    assert told[3:] == [
        "Extended by another period of the same length; number of extensions: 1.",
        "From Tuesday 5 September 2017 09:00 to Wednesday 6 September 2017 09:00 we waited for an answer;"
        " that time does not count.",
        "The answer is due by Friday 22 September 2017 23:59.",
    ]


def test_while_the_resident_is_asked_no_end_is_told() -> None:
    found = steps("kr_days:7", seoul(2017, 9, 4, 10, 0), pauses=[(seoul(2017, 9, 5, 9, 0), None)])
    assert found[-1] == Step(code=StepCode.WAITING, at=seoul(2017, 9, 5, 9, 0))


def test_a_matter_without_a_time_limit_says_so() -> None:
    assert said("none", seoul(2017, 9, 4, 10, 0), "ko")[1:] == ["이 민원에는 처리 기한이 정해져 있지 않습니다."]


def test_at_once_and_at_lunch_are_told_apart() -> None:
    assert steps("kr_days:1", seoul(2017, 9, 4, 10, 0))[1].why is Why.AT_ONCE
    assert steps("kr_days:1", seoul(2017, 9, 4, 12, 10))[1].why is Why.CLOSED


RULES = st.sampled_from(sorted(KINDS)).map(lambda kind: DeadlineRule(kind, 7))
RECEIPTS = st.datetimes(
    datetime(2016, 6, 1),  # noqa: DTZ001
    datetime(2018, 6, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(RECEIPTS, RULES, st.integers(0, 2), st.none() | st.integers(0, 20))
def test_every_explanation_ends_where_the_reckoning_ends_and_can_be_said(
    received_at: datetime, rule: DeadlineRule, extensions: int, asked_after: int | None
) -> None:
    pauses: list[tuple[datetime, datetime | None]] = []
    if asked_after is not None:
        pauses = [(received_at + timedelta(days=asked_after), received_at + timedelta(days=asked_after + 3))]
    found = explain(received_at=received_at, rule=rule, hours=OFFICE, extensions=extensions, pauses=pauses)
    due = due_at(received_at=received_at, rule=rule, hours=OFFICE, extensions=extensions, pauses=pauses)
    assert found[0] == Step(code=StepCode.RECEIVED, at=received_at)
    assert found[-1] == Step(code=StepCode.DUE if due else StepCode.NO_DEADLINE, at=due)
    for language in ("ko", "en"):
        told = sentences(found, hours=OFFICE, language=language)
        assert len(told) == len(found)
        assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_korean_explanation_has_no_english_in_it(kind: str) -> None:
    told = "".join(said(f"{kind}:7", seoul(2017, 9, 29, 20, 0), "ko", extensions=1))
    assert not any(letter.isascii() and letter.isalpha() for letter in told)
