"""Asking the resident, and moving the promise."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import add_said, ask, extend, reclock, resume
from hantong.cases.models import Case, Extension
from hantong.cases.refusals import AlreadyWaiting, ExtendedTwice, NoDeadline, NotWaiting, ReasonMissing
from hantong.cases.tests.conftest import Opener
from hantong.offices.models import LocalHoliday
from hantong.project.cast import LONG_AGO, NOON, Province

DAY = timedelta(days=1)


def test_asking_stops_the_clock_until_the_resident_answers(web_case: Case, hyunwoo: Staff) -> None:
    promised = web_case.due_at
    assert promised is not None
    ask(case=web_case, question="차량 번호를 보셨나요?", by=hyunwoo, at=NOON)
    web_case.refresh_from_db()
    assert web_case.is_waiting
    assert not web_case.is_overdue(promised + 30 * DAY)
    case = add_said(case=web_case, text="못 봤어요.", channel="web", said_at=NOON + 2 * DAY, by=None, at=NOON + 2 * DAY)
    assert not case.is_waiting
    assert case.due_at is not None
    assert case.due_at > promised


def test_asking_twice_is_refused(web_case: Case, hyunwoo: Staff) -> None:
    ask(case=web_case, question="어디인가요?", by=hyunwoo, at=NOON)
    with pytest.raises(AlreadyWaiting):
        ask(case=web_case, question="언제인가요?", by=hyunwoo, at=NOON)


def test_going_on_without_an_answer_needs_a_question(web_case: Case, hyunwoo: Staff) -> None:
    with pytest.raises(NotWaiting):
        resume(case=web_case, by=hyunwoo, at=NOON)


def test_extended_twice_and_never_a_third_time(web_case: Case, hyunwoo: Staff) -> None:
    first = web_case.due_at
    for _ in range(2):
        extend(case=web_case, reason="현장 확인이 더 필요합니다.", by=hyunwoo, at=NOON)
    web_case.refresh_from_db()
    assert web_case.due_at is not None
    assert first is not None
    assert web_case.due_at > first
    assert [row.ordinal for row in Extension.objects.order_by("ordinal")] == [1, 2]
    with pytest.raises(ExtendedTwice):
        extend(case=web_case, reason="또", by=hyunwoo, at=NOON)


def test_an_extension_without_a_reason_is_refused(web_case: Case, hyunwoo: Staff) -> None:
    with pytest.raises(ReasonMissing):
        extend(case=web_case, reason="", by=hyunwoo, at=NOON)


def test_what_was_never_promised_cannot_be_extended(opener: Opener, hyunwoo: Staff) -> None:
    with pytest.raises(NoDeadline):
        extend(case=opener(service=None), reason="더 필요합니다.", by=hyunwoo, at=NOON)


def test_a_day_made_a_holiday_moves_the_promise(web_case: Case, province: Province) -> None:
    before = web_case.due_at
    LocalHoliday.objects.create(
        jurisdiction=province.gyeonggi,
        day="2026-03-10",
        names={"ko": "임시공휴일", "en": "Temporary holiday"},
        added_at=LONG_AGO,
    )
    assert reclock(case=web_case, at=NOON)
    web_case.refresh_from_db()
    assert before is not None
    assert web_case.due_at == before + DAY
    assert not reclock(case=web_case, at=NOON)
