"""Ms Han reports in KakaoTalk, asks how far it is, and hears our answer there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.afterwards.tests.doing import do_jobs
from hantong.cases.actions import answer
from hantong.cases.models import Case, History
from hantong.channels.kakao.actions import forget_old_talks, give_up_on_news
from hantong.channels.kakao.channel import KakaoChannel
from hantong.channels.kakao.models import News, Talk
from hantong.channels.kakao.tests.conftest import HAN, SECRET, Room, skill_request
from hantong.contacts.actions import deliver
from hantong.contacts.channel import ChannelError, Outgoing
from hantong.contacts.models import Contact, Message
from hantong.contacts.tracked import token_of
from hantong.people.models import ContactPoint
from hantong.project.cast import NOON, Province

pytestmark = pytest.mark.django_db


def test_whoever_does_not_show_the_secret_finds_nothing(room: Room) -> None:
    for headers in ({}, {"X-Hantong-Secret": "wrong-secret-of-some-length"}):
        answered = Client().post(
            "/kakao/skill", skill_request("안녕"), content_type="application/json", headers=headers
        )
        assert answered.status_code == 404
    assert not Talk.objects.exists()


def test_what_is_no_skill_request_is_told_what_it_lacks(room: Room) -> None:
    for body in ("", "[", "[]", "{}", "[" * 50_000):
        answered = Client().post(
            "/kakao/skill", body, content_type="application/json", headers={"X-Hantong-Secret": SECRET}
        )
        assert answered.status_code == 400
        assert answered.json()["error"]


def test_a_report_becomes_a_matter_of_the_account(room: Room, province: Province) -> None:
    assert "무엇이" in room.says("안녕하세요") or room.labels
    room.presses("민원 접수")
    shown = room.says("수원시 팔달구 골목에 차가 서 있어 휠체어가 못 지나갑니다.")
    assert "휠체어" in shown
    assert not Case.objects.exists()
    shown = room.presses("접수하기")
    case = Case.objects.get()
    assert str(case) in shown
    assert "/track/" in shown
    assert (case.channel, case.jurisdiction_id) == ("kakao", province.suwon.pk)
    assert case.resident is not None
    assert ContactPoint.objects.get(resident=case.resident).value == f"kakao:{HAN}"


def test_words_may_come_in_pieces(room: Room) -> None:
    room.says("가로등이 꺼졌습니다.")
    room.says("놀이터 옆입니다.")
    room.presses("접수하기")
    assert Contact.objects.get().text == "가로등이 꺼졌습니다.\n놀이터 옆입니다."


def test_what_is_cancelled_is_gone(room: Room) -> None:
    room.says("가로등이 꺼졌습니다.")
    room.presses("취소")
    room.says("네", command="sure")
    assert not Case.objects.exists()
    assert Talk.objects.get().draft == ""


def test_the_same_press_twice_is_one_matter_and_one_answer(room: Room) -> None:
    room.says("가로등이 꺼졌습니다.")
    first = room.presses("접수하기", callback="https://bot-api.kakao.com/c/1")
    again = room.says("접수하기", command="sure", callback="https://bot-api.kakao.com/c/1")
    assert first == again
    assert Case.objects.count() == 1


def test_numbers_that_identify_people_are_masked(room: Room) -> None:
    room.says("저는 900101-1234568 입니다. 가로등이 꺼졌습니다.")
    room.presses("접수하기")
    assert "1234568" not in Contact.objects.get().text


def test_the_state_of_ones_own_matters_needs_no_secret(room: Room, reported: Callable[..., Case]) -> None:
    case = reported()
    assert str(case) in room.says("처리 상태")
    assert str(case) in room.says(str(case))


def test_somebody_elses_number_needs_its_secret(room: Room, reported: Callable[..., Case]) -> None:
    case = reported(user="somebody-else")
    assert case.title not in room.says(case.number)
    assert case.title not in room.says(f"{case.number} 0000-0000-0000-000A")
    assert case.title in room.says(f"{case.number} {token_of(case)}")


def test_guessing_secrets_ends(room: Room, reported: Callable[..., Case]) -> None:
    case = reported(user="somebody-else")
    for guess in range(10):
        room.says(f"{case.number} 0000-0000-0000-00{guess:02}A")
    assert case.title not in room.says(f"{case.number} {token_of(case)}")


def test_more_words_join_the_open_matter(room: Room, reported: Callable[..., Case]) -> None:
    case = reported()
    room.says("오늘은 더 깊어졌습니다.")
    room.presses(f"…{case.number[-4:]} 덧붙임")
    assert Case.objects.count() == 1
    assert History.objects.filter(case=case, text="오늘은 더 깊어졌습니다.").exists()


def test_nobody_adds_to_what_is_not_theirs(room: Room, reported: Callable[..., Case]) -> None:
    case = reported(user="somebody-else")
    room.says("가짜 내용입니다.")
    room.says("덧붙임", command=f"add:{case.pk}")
    assert not History.objects.filter(case=case, text__contains="가짜").exists()


def test_english_words_are_answered_in_english(room: Room) -> None:
    shown = room.says("There is a hole in the street where I live, please help.")
    assert "Shall we take this in?" in shown
    assert room.labels == ["Send it", "Cancel"]


def test_our_answer_waits_and_is_told_once(room: Room, reported: Callable[..., Case], jiwoo: Staff) -> None:
    case = reported()
    message = Message.objects.create(
        key=f"{case.pk}:9:answered:x",
        case=case,
        channel="kakao",
        recipient=f"kakao:{HAN}",
        body="내일 고치겠습니다.",
        created_at=NOON,
    )
    deliver(message=message.pk, at=now())
    message.refresh_from_db()
    assert message.state == Message.State.SENDING
    assert "내일 고치겠습니다." in room.says("안녕")
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert "내일 고치겠습니다." not in room.says("처리 상태")


def test_an_answer_by_staff_goes_to_the_account(
    room: Room, reported: Callable[..., Case], jiwoo: Staff, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    case = reported()
    answer(case=case, text="도로관리과가 내일 고칩니다.", by=jiwoo, at=now())
    do_jobs("follow_up")
    message = Message.objects.get(case=case, key__contains=":answered:")
    assert (message.channel, message.recipient) == ("kakao", f"kakao:{HAN}")
    deliver(message=message.pk, at=now())
    assert "도로관리과가 내일 고칩니다." in room.says("안녕")


def test_what_nobody_came_for_is_told_by_voice(room: Room, reported: Callable[..., Case]) -> None:
    case = reported()
    message = Message.objects.create(
        key="k:1:answered:x", case=case, channel="kakao", recipient=f"kakao:{HAN}", body="답", created_at=NOON
    )
    deliver(message=message.pk, at=NOON)
    assert give_up_on_news(at=NOON + timedelta(days=2)) == 0
    assert give_up_on_news(at=NOON + timedelta(days=3)) == 1
    assert list(Message.objects.to_tell_by_voice()) == [message]
    assert not News.objects.exists()


def test_only_its_own_accounts_are_reached() -> None:
    with pytest.raises(ChannelError) as raised:
        KakaoChannel().send(
            Outgoing(key="k", recipient="@han@social.example", subject="", body="답", language="ko"), at=NOON
        )
    assert raised.value.permanent


def test_a_flood_is_asked_to_wait(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hantong.channels.kakao.actions.hearing.MOST_WORDS", 2)
    room.says("하나")
    room.says("둘")
    assert "기다려" in room.says("셋")
    assert Talk.objects.get().draft == "하나\n둘"


def test_a_talk_of_long_ago_is_forgotten(room: Room) -> None:
    room.says("가로등이 꺼졌습니다.")
    assert forget_old_talks(at=now() + timedelta(days=29)) == 0
    assert forget_old_talks(at=now() + timedelta(days=31)) == 1
    assert not Talk.objects.exists()
