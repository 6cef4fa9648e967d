"""Services on pages: found, added, changed, removed, and shown to residents."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from hantong.access.models import AuditEntry, Staff
from hantong.catalogue import actions
from hantong.catalogue.facts import ServiceFacts
from hantong.catalogue.models import Service
from hantong.catalogue.reading import service_facts
from hantong.catalogue.refusals import AnswerMissing, DeadlineRefused, UnknownPlaceholder
from hantong.offices.facts import mark_of
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]
NOISE: dict[str, object] = {
    "code": "noise",
    "jurisdiction": "gyeonggi",
    "name_ko": "소음 신고",
    "name_en": "Noise",
    "keywords": "층간, 공사, 층간",
    "languages": ["ko", "en"],
    "is_public": "on",
    "is_active": "on",
    "deadline_unit": "kr_days",
    "deadline_amount": "7",
    "group": "roads",
}


def changed(province: Province, **more: str) -> dict[str, object]:
    """Give what a browser sends to change the parking service."""
    seen = mark_of(service_facts(Service.objects.get(pk=province.parking.pk)))
    return NOISE | {"name_ko": "주차 신고", "seen": seen} | more


def test_everybody_who_works_here_finds_a_service(province: Province, jiwoo: Staff, browser: Browser) -> None:
    client = browser(jiwoo)
    assert "Pothole" in client.get(reverse("catalogue:list")).content.decode()
    found = client.get(reverse("catalogue:list"), {"q": "주정차"}).content.decode()
    assert "Illegal parking" in found
    assert "Pothole" not in found
    assert client.get(reverse("catalogue:new_service")).status_code == HTTPStatus.FORBIDDEN


def test_a_service_is_added(province: Province, admin: Staff, browser: Browser) -> None:
    page = browser(admin).post(reverse("catalogue:new_service"), NOISE)
    row = Service.objects.get(code="noise")
    assert page["Location"] == reverse("catalogue:service", args=[row.pk])
    assert (row.keywords, row.languages, row.names["ko"]) == (["층간", "공사"], ["ko", "en"], "소음 신고")


def test_a_service_is_changed_and_the_change_is_kept(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("catalogue:service", args=[province.parking.pk])
    browser(admin).post(address, changed(province, deadline_amount="3"))
    row = Service.objects.get(pk=province.parking.pk)
    assert (row.code, row.names["ko"], row.deadline_amount) == ("illegal-parking", "주차 신고", 3)
    assert AuditEntry.objects.get(verb="service.changed").details["deadline_amount"] == [7, 3]


def test_a_stale_form_saves_nothing(province: Province, admin: Staff, browser: Browser) -> None:
    address, sent = reverse("catalogue:service", args=[province.parking.pk]), changed(province)
    browser(admin).post(address, sent)
    page = browser(admin).post(address, sent | {"name_ko": "다른 이름"})
    assert page.status_code == HTTPStatus.CONFLICT
    assert Service.objects.get(pk=province.parking.pk).names["ko"] == "주차 신고"


def test_suwon_does_not_change_the_provinces_services(province: Province, suwon_admin: Staff, browser: Browser) -> None:
    client = browser(suwon_admin)
    assert client.get(reverse("catalogue:service", args=[province.parking.pk])).status_code == HTTPStatus.NOT_FOUND
    page = client.post(reverse("catalogue:new_service"), NOISE)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = client.post(reverse("catalogue:new_service"), NOISE | {"jurisdiction": "suwon"})
    assert Service.objects.get(code="noise").jurisdiction == province.suwon


def test_a_service_with_duties_and_matters_goes_only_while_unused(
    province: Province, admin: Staff, browser: Browser
) -> None:
    client = browser(admin)
    address = reverse("catalogue:remove_service", args=[province.parking.pk])
    assert client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post(address).status_code == HTTPStatus.FOUND
    assert not Service.objects.filter(code="illegal-parking").exists()


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"deadline_unit": "kr_days", "deadline_amount": 0}, DeadlineRefused),
        ({"answerable_at_once": True}, AnswerMissing),
        ({"standard_answers": {"ko": "{named}님"}}, UnknownPlaceholder),
    ],
)
def test_what_cannot_be_is_refused(province: Province, admin: Staff, more: dict[str, object], refusal: type) -> None:
    facts = ServiceFacts(jurisdiction="gyeonggi", code="x", names={"ko": "엑스"}, **more)  # type: ignore[arg-type]
    with pytest.raises(refusal):
        actions.add_service(facts=facts, by=admin, at=NOON)
    assert not Service.objects.filter(code="x").exists()


def test_a_deadline_is_explained_while_it_is_set(province: Province, admin: Staff, browser: Browser) -> None:
    asked = {"deadline_unit": "kr_immediate", "deadline_amount": "1", "jurisdiction": "gyeonggi"}
    said = browser(admin).get(reverse("catalogue:deadline"), asked).content.decode()
    assert "within 3 working hours" in said
    assert "Received now, it is due" in said
    asked["deadline_unit"] = "none"
    assert "it is due" not in browser(admin).get(reverse("catalogue:deadline"), asked).content.decode()


def test_residents_find_a_service_and_what_it_takes(province: Province, browser: Browser) -> None:
    client = browser(None)
    assert "1 service found" in client.get(reverse("services:list"), {"q": "pothole"}).content.decode()
    page = client.get(reverse("services:service", args=["pothole"])).content.decode()
    assert "Within 7 days, not counting Saturdays" in page
    assert "Where it is: an address or a point on the map" in page


@pytest.mark.parametrize("hidden", ["is_public", "is_active"])
def test_residents_do_not_see_what_is_not_for_them(province: Province, browser: Browser, hidden: str) -> None:
    Service.objects.filter(pk=province.pothole.pk).update(**{hidden: False})
    client = browser(None)
    assert "Pothole" not in client.get(reverse("services:list")).content.decode()
    assert client.get(reverse("services:service", args=["pothole"])).status_code == HTTPStatus.NOT_FOUND
