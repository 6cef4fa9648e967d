"""The front door for machines: an arrival goes in once, and only where the key reaches."""

from typing import Any

import pytest
from django.test import Client

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.kit.ids import new_id
from hantong.people.models import Resident
from hantong.project.cast import Province, employ

URL = "/api/v1/contacts"


def body(province: Province, **changes: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "id": str(new_id()),
        "channel": "counter",
        "said_at": "2026-03-04T02:10:00+09:00",
        "text": "구멍이 있습니다.",
        "jurisdiction": "suwon",
        "service": str(province.pothole.pk),
        "place": str(province.station.pk),
        "phone": "031-234-0000",
    }
    return {**plain, **changes}


def post(client: Client, values: dict[str, object]) -> Any:  # noqa: ANN401 (the test client's answer)
    return client.post(URL, values, content_type="application/json")


@pytest.fixture
def machine(client: Client, jiwoo: Staff) -> Client:
    client.force_login(jiwoo)
    return client


def test_an_arrival_goes_in_once(machine: Client, province: Province) -> None:
    values = body(province)
    first, second = post(machine, values), post(machine, values)
    assert (first.status_code, second.status_code) == (201, 200), first.content
    assert first.json() == second.json()
    assert Case.objects.get().number == first.json()["case"]
    assert first.json()["band"] == "night"


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "pigeon"}, {"text": ""}, {"text": "\x00"}, {"said_at": "soon"}, {"said_at": "2026-03-04T02:10:00"},
        {"said_at": "2999-01-01T00:00:00Z"}, {"jurisdiction": "atlantis"}, {"phone": "12"}, {"lat": 1e400},
        {"place": "01990000-0000-7000-8000-000000000000"}, {"needs": ["gold"]}, {"id": "1"},
    ],
    ids=str,
)  # fmt: skip
def test_nonsense_is_422(machine: Client, province: Province, wrong: dict[str, object]) -> None:
    assert post(machine, body(province, **wrong)).status_code == 422
    assert not Contact.objects.exists()


def test_an_unknown_service_is_a_refusal(machine: Client, province: Province) -> None:
    assert post(machine, body(province, service=str(new_id()))).status_code == 409


def test_a_key_stays_within_its_own_offices(client: Client, province: Province, ms_han: Resident) -> None:
    client.force_login(employ("Strang-er", "counsellor", province.uijeongbu_office))
    assert post(client, body(province)).status_code == 403
    assert post(client, body(province, place=None, resident=str(ms_han.pk))).status_code == 404


def test_contacts_are_given_to_those_who_may_see_them(machine: Client, province: Province, donghyun: Staff) -> None:
    made = post(machine, body(province)).json()
    assert [each["id"] for each in machine.get(URL, {"channel": "counter"}).json()] == [made["id"]]
    assert machine.get(f"{URL}/{made['id']}").json() == made
    machine.force_login(donghyun)
    assert machine.get(URL).json() == []
    assert machine.get(f"{URL}/{made['id']}").status_code == 404


def test_who_may_not_take_contacts_may_not_post_them(client: Client, province: Province, hyunwoo: Staff) -> None:
    client.force_login(hyunwoo)
    assert post(client, body(province)).status_code == 403
