"""What a kept text causes: a matter, a joined one, one opened again, or an end to texts."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from hantong.access.models import Staff
from hantong.cases import actions as cases
from hantong.cases.models import Attachment, Case
from hantong.channels.sms.actions import keep_text
from hantong.channels.sms.kept import Heard
from hantong.channels.sms.models import Text
from hantong.contacts.actions import take_in
from hantong.contacts.channel import Upload, channels
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.contacts.ways import way_to
from hantong.kit.editions import forget_edition
from hantong.people.models import Consent, Resident
from hantong.project.cast import LONG_AGO, NOON, Province

HAN = "+821055556666"
CITY = "+82311200000"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
Say = Callable[..., RawArrival]


@pytest.fixture
def say(numbers: OwnAddress) -> Say:
    """Have Ms Han text something, and have it read."""
    count = iter(range(1000))

    def said(text: str, *, at: datetime = NOON, release: bool = False, **changes: Any) -> RawArrival:
        heard = Heard(**{"sender": HAN, "recipient": CITY, "text": text, "said_at": at, **changes})
        raw = keep_text(heard=heard, key=f"test:{next(count)}", at=at)
        assert raw is not None
        if release:
            RawArrival.objects.filter(pk=raw.pk).update(is_released=True, state="waiting")
        take_in(arrival=raw.pk, at=at)
        raw.refresh_from_db()
        return raw

    return said


def case_of(raw: RawArrival) -> Case:
    assert raw.case is not None, (raw.state, raw.reason, raw.trouble)
    return raw.case


def settled(case: Case, by: Staff, *, at: datetime = NOON) -> None:
    cases.close(case=case, ending=cases.Ending(end_state=Case.EndState.DONE, text="고쳤습니다."), by=by, at=at)


def test_a_text_becomes_a_matter_of_the_city_whose_number_it_came_to(say: Say, province: Province) -> None:
    raw = say("수원역 앞 가로등이 꺼졌습니다.")
    case = case_of(raw)
    assert (raw.reason, case.channel, case.jurisdiction, case.language) == ("opened", "sms", province.suwon, "ko")
    assert case.resident is not None
    assert case.resident.contact_points.get().value == HAN


def test_the_next_text_joins_the_open_matter(say: Say) -> None:
    first = say("가로등이 꺼졌습니다.")
    second = say("역 3번 출구 쪽입니다.", at=NOON + timedelta(days=3))
    assert (second.reason, second.case) == ("joined", first.case)
    assert case_of(first).contacts.count() == 2


def test_after_the_days_of_joining_it_is_a_new_matter(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    first = say("가로등이 꺼졌습니다.")
    assert say("또 꺼졌습니다.", at=NOON + timedelta(days=31)).case != first.case
    monkeypatch.setenv("HANTONG_SMS_JOIN_DAYS", "0")
    assert say("쓰레기가 쌓였습니다.", at=NOON + timedelta(days=32)).reason == "opened"


def test_a_number_in_the_text_decides_among_several_matters(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    first = case_of(say("가로등이 꺼졌습니다."))
    monkeypatch.setenv("HANTONG_SMS_JOIN_DAYS", "0")
    say("쓰레기가 쌓였습니다.", at=NOON + timedelta(days=1))
    monkeypatch.delenv("HANTONG_SMS_JOIN_DAYS")
    third = say(f"{first} 아직도 어둡습니다.", at=NOON + timedelta(days=2))
    assert (third.case, third.reason) == (first, "joined")


def test_a_number_seen_over_a_shoulder_opens_nothing_of_others(say: Say) -> None:
    first = case_of(say("가로등이 꺼졌습니다."))
    other = say(f"{first} 제 것도 봐 주세요.", sender="+821099998888")
    assert (other.reason, other.case == first) == ("opened", False)


def test_a_matter_of_another_city_is_not_joined(say: Say, province: Province) -> None:
    first = say("가로등이 꺼졌습니다.")
    OwnAddress.objects.create(channel="sms", address="1588-0120", jurisdiction=province.uijeongbu, changed_at=LONG_AGO)
    forget_edition()
    second = say("버스가 안 옵니다.", recipient="15880120")
    assert second.case != first.case
    assert case_of(second).jurisdiction == province.uijeongbu


def test_thanks_keep_a_settled_matter_settled_and_other_words_begin_a_new_one(say: Say, jiwoo: Staff) -> None:
    first = case_of(say("가로등이 꺼졌습니다."))
    settled(first, jiwoo)
    thanks = say("감사합니다!", at=NOON + timedelta(hours=1))
    assert (thanks.case, thanks.reason) == (first, "joined")
    assert case_of(thanks).is_closed
    assert say("이번에는 하수구가 막혔습니다.", at=NOON + timedelta(hours=2)).reason == "opened"


def test_the_number_of_a_settled_matter_opens_it_again(say: Say, jiwoo: Staff) -> None:
    first = case_of(say("가로등이 꺼졌습니다."))
    settled(first, jiwoo)
    again = say(f"{first} 또 꺼졌습니다.", at=NOON + timedelta(days=2))
    assert (again.case, again.reason) == (first, "reopened")
    assert not case_of(again).is_closed


def test_pictures_are_checked_and_attached_and_what_is_no_picture_is_named(say: Say) -> None:
    files = (Upload(name="lamp.png", content=PICTURE), Upload(name="virus.exe", content=b"MZ" + b"\0" * 200))
    case = case_of(say("", files=files, subject="사진"))
    assert [file.name for file in Attachment.objects.filter(case=case)] == ["lamp.png"]
    text = case.contacts.get().text
    assert "virus.exe" in text
    assert case.title == "사진"


def test_a_missing_piece_is_said(say: Say) -> None:
    assert "2개가 오지 않았습니다" in case_of(say("첫 조각", missing=(2, 3))).contacts.get().text


def test_who_is_no_telephone_is_set_apart_until_somebody_says_so(say: Say) -> None:
    assert (say("광고입니다", sender="HappyBank").state, say("인증번호", sender="15881588").reason) == (
        "held",
        "no_sender",
    )
    assert say("광고입니다", sender="HappyBank", release=True).reason == "opened"


def test_a_text_in_our_own_name_is_set_apart(say: Say) -> None:
    assert say("loop", sender=CITY).reason == "from_ourselves"


def test_stopping_is_recorded_confirmed_once_and_honoured(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANTONG_SMPP", "smpp://a:b@127.0.0.1")
    case = case_of(say("가로등이 꺼졌습니다."))
    resident = Resident.objects.get()
    assert way_to(case, resident).recipient == HAN
    assert say("수신거부").reason == "opted_out"
    consent = Consent.objects.get()
    assert (consent.purpose, consent.withdrawn_at, consent.how) == ("notices", NOON, "sms")
    assert way_to(case, resident).recipient == ""
    assert say("STOP").reason == "opted_out"
    confirmation = Text.objects.get()
    assert (confirmation.recipient, "더 이상 문자를 보내지 않습니다" in confirmation.body) == (HAN, True)
    assert Case.objects.count() == 1


def test_beginning_again_is_a_consent_and_a_word_like_it_is_not_swallowed(say: Say) -> None:
    assert say("수신동의").reason == "opened"
    say("수신거부")
    assert say("START").reason == "opted_in"
    assert Consent.objects.filter(withdrawn_at=None, purpose="notices").count() == 1


def test_a_stranger_can_object_before_we_know_them(say: Say) -> None:
    assert say("退订").reason == "opted_out"
    assert Resident.objects.get().contact_points.get().value == HAN
    assert not Case.objects.exists()


def test_numbers_that_identify_people_are_masked(say: Say) -> None:
    assert "900101-1234568" not in case_of(say("주민번호 900101-1234568 입니다")).contacts.get().text


def test_staff_may_look_at_a_kept_text(say: Say) -> None:
    from hantong.channels.sms.channel import SmsChannel
    from hantong.contacts.raw_store import content_of

    raw = say("주민번호 900101-1234568", sender="Bank", subject="제목")
    shown = SmsChannel().show(content_of(raw))
    assert "900101-1234568" not in shown.text
    assert "Bank" in [value for _name, value in shown.facts]
    assert SmsChannel().show(b"\xff broken").text


def test_broken_content_is_kept_as_not_understood(numbers: OwnAddress) -> None:
    raw = RawArrival.objects.create(channel="sms", key="x", arrived_at=NOON, size_bytes=3, content=b"{}!")
    take_in(arrival=raw.pk, at=NOON)
    raw.refresh_from_db()
    assert raw.state == "failed"


def test_the_channel_is_on_the_list() -> None:
    assert channels()["sms"].replies == "phone"
