"""Handing a matter over."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import Packet, accept, close, decline, hand_over, time_out, withdraw_offer
from hantong.cases.actions.closing import Ending
from hantong.cases.models import Alert, Case, HandOver
from hantong.cases.refusals import AlreadyClosed, NoOffer, OfferPending, OfferToItself, ReasonMissing
from hantong.project.cast import NOON, Province

LATER = NOON + timedelta(hours=1)
PACKET = Packet(said="흰 차", tried="전화했으나 받지 않음", promised="내일까지 연락")


@pytest.fixture
def offer(desk_case: Case) -> HandOver:
    return HandOver.objects.get(case=desk_case)


def test_leaves_the_work_where_it_is_until_accepted(desk_case: Case, jiwoo: Staff, offer: HandOver) -> None:
    desk_case.refresh_from_db()
    assert desk_case.holder == jiwoo
    assert offer.settled_at is None


def test_accepted_moves_the_work_and_not_the_answering(offer: HandOver, jiwoo: Staff, hyunwoo: Staff) -> None:
    case = accept(offer=offer, by=hyunwoo, at=LATER)
    assert case.holder == hyunwoo
    assert case.owner == jiwoo
    assert Alert.objects.get(staff=jiwoo).kind == "accepted"


def test_declined_goes_back_to_the_owner_who_is_alarmed(offer: HandOver, jiwoo: Staff, hyunwoo: Staff) -> None:
    case = decline(offer=offer, reason="사유지라 단속 대상이 아닙니다.", by=hyunwoo, at=LATER)
    assert case.holder == jiwoo
    alarm = Alert.objects.get(staff=jiwoo, is_alarm=True)
    assert alarm.data["reason"] == "사유지라 단속 대상이 아닙니다."


def test_is_not_declined_without_a_reason(offer: HandOver, hyunwoo: Staff) -> None:
    with pytest.raises(ReasonMissing) as refusal:
        decline(offer=offer, reason="  ", by=hyunwoo, at=LATER)
    assert refusal.value.field == "reason"


def test_timed_out_goes_back_to_the_owner_who_is_alarmed(offer: HandOver, jiwoo: Staff) -> None:
    case = time_out(offer=offer, at=offer.expires_at)
    assert case.holder == jiwoo
    assert Alert.objects.filter(staff=jiwoo, is_alarm=True, kind="timed_out").exists()


def test_is_accepted_only_once(offer: HandOver, hyunwoo: Staff) -> None:
    accept(offer=offer, by=hyunwoo, at=LATER)
    with pytest.raises(NoOffer):
        accept(offer=offer, by=hyunwoo, at=LATER)
    with pytest.raises(NoOffer):
        time_out(offer=offer, at=LATER)


def test_is_offered_to_one_at_a_time(desk_case: Case, jiwoo: Staff, province: Province) -> None:
    with pytest.raises(OfferPending):
        hand_over(case=desk_case, to_unit=province.roads.pk, packet=PACKET, by=jiwoo, at=LATER)


def test_may_be_withdrawn_and_offered_elsewhere(
    desk_case: Case, offer: HandOver, jiwoo: Staff, province: Province
) -> None:
    withdraw_offer(offer=offer, by=jiwoo, at=LATER)
    second = hand_over(case=desk_case, to_unit=province.uijeongbu_office.pk, packet=PACKET, by=jiwoo, at=LATER)
    assert second.tried == "전화했으나 받지 않음"
    desk_case.refresh_from_db()
    assert desk_case.hand_overs == 2


def test_to_where_it_is_already_is_refused(web_case: Case, hyunwoo: Staff, province: Province) -> None:
    with pytest.raises(OfferToItself):
        hand_over(case=web_case, to_unit=province.suwon_parking.pk, packet=PACKET, by=hyunwoo, at=LATER)


def test_of_a_settled_matter_is_refused(offer: HandOver, desk_case: Case, jiwoo: Staff, hyunwoo: Staff) -> None:
    close(case=desk_case, ending=Ending(end_state=Case.EndState.DONE, text="견인했습니다."), by=jiwoo, at=LATER)
    offer.refresh_from_db()
    assert offer.outcome == HandOver.Outcome.WITHDRAWN
    with pytest.raises(AlreadyClosed):
        accept(offer=offer, by=hyunwoo, at=LATER)
