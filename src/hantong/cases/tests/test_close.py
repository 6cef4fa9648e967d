"""Settling a matter, and beginning again."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import Ending, accept, answer, close, reopen, take
from hantong.cases.models import Case, Closure, HandOver
from hantong.cases.refusals import (
    AlreadyClosed,
    NotClosed,
    ReasonMissing,
    StaleSave,
    TextMissing,
    TooLateToReopen,
)
from hantong.project.cast import NOON, Province

LATER = NOON + timedelta(hours=1)
DONE = Ending(end_state=Case.EndState.DONE, text="차를 옮겼습니다.")


def test_tells_the_resident_how_it_ended(web_case: Case, hyunwoo: Staff) -> None:
    closure = close(case=web_case, ending=DONE, by=hyunwoo, at=LATER)
    web_case.refresh_from_db()
    assert web_case.closed_at == LATER
    assert web_case.end_state == "done"
    told = web_case.history.get(kind="closed")
    assert told.is_public
    assert told.text == closure.text == "차를 옮겼습니다."


def test_is_refused_the_second_time(web_case: Case, hyunwoo: Staff) -> None:
    close(case=web_case, ending=DONE, by=hyunwoo, at=LATER)
    with pytest.raises(AlreadyClosed):
        close(case=web_case, ending=DONE, by=hyunwoo, at=LATER)
    assert Closure.objects.count() == 1


def test_without_words_is_refused(web_case: Case, hyunwoo: Staff) -> None:
    with pytest.raises(TextMissing):
        close(case=web_case, ending=Ending(end_state=Case.EndState.DONE, text=" "), by=hyunwoo, at=LATER)


def test_not_ours_must_say_whose_it_is(web_case: Case, hyunwoo: Staff) -> None:
    ending = Ending(end_state=Case.EndState.NOT_OURS, text="한국전력 소관입니다.")
    with pytest.raises(ReasonMissing) as refusal:
        close(case=web_case, ending=ending, by=hyunwoo, at=LATER)
    assert refusal.value.field == "passed_to"


def test_on_what_somebody_changed_meanwhile_is_refused(web_case: Case, hyunwoo: Staff) -> None:
    seen = web_case.n
    answer(case=web_case, text="확인 중입니다.", by=hyunwoo, at=LATER)
    with pytest.raises(StaleSave) as refusal:
        close(case=web_case, ending=DONE, by=hyunwoo, at=LATER, seen=seen)
    assert refusal.value.current.n == seen + 1


def test_reopened_by_the_resident_goes_to_a_different_person(desk_case: Case, jiwoo: Staff, minseo: Staff) -> None:
    close(case=desk_case, ending=DONE, by=jiwoo, at=LATER)
    case = reopen(case=desk_case, reason="아직 그대로입니다.", by=None, at=LATER + timedelta(days=1))
    assert case.owner == minseo
    assert case.closed_at is None
    assert case.reopenings == 1
    assert case.due_at is not None
    assert case.due_at > LATER + timedelta(days=5)


def test_reopened_where_nobody_else_works_waits_for_the_unit(web_case: Case, hyunwoo: Staff) -> None:
    take(case=web_case, by=hyunwoo, unit=web_case.holder_unit_id, at=NOON)
    close(case=web_case, ending=DONE, by=hyunwoo, at=LATER)
    case = reopen(case=web_case, reason="아직 그대로입니다.", by=None, at=LATER)
    assert case.owner is None
    assert case.owner_unit == case.holder_unit


def test_may_not_be_reopened_after_two_weeks(web_case: Case, hyunwoo: Staff) -> None:
    close(case=web_case, ending=DONE, by=hyunwoo, at=LATER)
    with pytest.raises(TooLateToReopen):
        reopen(case=web_case, reason="다시", by=None, at=LATER + timedelta(days=14, seconds=1))
    reopen(case=web_case, reason="담당자가 다시 엽니다.", by=hyunwoo, at=LATER + timedelta(days=15))


def test_an_open_matter_cannot_be_reopened(web_case: Case) -> None:
    with pytest.raises(NotClosed):
        reopen(case=web_case, reason="?", by=None, at=LATER)


def test_after_the_work_was_accepted_stands_for_the_owner_too(
    desk_case: Case, hyunwoo: Staff, jiwoo: Staff, province: Province
) -> None:
    accept(offer=HandOver.objects.get(case=desk_case), by=hyunwoo, at=LATER)
    close(case=desk_case, ending=DONE, by=hyunwoo, at=LATER)
    desk_case.refresh_from_db()
    assert (desk_case.owner, desk_case.owner_unit) == (jiwoo, province.centre)
