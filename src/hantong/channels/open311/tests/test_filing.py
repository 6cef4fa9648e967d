"""An app files for a resident: once, in the right place, with a key; what is wrong is named, and a rush gets tokens."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hantong.access.actions import issue_key, revoke_key
from hantong.access.models import ApiKey, Staff
from hantong.cases.models import Attachment, Case
from hantong.catalogue.models import ServiceAttribute
from hantong.channels.open311 import answering, jobs
from hantong.channels.open311.models import Waiting
from hantong.channels.open311.tests.conftest import V2, parsed
from hantong.contacts.models import Contact
from hantong.kit.editions import forget_edition
from hantong.project.cast import NOON, Province, employ

pytestmark = pytest.mark.usefixtures("clock")
Form = Callable[..., dict[str, Any]]
POST = f"{V2}/requests.json"


def refused(client: Client, form: dict[str, Any], status: int = 400) -> list[dict[str, Any]]:
    answer = client.post(POST, form)
    assert answer.status_code == status, answer.content
    assert not Case.objects.exists()
    faults: list[dict[str, Any]] = answer.json()
    assert all(fault["code"] == status for fault in faults)
    return faults


def test_what_is_filed_becomes_a_matter_and_is_public(client: Client, filed: Form, province: Province) -> None:
    form = filed(
        first_name="영숙", last_name="한", email="han@example.org", phone="010-1234-5678", device_id="x", account_id="7"
    )
    answer = client.post(POST, form)
    assert answer.status_code == 201
    [told] = answer.json()
    assert set(told) == {"service_request_id", "service_notice", "account_id"}
    case = Case.objects.get()
    assert told["service_request_id"] == case.number
    assert "/track/" in told["service_notice"]
    assert (case.channel, case.service, case.jurisdiction) == ("open311", province.pothole, province.suwon)
    assert (case.lat, case.lon, case.owner, case.said_at) == (37.2636, 127.0286, None, NOON)
    assert case.resident is not None
    assert case.resident.name == "한영숙"
    [row] = client.get(f"{V2}/requests.json?jurisdiction_id=suwon").json()
    assert row["description"] == "보도에 구멍이 있습니다."
    assert "han@" not in str(row) + str(told)


def test_xml_answers_with_the_standards_elements(client: Client, filed: Form) -> None:
    root = parsed(client.post(f"{V2}/requests.xml", filed()).content)
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == Case.objects.get().number


def test_no_csrf_token_is_asked_of_machines(filed: Form) -> None:
    assert Client(enforce_csrf_checks=True).post(POST, filed()).status_code == 201


def test_the_key_may_stand_in_the_address(client: Client, filed: Form, key: str) -> None:
    form = filed()
    del form["api_key"], form["jurisdiction_id"]
    assert client.post(f"{POST}?api_key={key}&jurisdiction_id=suwon", form).status_code == 201


def test_everything_may_stand_in_the_address(client: Client, filed: Form) -> None:
    answer = client.post(f"{POST}?{urlencode(filed())}")
    assert answer.status_code == 201
    other = client.post(f"{POST}?{urlencode(filed(service_code='illegal-parking'))}")
    assert other.json() != answer.json(), "another service is another request"


def test_what_waits_is_received_even_when_its_app_is_gone(
    client: Client, filed: Form, app_key: ApiKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "AT_ONCE_PER_KEY", 0)
    [told] = client.post(POST, filed()).json()
    app_key.delete()
    jobs.receive_waiting(token=told["token"])
    assert Case.objects.get().title == "보도에 구멍이 있습니다."


@pytest.mark.parametrize("api_key", ["", "wrong", "abcdefghjk.wrong", "\x00bcdefghjk.wrong"])
def test_without_a_key_nothing_is_filed(client: Client, filed: Form, api_key: str) -> None:
    refused(client, filed(api_key=api_key), 403)


def test_a_key_holds_for_its_own_offices_and_its_own_scope(
    client: Client, filed: Form, app_account: Staff, app_key: ApiKey, province: Province, admin: Staff
) -> None:
    refused(client, filed(jurisdiction_id="uijeongbu"), 403)
    refused(client, filed(jurisdiction_id="gyeonggi"), 403)
    desk = employ("Mr Seo", "counsellor", province.suwon_office)
    other = issue_key(staff=desk, name="CTI", capabilities=["contacts.take"], by=None, at=NOON)
    refused(client, filed(api_key=other.secret.text), 403)
    revoke_key(key=app_key, by=admin, at=NOON)
    refused(client, filed(), 403)


def test_a_provinces_key_files_where_the_place_lies(client: Client, filed: Form, province: Province) -> None:
    wide = employ("Prov-ince", "partner", province.centre)
    key = issue_key(staff=wide, name="Gyeonggi app", capabilities=["open311.file"], by=None, at=NOON).secret.text
    form = filed(api_key=key, jurisdiction_id="gyeonggi", address_string="의정부시 시민로 1", lat="", long="")
    assert client.post(POST, form).status_code == 201
    assert Case.objects.get().jurisdiction == province.uijeongbu


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lat": "", "long": ""}, "lat"),
        ({"long": ""}, "long:"),
        ({"lat": "91"}, "lat:"),
        ({"lat": "nan"}, "lat:"),
        ({"description": "가" * 4001}, "description:"),
        ({"email": "nobody"}, "email:"),
        ({"phone": "12"}, "phone:"),
        ({"media_url": "file:///etc/passwd"}, "media_url:"),
        ({"description": "a\x00b"}, "description:"),
        ({"service_code": ""}, "service_code"),
    ],
)
def test_what_is_wrong_is_named(client: Client, filed: Form, changes: dict[str, str], said: str) -> None:
    assert said in refused(client, filed(**changes))[0]["description"]


def test_several_faults_come_at_once(client: Client, filed: Form) -> None:
    assert len(refused(client, filed(lat="200", email="x", description="가" * 5000))) == 3


def test_an_unknown_service_is_not_found(client: Client, filed: Form) -> None:
    refused(client, filed(service_code="passport"), 404)


def test_an_address_alone_is_enough(client: Client, filed: Form) -> None:
    client.post(POST, filed(lat="", long="", address_string="덕영대로 924"))
    client.post(POST, filed(lat="", long="", address_id="4111514100100010000"))
    assert list(Case.objects.order_by("address").values_list("address", flat=True)) == [
        "4111514100100010000",
        "덕영대로 924",
    ]


def test_the_services_own_questions(client: Client, filed: Form, province: Province) -> None:
    rows = [
        ("blocks", "singlevaluelist", True, ["ramp", "door"]),
        ("tyres", "multivaluelist", False, ["front", "back"]),
        ("since", "datetime", False, []),
        ("size_cm", "number", False, []),
    ]
    for order, (code, kind, is_required, choices) in enumerate(rows, 1):
        ServiceAttribute.objects.create(
            service=province.parking, code=code, names={"ko": code}, datatype=kind, is_required=is_required, order=order,
            choices=[{"key": choice, "name": {"ko": choice}} for choice in choices],
        )  # fmt: skip
    forget_edition()
    form = filed(service_code="illegal-parking")
    assert refused(client, form)[0]["description"].startswith("attribute[blocks]:")
    assert "attribute[blocks]" in refused(client, {**form, "attribute[blocks]": "moon"})[0]["description"]
    answers = {
        "attribute[blocks]": "ramp", "attribute[tyres][]": ["front", "back"], "attribute[since]": "2026-03-04T01:00:00Z",
        "attribute[size_cm]": "40", "attribute[fixmystreet_id]": "77",
    }  # fmt: skip
    assert client.post(POST, {**form, **answers}).status_code == 201
    kept = Case.objects.get().attributes
    assert kept == {"blocks": "ramp", "tyres": ["front", "back"], "since": "2026-03-04T01:00:00+00:00", "size_cm": 40}


def test_html_is_taken_out_and_numbers_of_people_are_masked(client: Client, filed: Form) -> None:
    client.post(
        POST, filed(description="<b>큰</b> 구멍 <script>x</script> 3 < 4. 주민번호 900101-1234568, 010-1234-5678")
    )
    [row] = client.get(f"{V2}/requests.json?jurisdiction_id=suwon").json()
    assert row["description"].startswith("큰 구멍 x 3 < 4. 주민번호 ******-*******")
    assert "1234" not in row["description"]
    assert "010-1234-5678" in Case.objects.get().history.get(n=1).text, "whoever works on it may call"


def test_no_words_are_words_enough(client: Client, filed: Form) -> None:
    client.post(POST, filed(description=""))
    assert Case.objects.get().title == "도로 파손 신고"


def test_sent_again_it_is_the_same(client: Client, filed: Form, clock: list[datetime]) -> None:
    clock[0] = datetime.fromisoformat("2026-03-04T23:50:00+00:00")
    first = client.post(POST, filed()).json()
    clock[0] += timedelta(minutes=20)
    assert client.post(POST, filed()).json() == first, "past midnight too"
    assert Case.objects.count() == Contact.objects.count() == 1
    clock[0] += timedelta(days=7)
    assert client.post(POST, filed()).json() != first, "a week later it is broken again"


def test_a_rush_gets_tokens_that_turn_into_numbers(
    client: Client, filed: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "AT_ONCE_PER_KEY", 1)
    assert "service_request_id" in client.post(POST, filed()).json()[0]
    [told] = client.post(POST, filed(description="둘째", email="han@example.org")).json()
    assert set(told) == {"token"}
    assert client.post(POST, filed(description="둘째", email="han@example.org")).json() == [told]
    at = f"{V2}/tokens/{told['token']}.json?jurisdiction_id=suwon"
    assert client.get(at).json() == [{"service_request_id": None, "token": told["token"]}]
    for _ in range(2):
        jobs.receive_waiting(token=told["token"])
    case = Case.objects.get(history__text="둘째")
    assert client.get(at).json() == [{"service_request_id": case.number, "token": told["token"]}]
    assert (case.said_at, Case.objects.count()) == (NOON, 2)
    assert Waiting.objects.get().filed == {}, "nothing personal stays behind"
    root = parsed(client.get(at.replace(".json", ".xml")).content)
    assert root.findtext("request/service_request_id") == case.number


@pytest.mark.parametrize("token", ["nonsense", "0199a0b0-0000-7000-8000-000000000000"])
def test_a_token_that_is_none_is_not_found(client: Client, province: Province, token: str) -> None:
    assert client.get(f"{V2}/tokens/{token}.xml?jurisdiction_id=suwon").status_code == 404


def test_a_machine_gone_mad_is_stopped(client: Client, filed: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "FILINGS_PER_KEY", 1)
    assert client.post(POST, filed()).status_code == 201
    answer = client.post(POST, filed(description="noch eins"))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_guessing_keys_is_slowed(client: Client, filed: Form) -> None:
    codes = [client.post(POST, filed(api_key=f"abcdefghjk.{n}")).status_code for n in range(22)]
    assert codes[0] == 403
    assert codes[-1] == 429


def test_a_picture_sent_along_is_kept(client: Client, filed: Form) -> None:
    content = BytesIO()
    Image.new("RGB", (30, 20), "red").save(content, "JPEG")
    client.post(POST, filed(media=SimpleUploadedFile("a.jpg", content.getvalue())))
    assert Attachment.objects.get().content_type == "image/jpeg"
    answer = client.post(POST, filed(media=SimpleUploadedFile("a.jpg", b"MZ\x90\x00")))
    assert answer.status_code == 400
