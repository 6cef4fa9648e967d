"""The page of rules: ordered, tried, changed within one's reach."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from hantong.access.models import Staff
from hantong.cases.actions import ruling
from hantong.cases.models import RoutingRule
from hantong.cases.rule_facts import RuleFacts, rule_facts
from hantong.cases.tests.conftest import Opener
from hantong.offices.facts import mark_of
from hantong.project.cast import NOON, Province, employ

WEB = {
    "name_ko": "웹은 도로과",
    "name_en": "Web to roads",
    "channel": "web",
    "department": "gyeonggi/roads",
    "is_active": "on",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
}


@pytest.fixture
def suwon_admin(province: Province) -> Staff:
    """Give Suwon's administrator, whose reach ends at the city's border."""
    return employ("Su-won Admin", "administrator", province.suwon_office)


def browser(staff: Staff) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(staff)
    return client


def rule_of(province: Province, admin: Staff, *, here: bool = False) -> RoutingRule:
    facts = RuleFacts(
        names={"ko": "주차", "en": "Parking rule"},
        department=province.suwon_parking.pk,
        service=province.parking.pk,
        jurisdiction=province.suwon.pk if here else None,
    )
    return ruling.add_rule(facts=facts, by=admin, at=NOON)


def test_rules_are_shown_as_sentences(province: Province, admin: Staff) -> None:
    rule_of(province, admin)
    page = browser(admin).get(reverse("routing:rules")).content.decode()
    assert "Parking rule" in page
    assert "Service: Illegal parking" in page
    assert "Suwon · Parking" in page


def test_a_counsellor_does_not_see_the_rules(province: Province, jiwoo: Staff) -> None:
    for name in ("rules", "new_rule", "trial"):
        assert browser(jiwoo).get(reverse(f"routing:{name}")).status_code == HTTPStatus.FORBIDDEN


def test_a_rule_is_tried_on_past_matters_before_it_is_saved(province: Province, admin: Staff, opener: Opener) -> None:
    opener()
    page = browser(admin).post(reverse("routing:new_rule"), WEB | {"act": "look"}).content.decode()
    assert "1 of 1 matters would have gone elsewhere" in page
    assert "Suwon · Parking" in page
    assert not RoutingRule.objects.exists()


def test_a_rule_is_saved(province: Province, admin: Staff) -> None:
    page = browser(admin).post(reverse("routing:new_rule"), WEB | {"act": "save"})
    assert page.status_code == HTTPStatus.FOUND
    row = RoutingRule.objects.get()
    assert (row.channel, row.department, row.changed_by, row.rank) == ("web", province.roads, admin, 1)


def test_a_stale_rule_keeps_what_was_typed(province: Province, admin: Staff) -> None:
    row = rule_of(province, admin)
    sent = WEB | {"act": "save", "seen": mark_of(rule_facts(row))}
    address = reverse("routing:rule", args=[row.pk])
    assert browser(admin).post(address, sent).status_code == HTTPStatus.FOUND
    page = browser(admin).post(address, sent | {"name_ko": "다른 이름"})
    assert page.status_code == HTTPStatus.CONFLICT
    assert "다른 이름" in page.content.decode()


def test_a_period_must_run_forward(province: Province, admin: Staff) -> None:
    page = browser(admin).post(reverse("routing:new_rule"), WEB | {"ends_on": "2025-01-01", "act": "look"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_suwon_changes_suwons_rules_only(province: Province, admin: Staff, suwon_admin: Staff) -> None:
    everywhere, here = rule_of(province, admin), rule_of(province, admin, here=True)
    client = browser(suwon_admin)
    assert client.get(reverse("routing:rule", args=[here.pk])).status_code == HTTPStatus.OK
    for name in ("rule", "removal", "position"):
        assert client.post(reverse(f"routing:{name}", args=[everywhere.pk])).status_code == HTTPStatus.NOT_FOUND
    sent = WEB | {"department": "suwon/parking", "act": "save"}
    page = client.post(reverse("routing:new_rule"), sent | {"jurisdiction": ""})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = client.post(reverse("routing:new_rule"), sent | {"jurisdiction": "uijeongbu"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = client.post(reverse("routing:new_rule"), sent | {"jurisdiction": "suwon"})
    assert page.status_code == HTTPStatus.FOUND
    assert RoutingRule.objects.filter(jurisdiction=province.suwon).count() == 2


def test_rules_change_places_by_a_button(province: Province, admin: Staff) -> None:
    first, second = rule_of(province, admin), rule_of(province, admin, here=True)
    address = reverse("routing:position", args=[second.pk])
    assert browser(admin).get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    browser(admin).post(address, {"towards": "up"})
    assert list(RoutingRule.objects.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_one_matter_is_sent_on_its_way_for_trial(province: Province, admin: Staff) -> None:
    asked = {
        "jurisdiction": "suwon",
        "service": str(province.parking.pk),
        "channel": "web",
        "moment": "2026-03-04T23:30",
    }
    page = browser(admin).get(reverse("routing:trial"), asked).content.decode()
    assert "Time band: Night" in page
    assert "this department is responsible for the service" in page
    wrong = browser(admin).get(reverse("routing:trial"), asked | {"moment": "tonight"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_matters_page_says_why_it_is_here(province: Province, admin: Staff, opener: Opener) -> None:
    case = opener()
    page = browser(admin).get(reverse("cases:case", args=[case.number])).content.decode()
    assert "No rule fits; this department is responsible for the service." in page
