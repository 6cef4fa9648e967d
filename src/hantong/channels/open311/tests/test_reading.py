"""Anyone reads: discovery, services, definitions and requests, in XML and JSON, as the standard says to the letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hantong.access.models import Staff
from hantong.cases.actions import Ending, answer, close, merge
from hantong.cases.models import Case
from hantong.catalogue.models import Service, ServiceAttribute
from hantong.channels.open311.tests.conftest import V2, parsed
from hantong.kit.editions import forget_edition
from hantong.project.cast import NOON, Province

pytestmark = pytest.mark.usefixtures("clock")
FIELDS = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address",
    "address_id", "zipcode", "lat", "long", "media_url",
}  # fmt: skip


def xml(client: Client, path: str, *, status: int = 200, **params: str | int) -> ElementTree.Element:
    answer = client.get(f"{V2}/{path}.xml", {"jurisdiction_id": "suwon", **params})
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return parsed(answer.content)


def ask_about_tyres(service: Service) -> None:
    ServiceAttribute.objects.create(
        service=service, code="tyres", names={"ko": "타이어", "en": "Tyres"}, datatype="multivaluelist", is_required=True,
        order=1, choices=[{"key": "front", "name": {"ko": "앞", "en": "Front"}}, {"key": "back", "name": {"ko": "뒤"}}],
        hints={"ko": "모두 고르십시오."},
    )  # fmt: skip
    forget_edition()


@pytest.mark.parametrize("at", ["/open311", V2])
def test_discovery_leads_to_the_endpoint(client: Client, province: Province, at: str) -> None:
    told = client.get(f"{at}/discovery.json").json()
    assert told["endpoints"][0]["url"].endswith("/open311/v2")
    assert told["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    root = parsed(client.get(f"{at}/discovery.xml").content)
    assert root.tag == "discovery"
    assert [each.text for each in root.findall("endpoints/endpoint/formats/format")] == ["text/xml", "application/json"]
    assert root.findtext("endpoints/endpoint/specification") == "http://wiki.open311.org/GeoReport_v2"


def test_only_services_with_a_place_are_listed(get: Callable[..., Any], province: Province) -> None:
    assert [each["service_code"] for each in get("services")] == ["illegal-parking", "pothole"]
    first = get("services")[0]
    assert first == {
        "service_code": "illegal-parking", "service_name": "불법 주정차 신고", "description": "", "metadata": False,
        "type": "realtime", "keywords": "", "group": "도로·교통",
    }  # fmt: skip


def test_services_in_xml(client: Client, province: Province) -> None:
    ask_about_tyres(province.parking)
    root = xml(client, "services")
    assert root.tag == "services"
    assert [(each.findtext("service_code"), each.findtext("metadata")) for each in root.findall("service")] == [
        ("illegal-parking", "true"),
        ("pothole", "false"),
    ]


@pytest.mark.parametrize(
    ("params", "headers", "name"),
    [
        ({}, {}, "도로 파손 신고"),
        ({"locale": "en"}, {}, "Pothole"),
        ({"lang": "en-US"}, {}, "Pothole"),
        ({}, {"Accept-Language": "en-GB,ko;q=0.5"}, "Pothole"),
        ({"locale": "vi"}, {}, "Ổ gà"),
        ({"locale": "../etc"}, {"Accept-Language": "xx"}, "도로 파손 신고"),
    ],
)
def test_names_come_in_the_readers_language(
    client: Client, province: Province, params: dict[str, str], headers: dict[str, str], name: str
) -> None:
    province.pothole.names = {**province.pothole.names, "vi": "Ổ gà"}
    province.pothole.save()
    forget_edition()
    rows = client.get(f"{V2}/services.json", {"jurisdiction_id": "suwon", **params}, headers=headers).json()
    assert rows[1]["service_name"] == name


def test_a_definition_is_one_object(get: Callable[..., Any], client: Client, province: Province) -> None:
    ask_about_tyres(province.parking)
    told = get("services/illegal-parking")
    assert told["service_code"] == "illegal-parking"
    assert told["attributes"] == [
        {
            "variable": True, "code": "tyres", "datatype": "multivaluelist", "required": True,
            "datatype_description": "모두 고르십시오.", "order": 1, "description": "타이어",
            "values": [{"key": "front", "name": "앞"}, {"key": "back", "name": "뒤"}],
        }
    ]  # fmt: skip
    root = xml(client, "services/illegal-parking")
    assert root.tag == "service_definition"
    assert root.findtext("attributes/attribute/values/value/key") == "front"


@pytest.mark.parametrize(
    "path", ["services", "services/pothole", "requests", "requests/1", "tokens/1", "servicerequestupdates"]
)
def test_the_jurisdiction_is_needed_and_has_to_exist(client: Client, province: Province, path: str) -> None:
    missing = client.get(f"{V2}/{path}.json", {"jurisdiction_id": ""})
    assert missing.status_code == 400
    assert missing.json()[0]["code"] == 400
    assert "jurisdiction_id" in missing.json()[0]["description"]
    unknown = parsed(client.get(f"{V2}/{path}.xml", {"jurisdiction_id": "busan"}).content)
    assert unknown.tag == "errors"
    assert unknown.findtext("error/code") == "404"


@pytest.mark.parametrize("code", ["passport", "nothing"])
def test_a_service_without_a_place_is_not_there(get: Callable[..., Any], code: str) -> None:
    assert get(f"services/{code}", code=404)[0]["code"] == 404


def test_a_request_has_every_field_and_names_nobody(get: Callable[..., Any], said_on_web: Callable[..., Case]) -> None:
    case = said_on_web()
    [row] = get("requests")
    assert set(row) == FIELDS
    assert row["service_request_id"] == case.number
    assert row["status"] == "open"
    assert row["requested_datetime"] == "2026-03-04T03:00:00Z"
    assert row["agency_responsible"] == "주차관리과"
    assert (row["lat"], row["long"]) == (37.266, 127.0)
    assert row["description"] == "불법 주정차 신고", "words that were said to us alone are not published"
    assert "한영숙" not in str(row)
    assert "1234" not in str(row)


def test_an_empty_field_is_there_all_the_same(client: Client, said_on_web: Callable[..., Case]) -> None:
    case = said_on_web(address="", lat=None, lon=None)
    root = xml(client, f"requests/{case.number}")
    assert root.tag == "service_requests"
    told = root.find("request")
    assert told is not None
    assert {each.tag for each in told} == FIELDS
    assert [told.findtext(name) for name in ("address", "address_id", "zipcode", "media_url", "lat")] == [""] * 5


def test_a_settled_request_says_how_and_when_but_not_to_whom(
    get: Callable[..., Any], said_on_web: Callable[..., Case], hyunwoo: Staff
) -> None:
    case = said_on_web()
    answer(case=case, text="한영숙 님, 내일 보겠습니다.", by=hyunwoo, at=NOON + timedelta(hours=1))
    ending = Ending(end_state=Case.EndState.DONE, text="한영숙 님, 옮겼습니다.")
    close(case=case, ending=ending, by=hyunwoo, at=NOON + timedelta(hours=2))
    [row] = get(f"requests/{case.number}")
    assert (row["status"], row["updated_datetime"]) == ("closed", "2026-03-04T05:00:00Z")
    assert row["status_notes"] == "처리를 마쳤습니다"


def test_counselling_and_other_cities_are_not_published(
    get: Callable[..., Any], said_on_web: Callable[..., Case], province: Province
) -> None:
    inside = said_on_web(service=province.passport.pk)
    outside = said_on_web(jurisdiction=province.uijeongbu.pk)
    nameless = said_on_web(service=None)
    assert get("requests") == []
    for case in (inside, outside, nameless):
        get(f"requests/{case.number}", code=404)
    assert [row["service_request_id"] for row in get("requests", jurisdiction_id="gyeonggi")] == [outside.number]


def test_extensions_tell_what_lies_behind_open_and_closed(
    get: Callable[..., Any], said_on_web: Callable[..., Case], client: Client
) -> None:
    first, second = said_on_web(), said_on_web()
    merge(case=second, into=first, text="같은 건", by=None, at=NOON)
    [row] = get(f"requests/{second.number}", extensions="true")
    assert row["status"] == "closed"
    assert row["extended_attributes"] == {
        "jurisdiction_id": "suwon", "channel": "web", "state": "duplicate", "time_band": "day",
    }  # fmt: skip
    assert [note["type"] for note in row["notes"]] == ["opened", "merged"]
    assert "extended_attributes" not in get(f"requests/{second.number}")[0]
    root = xml(client, "requests", extensions="true")
    assert root.findtext("request/extended_attributes/state") == "duplicate"


@pytest.mark.parametrize("number", ["1", "4821-0934-5517", "abc", "%00"])
def test_a_number_that_is_none_is_not_found(get: Callable[..., Any], number: str) -> None:
    get(f"requests/{number}", code=404)


def test_other_sites_pages_may_read(client: Client, province: Province) -> None:
    assert client.get(f"{V2}/services.json")["Access-Control-Allow-Origin"] == "*"
    assert client.options(f"{V2}/requests.json").status_code == 204


def test_whoever_reads_too_fast_waits(client: Client, province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hantong.channels.open311.answering.READS_PER_ADDRESS", 2)
    answers = [client.get(f"{V2}/services.json", {"jurisdiction_id": "suwon"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    elsewhere = client.get(f"{V2}/services.json", {"jurisdiction_id": "suwon"}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


def test_the_whole_record_as_a_file(client: Client, said_on_web: Callable[..., Case], hyunwoo: Staff) -> None:
    case = said_on_web(address="=HYPERLINK(1)", said_at=NOON - timedelta(days=300))
    close(case=case, ending=Ending(end_state=Case.EndState.DONE, text="됨"), by=hyunwoo, at=NOON)
    params = {"jurisdiction_id": "suwon", "start_date": "2025-04-01T00:00:00Z", "end_date": "2026-04-01T00:00:00Z"}
    answer = client.get(f"{V2}/requests.csv", params)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, row = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert head == (
        "service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,"
        "service_name,service_subtype,description,agency_responsible,address,lat,long"
    )
    assert row.startswith(f"{case.number},2025-05-08T03:00:00Z,2026-03-04T03:00:00Z,2026-03-04T03:00:00Z,처리를")
    assert ",'=HYPERLINK(1),37.266,127.0" in row
    assert client.get(f"{V2}/requests.csv").status_code == 400


def test_as_many_statements_for_one_request_as_for_many(client: Client, said_on_web: Callable[..., Case]) -> None:
    said_on_web(channel="open311")
    counts = []
    for more in (0, 12):
        for _ in range(more):
            said_on_web(channel="open311")
        with CaptureQueriesContext(connection) as asked:
            assert len(client.get(f"{V2}/requests.json?jurisdiction_id=suwon&extensions=true").json()) == 1 + more
        counts.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{V2}/servicerequestupdates.json?jurisdiction_id=suwon")
        counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 6
