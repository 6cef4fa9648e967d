"""Who answers for which service where: named by whom it concerns, with the gaps in sight."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from hantong.access.models import Staff
from hantong.catalogue import actions
from hantong.catalogue.book import catalogue
from hantong.catalogue.coverage import answering_in, columns, lines
from hantong.catalogue.facts import DutyFacts
from hantong.catalogue.models import Responsibility
from hantong.catalogue.reading import duties_of
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]


def test_a_gap_is_where_nobody_is_named_up_to_the_top(province: Province) -> None:
    services = [catalogue().services[each.pk] for each in (province.parking, province.pothole)]
    parking, pothole = lines(services, columns(services))
    assert [each.code for each in parking.gaps] == ["gyeonggi", "uijeongbu"]
    assert pothole.gaps == ()


def test_the_front_office_answers_in_a_gap(province: Province) -> None:
    parking = catalogue().services[province.parking.pk]
    (named,) = answering_in(province.suwon, [parking])
    (gap,) = answering_in(province.uijeongbu, [parking])
    assert (named.department, named.is_named) == (province.suwon_parking, True)
    assert (gap.department, gap.is_named) == (province.uijeongbu_office, False)


def test_naming_nobody_takes_a_duty_back(province: Province, admin: Staff) -> None:
    actions.set_duty(
        service=province.parking, jurisdiction=province.suwon, place=None, department=None, by=admin, at=NOON
    )
    assert duties_of(province.parking) == ()


def test_one_department_at_one_spot(province: Province, admin: Staff) -> None:
    for department in (province.roads, province.centre):
        actions.set_duty(
            service=province.passport,
            jurisdiction=None,
            place=province.station,
            department=department,
            by=admin,
            at=NOON,
        )
    assert duties_of(province.passport) == (DutyFacts(department="gyeonggi/always-centre", place="suwon-station"),)


def test_suwon_names_its_own_department_for_a_service_of_the_province(
    province: Province, suwon_admin: Staff, browser: Browser
) -> None:
    client, address = browser(suwon_admin), reverse("catalogue:set_duty", args=[province.pothole.pk])
    client.post(address, {"jurisdiction": "suwon", "place": "", "department": "suwon/parking"})
    assert Responsibility.objects.get(service=province.pothole, jurisdiction=province.suwon).department == (
        province.suwon_parking
    )


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"jurisdiction": "uijeongbu", "department": "suwon/parking"}, HTTPStatus.FORBIDDEN),
        ({"jurisdiction": "", "department": "suwon/parking"}, HTTPStatus.FORBIDDEN),
        ({"place": "suwon-station", "department": "suwon/parking"}, HTTPStatus.FORBIDDEN),
        ({"jurisdiction": "suwon", "department": "uijeongbu/front-office"}, HTTPStatus.FOUND),
    ],
)
def test_suwons_reach_ends_at_its_border(
    province: Province, suwon_admin: Staff, browser: Browser, sent: dict[str, str], status: HTTPStatus
) -> None:
    before = Responsibility.objects.count()
    page = browser(suwon_admin).post(reverse("catalogue:set_duty", args=[province.pothole.pk]), sent)
    assert page.status_code == status
    assert Responsibility.objects.count() == before


def test_the_matrix_shows_who_is_named_and_how_many_gaps_there_are(
    province: Province, jiwoo: Staff, browser: Browser
) -> None:
    client = browser(jiwoo)
    page = client.get(reverse("catalogue:matrix")).content.decode()
    assert "in 2 of 3" in page
    assert "Parking" in page
    here = client.get(reverse("catalogue:matrix"), {"in": "uijeongbu"}).content.decode()
    assert "Uijeongbu front office" in here
    gaps = client.get(reverse("catalogue:matrix"), {"gaps": "on"}).content.decode()
    assert "Pothole" not in gaps
