"""Asking the resident, and moving the promise."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import add_said, answer_consent, ask, ask_consent, extend, reclock, resume
from hantong.cases.chain_check import verify_histories
from hantong.cases.models import Alert, Case, Extension, ExtensionConsent
from hantong.cases.refusals import (
    AlreadyWaiting,
    ConsentAsked,
    ConsentMissing,
    ConsentNotNeeded,
    ExtendedTwice,
    NoConsentAsked,
    NoDeadline,
    NotWaiting,
    ReasonMissing,
)
from hantong.cases.tests.conftest import Opener
from hantong.offices.models import LocalHoliday
from hantong.project.cast import LONG_AGO, NOON, Province

DAY = timedelta(days=1)
WHY = "현장 확인이 더 필요합니다."


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
    extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON, consent="phone")
    web_case.refresh_from_db()
    assert web_case.due_at is not None
    assert first is not None
    assert web_case.due_at > first
    assert [row.ordinal for row in Extension.objects.order_by("ordinal")] == [1, 2]
    with pytest.raises(ExtendedTwice):
        extend(case=web_case, reason="또", by=hyunwoo, at=NOON, consent="phone")


def test_a_second_time_nothing_moves_without_the_residents_consent(web_case: Case, hyunwoo: Staff) -> None:
    once = extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    with pytest.raises(ConsentMissing):
        extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    web_case.refresh_from_db()
    assert web_case.due_at == once.due_at
    assert Extension.objects.count() == 1


def test_what_they_said_on_the_telephone_is_kept_with_who_wrote_it_down(web_case: Case, hyunwoo: Staff) -> None:
    extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON, consent="phone")
    kept = ExtensionConsent.objects.get()
    assert (kept.state, kept.channel, kept.recorded_by) == ("given", "phone", hyunwoo)
    said, moved = web_case.history.order_by("n")[web_case.history.count() - 2 :]
    assert (said.kind, said.by_resident, said.by, said.channel) == ("consent_given", True, hyunwoo, "phone")
    assert moved.kind == "extended"
    assert verify_histories().broken is None


def test_a_yes_on_their_own_page_moves_the_promise_to_the_day_that_they_read(web_case: Case, hyunwoo: Staff) -> None:
    once = extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    ask_consent(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    asked = ExtensionConsent.objects.get()
    web_case.refresh_from_db()
    assert web_case.due_at == once.due_at, "the promise stands until they say yes"
    with pytest.raises(ConsentAsked):
        ask_consent(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    case = answer_consent(case=web_case, is_given=True, channel="web", at=NOON + DAY)
    assert case.due_at == asked.due_at
    assert Extension.objects.get(ordinal=2).reason == WHY
    assert Alert.objects.get().kind == "consent_given"
    with pytest.raises(NoConsentAsked):
        answer_consent(case=web_case, is_given=True, channel="web", at=NOON + DAY)


def test_a_no_leaves_the_promise_and_may_be_asked_again(web_case: Case, hyunwoo: Staff) -> None:
    once = extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    ask_consent(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    case = answer_consent(case=web_case, is_given=False, channel="web", at=NOON + DAY)
    assert case.due_at == once.due_at
    assert case.history.order_by("-n")[0].kind == "consent_refused"
    assert Alert.objects.get().kind == "consent_refused", "whoever answers for it hears of the no"
    ask_consent(case=case, reason="부품이 아직 오지 않았습니다.", by=hyunwoo, at=NOON + DAY)
    assert list(ExtensionConsent.objects.order_by("asked_at").values_list("state", flat=True)) == ["refused", "asked"]


def test_a_promise_that_moved_meanwhile_is_not_moved_by_an_old_yes(
    web_case: Case, province: Province, hyunwoo: Staff
) -> None:
    extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    ask_consent(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    LocalHoliday.objects.create(
        jurisdiction=province.gyeonggi, day="2026-03-10", names={"ko": "임시공휴일", "en": "Day"}, added_at=LONG_AGO
    )
    assert reclock(case=web_case, at=NOON)
    with pytest.raises(NoConsentAsked):
        answer_consent(case=web_case, is_given=True, channel="web", at=NOON + DAY)
    ask_consent(case=web_case, reason=WHY, by=hyunwoo, at=NOON + DAY)
    assert sorted(ExtensionConsent.objects.values_list("state", flat=True)) == ["asked", "lapsed"]


def test_the_first_extension_is_ours_to_decide(web_case: Case, hyunwoo: Staff) -> None:
    with pytest.raises(ConsentNotNeeded):
        ask_consent(case=web_case, reason=WHY, by=hyunwoo, at=NOON)


def test_an_offices_own_rule_needs_no_consent(web_case: Case, hyunwoo: Staff) -> None:
    Case.objects.filter(pk=web_case.pk).update(due_rule="working_days:7")
    for _ in range(2):
        extend(case=web_case, reason=WHY, by=hyunwoo, at=NOON)
    assert Extension.objects.count() == 2


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
