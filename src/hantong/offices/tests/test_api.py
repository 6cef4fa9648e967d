"""The offices for machines: what is no secret, without a key."""

from http import HTTPStatus

from django.test import Client

from hantong.offices.models import Place
from hantong.project.cast import Province


def test_places_say_whether_they_are_open(province: Province) -> None:
    found = {each["code"]: each for each in Client().get("/api/v1/offices/places").json()}
    assert found["120"]["is_open"] is True
    assert found["120"]["changes_at"] is None
    assert found["suwon-station"]["jurisdiction"] == "gyeonggi"


def test_a_place_out_of_use_is_not_there(province: Province) -> None:
    Place.objects.filter(pk=province.station.pk).update(is_active=False)
    assert Client().get("/api/v1/offices/places/suwon-station").status_code == HTTPStatus.NOT_FOUND
    assert Client().get("/api/v1/offices/places/120").json()["names"]["ko"] == "120 콜센터"


def test_jurisdictions_name_the_one_above(province: Province) -> None:
    found = {each["code"]: each["parent"] for each in Client().get("/api/v1/offices/jurisdictions").json()}
    assert found == {"gyeonggi": None, "suwon": "gyeonggi", "uijeongbu": "gyeonggi"}
