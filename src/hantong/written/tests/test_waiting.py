"""What residents write waits until it is answered, by the clock, for somebody whom it fits."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases import actions as cases
from hantong.cases.events import CaseAnswered
from hantong.cases.models import Alert, Case
from hantong.contacts.models import Message
from hantong.project.cast import NOON, Province, as_person
from hantong.written import actions
from hantong.written.actions import NothingFits, TooMuch
from hantong.written.following import follow_words
from hantong.written.models import FirstAnswer, Waiting, Writer
from hantong.written.tests.conftest import Writes

HOUR = timedelta(hours=1)


def answered(case: Case, by: Staff, *, after: timedelta = HOUR) -> None:
    told = cases.answer(case=case, text="고쳤습니다.", by=by, at=NOON + after)
    follow_words(CaseAnswered.of(told))


def test_written_words_wait_and_an_answer_ends_that(writes: Writes, jiwoo: Staff) -> None:
    case = writes()
    waiting = Waiting.objects.get()
    assert (waiting.case_id, waiting.is_first, waiting.since) == (case.pk, True, NOON)
    assert waiting.target_at == NOON + timedelta(minutes=480)
    answered(case, jiwoo)
    assert not Waiting.objects.exists()
    first = FirstAnswer.objects.get()
    assert first.is_in_time


def test_what_is_typed_at_the_desk_does_not_wait(writes: Writes) -> None:
    writes(channel="counter")
    assert not Waiting.objects.exists()


def test_writing_again_waits_again_from_the_first_unanswered_word(writes: Writes, jiwoo: Staff) -> None:
    case = writes()
    answered(case, jiwoo)
    writes("아직도 어두워요.", joins=case, at=NOON + 2 * HOUR)
    writes("여보세요?", joins=case, at=NOON + 3 * HOUR)
    waiting = Waiting.objects.get()
    assert not waiting.is_first
    assert waiting.since == NOON + 2 * HOUR


def test_thanks_ask_for_nothing(writes: Writes, jiwoo: Staff) -> None:
    case = writes()
    answered(case, jiwoo)
    writes("감사합니다!", joins=case, at=NOON + 2 * HOUR)
    assert not Waiting.objects.exists()


def test_repeated_and_late_events_change_nothing(writes: Writes, jiwoo: Staff) -> None:
    case = writes()
    answered(case, jiwoo)
    actions.note_words(case=case.pk, at=NOON + 5 * HOUR)
    assert not Waiting.objects.exists()
    assert FirstAnswer.objects.count() == 1


def test_the_next_is_the_most_pressing_and_becomes_ones_own(writes: Writes, jiwoo: Staff) -> None:
    slow, quick = writes(), writes("문자예요", channel="web", at=NOON)
    actions.save_target(jurisdiction=None, channel="web", band=None, minutes=10, by=jiwoo, at=NOON)
    assert actions.give_next(person=as_person(jiwoo), by=jiwoo, at=NOON).pk == quick.pk
    assert actions.give_next(person=as_person(jiwoo), by=jiwoo, at=NOON).pk == slow.pk
    slow.refresh_from_db()
    assert slow.holder == jiwoo
    with pytest.raises(NothingFits):
        actions.give_next(person=as_person(jiwoo), by=jiwoo, at=NOON)


def test_nobody_gets_more_than_they_can(writes: Writes, jiwoo: Staff) -> None:
    actions.save_writer(staff=jiwoo, groups=[], most_at_once=1, by=jiwoo, at=NOON)
    writes()
    writes("또 하나")
    actions.give_next(person=as_person(jiwoo), by=jiwoo, at=NOON)
    with pytest.raises(TooMuch):
        actions.give_next(person=as_person(jiwoo), by=jiwoo, at=NOON)


def test_a_stranger_gets_nothing_of_it(writes: Writes, donghyun: Staff) -> None:
    writes()
    with pytest.raises(NothingFits):
        actions.give_next(person=as_person(donghyun), by=donghyun, at=NOON)


def test_pushed_it_goes_to_whoever_reads_it_and_they_are_told(
    writes: Writes, province: Province, jiwoo: Staff, minseo: Staff, yuna: Staff
) -> None:
    minseo.languages = ["vi"]
    minseo.save()
    for staff in (jiwoo, minseo):
        actions.set_duty(staff=staff, is_on=True, by=yuna, at=NOON)
    actions.push_by_itself(unit=province.centre.pk, is_on=True, by=yuna, at=NOON)
    case = writes("Đèn đường trước nhà tôi bị hỏng, xin giúp tôi.")
    case.refresh_from_db()
    assert case.holder == minseo
    assert Alert.objects.filter(staff=minseo, kind="assigned").exists()
    writes("가로등이 또 꺼졌습니다.")
    assert Case.objects.get(holder=jiwoo)


def test_nothing_is_pushed_to_who_is_away_or_off(
    writes: Writes, province: Province, jiwoo: Staff, minseo: Staff, yuna: Staff
) -> None:
    actions.set_duty(staff=jiwoo, is_on=True, by=yuna, at=NOON)
    actions.go_away(staff=jiwoo, away_from=NOON, away_until=NOON + 5 * HOUR, by=jiwoo, at=NOON)
    actions.push_by_itself(unit=province.centre.pk, is_on=True, by=yuna, at=NOON)
    writes()
    assert Waiting.objects.free().count() == 1
    assert actions.push_waiting(at=NOON + 6 * HOUR) == 1


def test_who_writes_to_somebody_away_is_told_once_when_they_are_back(writes: Writes, jiwoo: Staff) -> None:
    case = writes()
    before = Message.objects.count()
    cases.take(case=case, by=jiwoo, unit=case.holder_unit_id, at=NOON)
    actions.go_away(staff=jiwoo, away_from=NOON, away_until=NOON + 30 * HOUR, by=jiwoo, at=NOON)
    writes("들으셨나요?", joins=case, at=NOON + HOUR)
    writes("여보세요?", joins=case, at=NOON + 2 * HOUR)
    told = Message.objects.get(key__contains=":away:")
    assert "담당자가 자리에 없습니다" in told.body
    assert "3월 5일" in told.body
    assert Message.objects.count() <= before + 1


def test_while_somebody_is_there_nobody_is_told(writes: Writes, jiwoo: Staff) -> None:
    case = writes()
    cases.take(case=case, by=jiwoo, unit=case.holder_unit_id, at=NOON)
    writes("들으셨나요?", joins=case, at=NOON + HOUR)
    assert not Message.objects.filter(key__contains=":away:").exists()


def test_a_writer_without_a_record_has_the_usual_room(jiwoo: Staff) -> None:
    assert not Writer.objects.exists()
    assert actions.set_duty(staff=jiwoo, is_on=True, by=jiwoo, at=NOON).most_at_once == 5


def test_what_was_not_noted_is_noted_later_and_nothing_else(writes: Writes, jiwoo: Staff) -> None:
    writes()
    done = writes("이미 답변한 것")
    answered(done, jiwoo)
    Waiting.objects.all().delete()
    assert actions.note_forgotten(at=NOON + HOUR) == 1
    assert actions.note_forgotten(at=NOON + HOUR) == 0
