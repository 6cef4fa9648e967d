"""Praise reaches whoever is praised, a complaint whoever answers for the matter; both are answered and counted."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import Ending, close
from hantong.cases.models import Alert, Case
from hantong.cases.refusals import AlreadyClosed
from hantong.channels.email.tests.conftest import kept, mail_of
from hantong.contacts.actions import take_in
from hantong.contacts.models import Message
from hantong.praise.actions import (
    Correction,
    LineFacts,
    LineTaken,
    LineUsed,
    NobodyPraised,
    NotPraise,
    correct,
    hear_new,
    remove_line,
    save_line,
    thank,
)
from hantong.praise.models import MayorsLine, MayorWord, Praise
from hantong.praise.tests.conftest import Write
from hantong.project.cast import NOON, Province, employ

Kind = MayorWord.Kind


def praised(word: MayorWord) -> list[tuple[object, object, object, str]]:
    return list(word.praises.values_list("staff", "place", "department", "why"))


def test_a_named_person_is_praised_once_and_told(write: Write, hyunwoo: Staff) -> None:
    word = write("Hyun-woo 주무관님 정말 친절하셨습니다.")
    assert word.kind == Kind.PRAISE
    assert praised(word) == [(hyunwoo.pk, None, None, "name")]
    assert hear_new(at=NOON) == 0
    [alert] = Alert.objects.filter(kind="praised")
    assert alert.staff == hyunwoo


def test_a_named_department_is_praised(write: Write, province: Province) -> None:
    word = write(f"{province.suwon_parking.names['ko']} 최고입니다")
    assert praised(word) == [(None, None, province.suwon_parking.pk, "unit")]
    assert Alert.objects.get(kind="praised").unit == province.suwon_parking


def test_unnamed_praise_is_for_whoever_settled_the_last_matter(write: Write, hyunwoo: Staff) -> None:
    first = write("가로등이 고장입니다")
    close(case=first.case, ending=Ending(end_state=Case.EndState.DONE, text="고쳤습니다."), by=hyunwoo, at=NOON)
    word = write("덕분에 밤길이 밝아졌습니다", at=NOON + timedelta(days=1))
    assert word.about == first.case
    assert praised(word) == [(hyunwoo.pk, None, None, "matter")]


def test_thanks_for_an_answer_are_for_whoever_gave_it(line: MayorsLine, write: Write, hyunwoo: Staff) -> None:
    first = write("가로등이 고장입니다")
    close(case=first.case, ending=Ending(end_state=Case.EndState.DONE, text="고쳤습니다."), by=hyunwoo, at=NOON)
    thanks = mail_of("감사합니다.", To="mayor@suwon.example", Message_ID="<t@x.org>", In_Reply_To="<0@example.org>")
    raw = kept(thanks.as_bytes(), to="mayor@suwon.example")
    assert raw is not None
    take_in(arrival=raw.pk, at=NOON)
    hear_new(at=NOON)
    word = MayorWord.objects.get(kind=Kind.PRAISE)
    assert word.case == first.case
    assert praised(word) == [(hyunwoo.pk, None, None, "matter")]


def test_a_complaint_alarms_whoever_answers_for_the_open_matter(write: Write) -> None:
    first = write("여권은 어디서 만드나요?")
    word = write("아직도 답이 없습니다. 너무 늦습니다.", at=NOON + timedelta(days=1))
    assert word.kind == Kind.COMPLAINT
    [alert] = Alert.objects.filter(kind="complained")
    assert alert.case == first.case
    assert alert.is_alarm
    assert not Praise.objects.exists()


def test_what_comes_to_another_address_is_none_of_it(line: MayorsLine) -> None:
    raw = kept(mail_of("정말 친절하셨습니다.").as_bytes(), to="minwon@suwon.example")
    assert raw is not None
    take_in(arrival=raw.pk, at=NOON)
    assert hear_new(at=NOON) == 0
    assert not MayorWord.objects.exists()


def test_a_counsellor_corrects_who_and_what(write: Write, hyunwoo: Staff, jiwoo: Staff, province: Province) -> None:
    word = write("Hyun-woo 주무관님 정말 친절하셨습니다.")
    other = employ("So-ra", "official", province.suwon_office)
    with pytest.raises(NobodyPraised):
        correct(word=word, correction=Correction(kind=Kind.PRAISE), by=jiwoo, at=NOON)
    correct(word=word, correction=Correction(kind=Kind.BOTH, staff=other.pk), by=jiwoo, at=NOON)
    word.refresh_from_db()
    assert (word.kind, word.corrected_by) == (Kind.BOTH, jiwoo)
    assert praised(word) == [(other.pk, None, None, "staff")]
    assert [alert.staff for alert in Alert.objects.filter(kind="praised")] == [other]
    assert Alert.objects.filter(kind="complained").count() == 1
    correct(word=word, correction=Correction(kind=Kind.OTHER), by=jiwoo, at=NOON)
    assert not Praise.objects.exists()


def test_praise_is_thanked_for_and_counts_as_answered(write: Write, jiwoo: Staff) -> None:
    word = write("상담사가 친절했습니다.")
    thank(word=word, text="고맙습니다.", by=jiwoo, at=NOON)
    word.case.refresh_from_db()
    assert word.case.end_state == Case.EndState.ANSWERED
    with pytest.raises(AlreadyClosed):
        thank(word=word, text="고맙습니다.", by=jiwoo, at=NOON)
    complaint = write("너무 불친절합니다.", sender="kim@example.org")
    with pytest.raises(NotPraise):
        thank(word=complaint, text="고맙습니다.", by=jiwoo, at=NOON)
    assert Message.objects.count() == 0  # the wiring's jobs have not run here


def test_an_address_is_one_line_and_a_used_one_stays(line: MayorsLine, write: Write, admin: Staff) -> None:
    with pytest.raises(LineTaken):
        save_line(line=None, facts=LineFacts(address=line.address_id, readers=[]), by=admin, at=NOON)
    write("친절했습니다")
    with pytest.raises(LineUsed):
        remove_line(line=line, by=admin, at=NOON)
