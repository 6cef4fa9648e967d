"""The tree, jurisdictions, departments and places as pages."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from hantong.access.models import Staff
from hantong.kit.editions import forget_edition
from hantong.offices import actions
from hantong.offices.facts import DepartmentFacts, PlaceFacts, mark_of
from hantong.offices.lists import jurisdictions_in_order
from hantong.offices.models import Department, Jurisdiction, Place
from hantong.offices.reading import jurisdiction_facts, place_facts
from hantong.offices.refusals import TreeCycle
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]

CITY = {
    "code": "anyang",
    "name_ko": "안양시",
    "name_en": "Anyang",
    "kind": "city",
    "parent": "gyeonggi",
    "zone": "Asia/Seoul",
    "holidays": "KR",
}


def test_everybody_who_works_here_reads_the_tree(province: Province, jiwoo: Staff, browser: Browser) -> None:
    page = browser(jiwoo).get(reverse("offices:tree"))
    assert page.status_code == HTTPStatus.OK
    assert all(name in page.content.decode() for name in ("Gyeonggi Province", "Suwon", "Uijeongbu"))
    assert "New jurisdiction" not in page.content.decode()


def test_jurisdictions_stand_by_their_names_in_the_language_of_the_page(province: Province) -> None:
    Jurisdiction.objects.create(
        code="a-county", kind="county", names={"ko": "여주시", "en": "Yeoju"}, parent=province.gyeonggi
    )
    forget_edition()
    shown = {}
    for language in ("en", "ko"):
        with override(language):
            shown[language] = [each.name for each in jurisdictions_in_order()]
    assert shown == {
        "en": ["Gyeonggi Province", "Suwon", "Uijeongbu", "Yeoju"],
        "ko": ["경기도", "수원시", "여주시", "의정부시"],
    }


def test_a_stranger_is_sent_to_sign_in(province: Province, browser: Browser) -> None:
    assert browser(None).get(reverse("offices:tree")).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("name", ["new_jurisdiction", "new_department", "new_place", "book"])
def test_a_counsellor_may_not_open_a_form(jiwoo: Staff, browser: Browser, name: str) -> None:
    assert browser(jiwoo).get(reverse(f"offices:{name}")).status_code == HTTPStatus.FORBIDDEN


def test_a_city_is_added_below_the_province(province: Province, admin: Staff, browser: Browser) -> None:
    page = browser(admin).post(reverse("offices:new_jurisdiction"), CITY)
    assert page.status_code == HTTPStatus.FOUND
    assert Jurisdiction.objects.get(code="anyang").parent == province.gyeonggi


def test_a_taken_code_keeps_what_was_typed(province: Province, admin: Staff, browser: Browser) -> None:
    page = browser(admin).post(reverse("offices:new_jurisdiction"), CITY | {"code": "suwon"})
    assert page.status_code == HTTPStatus.CONFLICT
    assert "This code is in use already" in page.content.decode()
    assert "안양시" in page.content.decode()


def test_a_form_says_which_field_is_wrong(province: Province, admin: Staff, browser: Browser) -> None:
    page = browser(admin).post(reverse("offices:new_jurisdiction"), CITY | {"zone": "Asia/Suwon"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This time zone is not known" in page.content.decode()


def test_suwons_administrator_adds_nothing_below_the_province(
    province: Province, suwon_admin: Staff, browser: Browser
) -> None:
    page = browser(suwon_admin).post(reverse("offices:new_jurisdiction"), CITY)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Jurisdiction.objects.filter(code="anyang").exists()


@pytest.mark.parametrize("name", ["edit_jurisdiction", "jurisdiction_hours"])
def test_suwons_administrator_finds_no_other_citys_form(
    province: Province, suwon_admin: Staff, browser: Browser, name: str
) -> None:
    client = browser(suwon_admin)
    assert client.get(reverse(f"offices:{name}", args=["suwon"])).status_code == HTTPStatus.OK
    assert client.get(reverse(f"offices:{name}", args=["uijeongbu"])).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse(f"offices:{name}", args=["gyeonggi"])).status_code == HTTPStatus.NOT_FOUND


def test_a_stale_form_saves_nothing(province: Province, admin: Staff, browser: Browser) -> None:
    seen = mark_of(jurisdiction_facts(province.suwon))
    address = reverse("offices:edit_jurisdiction", args=["suwon"])
    first = browser(admin).post(address, CITY | {"name_ko": "수원특례시", "seen": seen})
    second = browser(admin).post(address, CITY | {"name_ko": "수원군", "seen": seen})
    assert (first.status_code, second.status_code) == (HTTPStatus.FOUND, HTTPStatus.CONFLICT)
    assert Jurisdiction.objects.get(code="suwon").names["ko"] == "수원특례시"


def test_a_city_cannot_lie_below_itself(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("offices:edit_jurisdiction", args=["gyeonggi"])
    page = browser(admin).post(address, CITY | {"parent": "suwon", "kind": "province"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    with pytest.raises(TreeCycle):
        facts = jurisdiction_facts(province.gyeonggi)
        actions.change_jurisdiction(
            jurisdiction=province.gyeonggi,
            facts=type(facts)(code="gyeonggi", names=facts.names, kind="province", parent="suwon"),
            by=admin,
            at=NOON,
        )


def test_what_is_used_is_not_removed(province: Province, admin: Staff, browser: Browser) -> None:
    client = browser(admin)
    address = reverse("offices:remove_jurisdiction", args=["suwon"])
    page = client.post(address)
    assert page.status_code == HTTPStatus.CONFLICT
    assert "departments 2" in page.content.decode()
    assert client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_department_with_a_duty_stays(province: Province, admin: Staff, browser: Browser) -> None:
    page = browser(admin).post(reverse("offices:remove_department", args=[province.suwon_parking.pk]))
    assert page.status_code == HTTPStatus.CONFLICT
    assert "responsibilities 1" in page.content.decode()


def test_an_unused_department_goes(province: Province, admin: Staff, browser: Browser) -> None:
    idle = actions.add_department(
        facts=DepartmentFacts(jurisdiction="suwon", code="idle", names={"ko": "빈 과"}), by=admin, at=NOON
    )
    browser(admin).post(reverse("offices:remove_department", args=[idle.pk]))
    assert not Department.objects.filter(pk=idle.pk).exists()


def test_a_place_gets_its_desks(province: Province, admin: Staff, browser: Browser) -> None:
    kept = place_facts(province.station)
    sent = {
        "name_ko": "수원역",
        "kind": "station",
        "department": "gyeonggi/always-centre",
        "desks": "1, 2,3",
        "is_active": "on",
        "seen": mark_of(kept),
    }
    browser(admin).post(reverse("offices:edit_place", args=["suwon-station"]), sent)
    assert place_facts(Place.objects.get(pk=province.station.pk)).desks == ("1", "2", "3")


def test_a_place_of_the_province_is_not_suwons(province: Province, suwon_admin: Staff, browser: Browser) -> None:
    client = browser(suwon_admin)
    for name in ("edit_place", "place_hours"):
        assert client.get(reverse(f"offices:{name}", args=["suwon-station"])).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("offices:place", args=["suwon-station"])).status_code == HTTPStatus.OK


def test_the_front_office_is_one_of_the_jurisdictions_own(
    province: Province, suwon_admin: Staff, browser: Browser
) -> None:
    address = reverse("offices:front_office", args=["suwon"])
    browser(suwon_admin).post(address, {"department": "uijeongbu/front-office"})
    assert Jurisdiction.objects.get(code="suwon").front_office == province.suwon_office
    browser(suwon_admin).post(address, {"department": "suwon/parking"})
    assert Jurisdiction.objects.get(code="suwon").front_office == province.suwon_parking


def test_residents_see_whether_a_place_is_open(province: Province, browser: Browser) -> None:
    page = browser(None).get(reverse("places:list")).content.decode()
    assert "Suwon station centre" in page
    assert "Open day and night" in page


def test_residents_do_not_see_a_place_out_of_use(province: Province, admin: Staff, browser: Browser) -> None:
    closed = PlaceFacts(
        code="old-office",
        names={"ko": "옛 민원실", "en": "Old office"},
        kind="office",
        jurisdiction="suwon",
        department="suwon/front-office",
        is_active=False,
    )
    actions.add_place(facts=closed, by=admin, at=NOON)
    client = browser(None)
    assert "Old office" not in client.get(reverse("places:list")).content.decode()
    assert client.get(reverse("places:place", args=["old-office"])).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("places:place", args=["suwon-station"])).status_code == HTTPStatus.OK
