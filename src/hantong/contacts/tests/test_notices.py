"""Residents hear of each happening once, in their language, and whoever no machine reaches is told by voice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from hantong.access.models import Staff
from hantong.cases import actions, events
from hantong.cases.models import Case, ExtensionConsent
from hantong.contacts import notices
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.models import Message, NoticeTemplate
from hantong.contacts.notice_words import LANGUAGES
from hantong.contacts.tracked import token_of
from hantong.people.models import Consent
from hantong.project.cast import NOON, Province

Make = Callable[..., Arrival]
BY_PHONE = (ReachedBy(kind="phone", value="031-234-0000"),)


def opened(arrival: Arrival) -> Case:
    case = receive(arrival=arrival, at=NOON).case
    assert case is not None
    return case


def told(case: Case) -> Message:
    return Message.objects.get(case=case)


def test_a_receipt_names_the_number_the_promise_and_the_secret_address(arrival: Make) -> None:
    case = opened(arrival())
    notices.tell_opened(events.CaseOpened.of(case))
    message = told(case)
    assert message.recipient == "han@example.org"
    assert message.state == Message.State.QUEUED
    assert str(case) in message.subject
    assert "한영숙 님" in message.body
    assert f"/track/{case.number}/{token_of(case)}" in message.body
    assert "까지 답변해 드리겠습니다" in message.body


def test_a_repeated_job_tells_nothing_twice(arrival: Make) -> None:
    case = opened(arrival())
    for _ in range(3):
        notices.tell_opened(events.CaseOpened.of(case))
    assert Message.objects.count() == 1


def test_an_english_reader_gets_english(arrival: Make) -> None:
    case = opened(arrival(language="en", name="Anna"))
    notices.tell_opened(events.CaseOpened.of(case))
    message = told(case)
    assert message.body.startswith("Dear Anna,")
    assert "You will have an answer by" in message.body


def test_somebody_anonymous_is_told_nothing(arrival: Make) -> None:
    case = opened(arrival(name="", reached_by=()))
    notices.tell_opened(events.CaseOpened.of(case))
    assert not Message.objects.exists()


def test_a_receipt_needs_no_call_but_an_answer_does(arrival: Make, jiwoo: Staff) -> None:
    case = opened(arrival(channel="counter", reached_by=BY_PHONE))
    notices.tell_opened(events.CaseOpened.of(case))
    assert not Message.objects.exists()
    case = actions.answer(case=case, text="오늘 메웁니다.", by=jiwoo, at=NOON)
    notices.tell_answered(events.CaseAnswered.of(case, text="오늘 메웁니다."))
    message = told(case)
    assert message.state == Message.State.NO_WAY
    assert "오늘 메웁니다." in message.body
    assert list(Message.objects.to_tell_by_voice()) == [message]


def test_whoever_took_their_consent_back_gets_no_mail(arrival: Make, jiwoo: Staff) -> None:
    case = opened(arrival(consents=("notices",)))
    Consent.objects.update(withdrawn_at=NOON)
    case = actions.answer(case=case, text="오늘 메웁니다.", by=jiwoo, at=NOON)
    notices.tell_answered(events.CaseAnswered.of(case, text="오늘 메웁니다."))
    assert told(case).state == Message.State.NO_WAY


def test_whoever_cannot_read_is_told_by_voice(arrival: Make, jiwoo: Staff) -> None:
    case = opened(arrival(needs=("cannot_read",)))
    case = actions.answer(case=case, text="오늘 메웁니다.", by=jiwoo, at=NOON)
    notices.tell_answered(events.CaseAnswered.of(case, text="오늘 메웁니다."))
    assert told(case).state == Message.State.NO_WAY


def test_a_later_date_comes_with_its_reason(arrival: Make, jiwoo: Staff) -> None:
    case = opened(arrival())
    actions.extend(case=case, reason="자재가 늦습니다.", by=jiwoo, at=NOON)
    case.refresh_from_db()
    notices.tell_deadline_moved(events.DeadlineMoved.of(case, text="자재가 늦습니다."))
    assert "사유: 자재가 늦습니다." in told(case).body


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_question_whether_we_may_take_longer_names_both_dates_in_every_language(
    arrival: Make, jiwoo: Staff, language: str
) -> None:
    case = opened(arrival(language=language))
    case = actions.extend(case=case, reason="자재가 늦습니다.", by=jiwoo, at=NOON)
    case = actions.ask_consent(case=case, reason="아직 오지 않았습니다.", by=jiwoo, at=NOON)
    notices.tell_consent_asked(events.ConsentAsked.of(case, text="아직 오지 않았습니다."))
    asked = ExtensionConsent.objects.get()
    body = told(case).body
    assert "아직 오지 않았습니다." in body
    days = {str(localtime(at).day) for at in (asked.was_due_at, asked.due_at)}
    assert len(days) == 2
    assert all(day in body for day in days)
    assert "{" not in body


def test_the_outcome_reaches_everybody_whose_report_was_joined(arrival: Make, jiwoo: Staff) -> None:
    mr_seo = (ReachedBy(kind="email", value="seo@example.org"),)
    main, other = opened(arrival()), opened(arrival(name="서정우", reached_by=mr_seo))
    actions.merge(case=other, into=main, text="같은 곳입니다.", by=jiwoo, at=NOON)
    other.refresh_from_db()
    notices.tell_closed(events.CaseClosed.of(other, text="같은 곳입니다."))
    ending = actions.Ending(end_state=Case.EndState.DONE, text="메웠습니다.")
    actions.close(case=main, ending=ending, by=jiwoo, at=NOON + timedelta(days=1))
    main.refresh_from_db()
    for _ in range(2):
        notices.tell_closed(events.CaseClosed.of(main, text="메웠습니다."))
    by_recipient = {
        recipient: list(Message.objects.filter(recipient=recipient).order_by("created_at"))
        for recipient in ("han@example.org", "seo@example.org")
    }
    assert [m.occasion for m in by_recipient["seo@example.org"]] == ["merged", "closed"]
    assert [m.occasion for m in by_recipient["han@example.org"]] == ["closed"]
    outcome = by_recipient["seo@example.org"][1]
    assert "메웠습니다." in outcome.body
    assert "처리를 마쳤습니다" in outcome.body
    assert other.number in outcome.body.replace("-", "")
    assert main.number not in outcome.body.replace("-", "")


def test_another_authority_is_named_but_another_desk_is_not(
    arrival: Make, jiwoo: Staff, hyunwoo: Staff, province: Province
) -> None:
    case = opened(arrival(service=province.passport.pk, jurisdiction=province.gyeonggi.pk))
    offer = actions.hand_over(case=case, to_unit=province.suwon_parking.pk, packet=actions.Packet(), by=jiwoo, at=NOON)
    case = actions.accept(offer=offer, by=hyunwoo, at=NOON)
    notices.tell_passed_on(events.HandOverSettled.of(case))
    assert "주차관리과" in told(case).body
    back = actions.hand_over(case=case, to_unit=province.suwon_office.pk, packet=actions.Packet(), by=hyunwoo, at=NOON)
    case = actions.accept(offer=back, by=hyunwoo, at=NOON)
    notices.tell_passed_on(events.HandOverSettled.of(case))
    assert Message.objects.count() == 1


def test_the_offices_own_words_win_and_reach_down_the_tree(arrival: Make, province: Province) -> None:
    NoticeTemplate.objects.create(
        occasion="opened",
        jurisdiction=province.gyeonggi,
        subjects={"ko": "{number} 받았습니다"},
        bodies={"ko": "{name} 님\n기한: {due}\n전화: {phone}"},
    )
    case = opened(arrival())
    notices.tell_opened(events.CaseOpened.of(case))
    message = told(case)
    assert message.subject == f"{case} 받았습니다"
    assert "기한: " in message.body
    assert "전화" not in message.body, "a line whose placeholders are empty is left out"


@pytest.mark.parametrize("channel", ["web", "counter", "phone", "open311-of-long-ago"])
def test_every_channel_answers_by_mail_where_there_is_an_address(arrival: Make, channel: str) -> None:
    case = opened(replace(arrival(), channel=channel))
    notices.tell_opened(events.CaseOpened.of(case))
    assert told(case).recipient == "han@example.org"
