"""The desk page: five outcomes, recognised people, the moment it was said, and nothing lost."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from hantong.access.models import Staff, Viewing
from hantong.cases.models import Case, HandOver
from hantong.channels.counter import views
from hantong.channels.counter.forms import split
from hantong.contacts.models import Contact
from hantong.contacts.seal import new_seal
from hantong.kit.editions import forget_edition
from hantong.people.models import Resident
from hantong.project.cast import NOON, PASSWORD, Province

Typed = dict[str, object]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Let the story say what time it is at the desk."""
    hands = [NOON]
    monkeypatch.setattr(views, "now", lambda: hands[0])
    return hands


@pytest.fixture
def desk(client: Client, jiwoo: Staff) -> Client:
    """Sit Ji-woo down at Suwon station."""
    client.force_login(jiwoo)
    return client


def typed(outcome: str, **changes: object) -> Typed:
    return {"seal": new_seal(at=NOON - timedelta(seconds=18)), "outcome": outcome, "language": "ko", **changes}


def text_of(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return unescape(answer.content.decode())


def test_opens_a_matter_that_is_hers_and_goes_its_way(
    desk: Client, jiwoo: Staff, province: Province, ms_han: Resident
) -> None:
    answer = desk.post(
        "/desk/",
        typed("open", resident=ms_han.pk, service=province.pothole.pk, text="구멍이 있음", address="수원시 수원역"),
    )
    contact = Contact.objects.get()
    case = Case.objects.get()
    assert (contact.channel, contact.place, contact.answered_by) == ("counter", province.station, jiwoo)
    assert (contact.resident, contact.handling_s) == (ms_han, 18)
    assert (case.owner, case.owner_unit, case.jurisdiction) == (jiwoo, province.centre, province.suwon)
    assert HandOver.objects.get(case=case).to_unit == province.roads
    page = text_of(desk.get(answer["Location"]))
    assert str(case) in page
    assert "답변 기한" in page


def test_somebody_new_is_remembered_by_telephone_and_name(desk: Client, province: Province) -> None:
    desk.post("/desk/", typed("open", who="010-1234-5678 김하나", text="여권을 잃어버림"))
    resident = Resident.objects.get()
    assert resident.name == "김하나"
    assert resident.contact_points.get().value == "+821012345678"


def test_a_known_resident_tells_an_address_for_the_answer(desk: Client, ms_han: Resident) -> None:
    desk.post("/desk/", typed("open", resident=ms_han.pk, text="물어봄", email="han@example.org"))
    assert ms_han.contact_points.filter(kind="email", value="han@example.org").exists()


def test_answers_at_once_what_may_be_answered_at_once(desk: Client, province: Province) -> None:
    refused = desk.post("/desk/", typed("answer", service=province.passport.pk, answer="8일 걸립니다"))
    assert refused.status_code == 422
    province.passport.answerable_at_once = True
    province.passport.save()
    forget_edition()
    desk.post("/desk/", typed("answer", service=province.passport.pk, answer="8일 걸립니다"))
    contact = Contact.objects.get()
    assert (contact.outcome, contact.service) == (Contact.Outcome.ANSWERED, province.passport)
    assert not Case.objects.exists()


def test_adds_to_the_residents_own_matter(desk: Client, ms_han: Resident) -> None:
    desk.post("/desk/", typed("open", resident=ms_han.pk, text="구멍이 있음"))
    case = Case.objects.get()
    desk.post("/desk/", typed("join", resident=ms_han.pk, joins=case.pk, text="더 커졌다고 함"))
    assert Contact.objects.filter(outcome=Contact.Outcome.JOINED, case=case).exists()


def test_somebody_elses_report_of_the_same_gets_a_number_of_its_own(desk: Client, ms_han: Resident) -> None:
    desk.post("/desk/", typed("open", resident=ms_han.pk, text="구멍이 있음"))
    first = Case.objects.get()
    desk.post("/desk/", typed("join", who="010-1234-5678 김하나", joins=first.pk, text="같은 구멍"))
    second = Case.objects.exclude(pk=first.pk).get()
    assert second.merged_into == first
    assert not first.history.filter(text="같은 구멍").exists()


@pytest.mark.parametrize(
    ("outcome", "more", "wanted"),
    [("pass_on", {"passed_to": "대한법률구조공단"}, "passed_on"), ("give_up", {}, "gave_up")],
)
def test_the_other_ends_are_counted_too(desk: Client, outcome: str, more: Typed, wanted: str) -> None:
    desk.post("/desk/", typed(outcome, **more))
    assert Contact.objects.get().outcome == wanted


@pytest.mark.parametrize(
    ("outcome", "field"),
    [("open", "말한 내용"), ("pass_on", "안내한 곳"), ("answer", "민원 종류")],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(desk: Client, outcome: str, field: str) -> None:
    answer = desk.post("/desk/", typed(outcome, who="010-1234-5678 김하나"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert field in page
    assert "010-1234-5678 김하나" in page
    assert not Contact.objects.exists()


def test_sent_twice_is_one_conversation(desk: Client) -> None:
    form = typed("open", text="구멍이 있음")
    assert desk.post("/desk/", form)["Location"] == desk.post("/desk/", form)["Location"]
    assert Case.objects.count() == 1


def test_letters_that_mean_one_service_choose_it_without_javascript(desk: Client, province: Province) -> None:
    desk.post("/desk/", typed("open", service_words="ㅇㄱ", text="물어봄"))
    assert Case.objects.get().service == province.passport
    vague = desk.post("/desk/", typed("open", service_words="신고", text="물어봄"))
    assert vague.status_code == 422
    assert "불법 주정차 신고" in text_of(vague)


def test_what_was_said_at_night_counts_at_night(desk: Client) -> None:
    desk.post("/desk/", typed("open", text="밤에 전화함", said_at="2026-03-04T02:30"))
    contact = Contact.objects.get()
    assert contact.said_at == datetime(2026, 3, 3, 17, 30, tzinfo=UTC)
    assert contact.handling_s is None
    assert "심야" in text_of(desk.get("/desk/band", {"said_at": "2026-03-04T02:30"}))


def test_the_future_is_refused(desk: Client) -> None:
    assert desk.post("/desk/", typed("open", text="x", said_at="2026-03-05T02:30")).status_code == 422


def test_a_seat_is_remembered_and_a_telephone_counts_as_one(desk: Client, province: Province) -> None:
    seat = {"place": province.station.pk, "desk": province.desk.pk, "channel": "phone"}
    desk.post("/desk/seat", seat)
    desk.post("/desk/", typed("give_up"))
    contact = Contact.objects.get()
    assert (contact.channel, contact.desk) == ("phone", province.desk)


def test_people_are_found_by_number_and_by_name_and_the_look_is_recorded(desk: Client, ms_han: Resident) -> None:
    for who in ("031-234-0000", "영숙"):
        assert "한영숙" in text_of(desk.post("/desk/people", {"who": who}))
    assert Viewing.objects.filter(resident_id=ms_han.pk).exists()


def test_beside_stand_the_open_matters_and_the_needs(desk: Client, ms_han: Resident) -> None:
    ms_han.needs = ["wheelchair"]
    ms_han.save()
    desk.post("/desk/", typed("open", resident=ms_han.pk, text="구멍이 있음"))
    page = text_of(desk.get("/desk/beside", {"resident": str(ms_han.pk)}))
    assert "구멍이 있음" in page
    assert "휠체어" in page


def test_beside_stands_what_may_be_the_same(desk: Client, province: Province) -> None:
    same = {"service": str(province.pothole.pk), "address": "수원시 수원역 앞"}
    desk.post("/desk/", typed("open", text="구멍", **same))
    assert "다른 사람이 신고한" in text_of(desk.get("/desk/beside", same))


def test_the_slip_carries_number_secret_and_address(desk: Client) -> None:
    done = desk.post("/desk/", typed("open", text="구멍"))["Location"]
    page = text_of(desk.get(done.replace("done", "slip")))
    assert str(Case.objects.get()) in page
    assert "/track/" in page


@pytest.mark.parametrize("nonsense", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_beside_shows_nothing_wrong(desk: Client, nonsense: str) -> None:
    assert desk.get("/desk/beside", {"resident": nonsense, "service": nonsense}).status_code == 200


def test_somebody_who_may_not_take_contacts_stays_out(client: Client, hyunwoo: Staff) -> None:
    client.force_login(hyunwoo)
    assert client.get("/desk/").status_code == 403


def test_a_stranger_signs_in_first(client: Client, province: Province) -> None:
    assert client.get("/desk/").status_code == 302
    assert PASSWORD not in client.get("/desk/")["Location"]


@pytest.mark.parametrize("page", ["/desk/seat", "/desk/people"])
def test_reading_changes_nothing(desk: Client, page: str) -> None:
    assert desk.get(page).status_code == 405


@pytest.mark.parametrize(
    ("who", "phone", "name"),
    [
        ("010-1234-5678", "010-1234-5678", ""),
        ("한영숙", "", "한영숙"),
        ("한영숙 01012345678", "01012345678", "한영숙"),
        ("+82 10-1234-5678 Kim Ha-na", "+82 10-1234-5678", "Kim Ha-na"),
        ("12", "", "12"),
    ],
)
def test_one_line_holds_number_and_name(who: str, phone: str, name: str) -> None:
    assert split(who) == (phone, name)
