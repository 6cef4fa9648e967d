"""A resident reports without an account: everything typed survives, a second sending is the same one, machines are slowed."""

import re
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from PIL import Image

from hantong.cases.models import Attachment, Case
from hantong.catalogue.models import ServiceAttribute
from hantong.channels.web import public
from hantong.contacts import limits
from hantong.contacts.models import Contact
from hantong.contacts.seal import new_seal
from hantong.kit.editions import forget_edition
from hantong.people.models import Consent, Resident
from hantong.project.cast import NOON, Province

POTHOLE = "/report/pothole"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Let the story say what time it is."""
    hands = [NOON]
    monkeypatch.setattr(public, "now", lambda: hands[0])
    return hands


def typed(**changes: object) -> dict[str, object]:
    form: dict[str, object] = {
        "text": "보도에 구멍이 있습니다.",
        "address": "수원시 팔달구 덕영대로 924",
        "seal": new_seal(at=NOON - timedelta(minutes=2)),
    }
    return {**form, **changes}


def text_of(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return unescape(answer.content.decode())


def photo() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (30, 20), "red").save(content, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", content.getvalue())


def test_shows_every_service_and_a_way_out(client: Client, province: Province) -> None:
    page = text_of(client.get("/report/"))
    assert "도로 파손 신고" in page
    assert 'href="/report/other"' in page


def test_finds_a_service_by_initial_consonants(client: Client, province: Province) -> None:
    page = text_of(client.get("/report/", {"q": "ㅇㄱ"}))
    assert "여권 발급" in page
    assert "도로 파손 신고" not in page


def test_a_hidden_service_is_not_there(client: Client, province: Province) -> None:
    province.pothole.is_public = False
    province.pothole.save()
    forget_edition()
    assert client.get(POTHOLE).status_code == 404


def test_a_report_becomes_a_matter_with_a_number_and_a_secret(client: Client, province: Province) -> None:
    sent = client.post(POTHOLE, typed())
    case = Case.objects.get()
    assert (case.channel, case.service, case.said_at) == ("web", province.pothole, NOON)
    assert case.jurisdiction == province.suwon, "the address names the city"
    page = text_of(client.get(sent["Location"]))
    assert str(case) in page
    assert "답변 기한" in page


def test_sent_twice_is_one_matter(client: Client, province: Province) -> None:
    form = typed()
    first, second = client.post(POTHOLE, form), client.post(POTHOLE, form)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_a_wrong_field_is_named_and_what_was_typed_is_kept(client: Client, province: Province) -> None:
    answer = client.post(POTHOLE, typed(address="", email="nope", name="한영숙"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "이메일 주소가 아닙니다" in page
    assert "어디인지 적어 주십시오" in page
    assert "보도에 구멍이 있습니다." in page
    assert 'value="nope"' in page
    assert not Case.objects.exists()


def test_contact_details_need_a_consent(client: Client, province: Province) -> None:
    assert client.post(POTHOLE, typed(email="han@example.org")).status_code == 422
    client.post(POTHOLE, typed(email="han@example.org", consent="on"))
    assert Consent.objects.get().resident == Resident.objects.get()


def test_a_place_that_tells_no_city_asks_for_it(client: Client, province: Province) -> None:
    answer = client.post(POTHOLE, typed(address="큰길 앞"))
    assert "골라 주십시오" in text_of(answer)
    client.post(POTHOLE, typed(address="큰길 앞", jurisdiction="uijeongbu"))
    assert Case.objects.get().jurisdiction == province.uijeongbu


def test_a_point_is_enough(client: Client, province: Province) -> None:
    client.post(POTHOLE, typed(address="", lat="37.26", lon="127.03"))
    assert (Case.objects.get().lat, Case.objects.get().lon) == (37.26, 127.03)


def test_the_services_own_questions_are_answered(client: Client, province: Province) -> None:
    ServiceAttribute.objects.create(
        service=province.parking,
        code="blocks",
        names={"ko": "무엇을 막습니까?"},
        datatype="singlevaluelist",
        is_required=True,
        order=1,
        choices=[{"key": "fire", "name": {"ko": "소화전"}}],
    )
    missing = client.post("/report/illegal-parking", typed())
    assert missing.status_code == 422
    assert "무엇을 막습니까?" in text_of(missing)
    client.post("/report/illegal-parking", typed(attribute_blocks="fire"))
    assert Case.objects.get().attributes == {"blocks": "fire"}


def test_a_photo_survives_a_form_that_comes_back(client: Client, province: Province) -> None:
    answer = client.post(POTHOLE, typed(address="", files=[photo()]))
    page = text_of(answer)
    assert "IMG_1.jpg" in page
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept
    client.post(POTHOLE, typed(kept=kept[1]))
    assert Attachment.objects.get().name == "IMG_1.jpg"


def test_a_file_that_is_something_else_is_refused_by_name(client: Client, province: Province) -> None:
    answer = client.post(POTHOLE, typed(files=[SimpleUploadedFile("photo.jpg", b"MZ\x90\x00")]))
    assert answer.status_code == 422
    assert "photo.jpg" in text_of(answer)


def test_asks_whether_it_has_been_reported_and_joins_when_told(client: Client, province: Province) -> None:
    client.post(POTHOLE, typed())
    first = Case.objects.get()
    page = text_of(client.post(POTHOLE, typed()))
    assert "이미 신고된 건입니까?" in page
    assert first.number not in page.replace("-", ""), "somebody else's number is nobody's business"
    client.post(POTHOLE, typed(follow=str(first.pk)))
    mine = Case.objects.exclude(pk=first.pk).get()
    assert mine.merged_into == first
    assert Contact.objects.count() == 2


def test_sends_all_the_same(client: Client, province: Province) -> None:
    client.post(POTHOLE, typed())
    client.post(POTHOLE, typed(send_anyway="yes"))
    assert Case.objects.filter(merged_into__isnull=True).count() == 2


def test_machines_that_fill_in_what_nobody_sees_are_told_so(client: Client, province: Province) -> None:
    answer = client.post(POTHOLE, typed(homepage="http://spam.example"))
    assert answer.status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize("seal", ["", "forged"])
def test_a_form_of_ours_is_needed(client: Client, province: Province, seal: str) -> None:
    answer = client.post(POTHOLE, typed(seal=seal))
    assert answer.status_code == 422
    fresh = re.search(r'name="seal" value="([^"]+)"', text_of(answer))
    assert fresh
    assert fresh[1] != seal


def test_nobody_types_that_fast(client: Client, province: Province, clock: list[datetime]) -> None:
    form = typed(seal=new_seal(at=NOON))
    assert client.post(POTHOLE, form).status_code == 422
    clock[0] = NOON + timedelta(seconds=20)
    assert client.post(POTHOLE, form).status_code == 302


def test_too_many_from_one_address_wait_and_lose_nothing(client: Client, province: Province) -> None:
    for _ in range(limits.REPORTS_PER_ADDRESS):
        client.post(POTHOLE, typed(send_anyway="yes"))
    answer = client.post(POTHOLE, typed(send_anyway="yes", text="마지막 신고"))
    assert answer.status_code == 429
    assert "마지막 신고" in text_of(answer)
    elsewhere = client.post(POTHOLE, typed(send_anyway="yes"), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_speaks_english_to_english_readers(client: Client, province: Province) -> None:
    client.cookies["hantong_language"] = "en"
    page = text_of(client.get(POTHOLE))
    assert "What is it about?" in page
    assert not re.search(
        "[가-힣]", re.sub(r"(?s)<(svg|option|button|footer).*?</\1>|lang=\"ko\">[^<]*", "", page.split("<h1")[1])
    )


def test_the_thanks_page_opens_only_with_its_secret(client: Client, province: Province) -> None:
    client.post(POTHOLE, typed())
    case = Case.objects.get()
    assert client.get(f"/report/thanks/{case.number}/AAAAAAAAAAAAAAAA").status_code == 404


def test_a_flood_is_refused_before_it_is_read(client: Client, province: Province) -> None:
    answer = client.generic(
        "POST",
        POTHOLE,
        b"--x--",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(5 * 1024**3),
    )
    assert answer.status_code == 400
    assert not Case.objects.exists()
