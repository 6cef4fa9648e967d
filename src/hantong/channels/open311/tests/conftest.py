"""What the stories of this channel share: a city with an app that may file there, and what a resident tells the app."""

from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from hantong.access.actions import issue_key
from hantong.access.models import ApiKey, Staff
from hantong.cases.models import Case
from hantong.channels.open311 import public
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival
from hantong.kit.editions import forget_edition
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province, employ

V2 = "/open311/v2"
Pull = Callable[..., object]


def parsed(text: bytes | str) -> ElementTree.Element:
    """Read an answer of ours."""
    return ElementTree.fromstring(text)  # noqa: S314 (our own words)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Let the story say what time it is."""
    hands = [NOON]
    monkeypatch.setattr(public, "now", lambda: hands[0])
    return hands


@pytest.fixture
def app_account(province: Province) -> Staff:
    """Give the account of Suwon's partner, a FixMyStreet."""
    return employ("Fix-MyStreet", "partner", province.suwon_office)


@pytest.fixture
def key(app_account: Staff) -> str:
    """Give the partner's api_key."""
    issued = issue_key(staff=app_account, name="FixMyStreet", capabilities=["open311.file"], by=None, at=NOON)
    forget_edition()
    return issued.secret.text


@pytest.fixture
def app_key(key: str) -> ApiKey:
    """Give the row of the partner's key."""
    return ApiKey.objects.get(prefix=key.split(".", maxsplit=1)[0])


@pytest.fixture
def filed(key: str) -> Callable[..., dict[str, object]]:
    """Make the form that the app sends for a resident."""

    def make(**changes: object) -> dict[str, object]:
        return {
            "api_key": key,
            "jurisdiction_id": "suwon",
            "service_code": "pothole",
            "lat": "37.2636",
            "long": "127.0286",
            "description": "보도에 구멍이 있습니다.",
            **changes,
        }

    return make


@pytest.fixture
def get(client: Client, province: Province) -> Pull:
    """Give a function that reads JSON in Suwon."""

    def pull(path: str, *, code: int = 200, **params: str | int) -> object:
        answer = client.get(f"{V2}/{path}.json", {"jurisdiction_id": "suwon", **params})
        assert answer.status_code == code, answer.content
        return answer.json()

    return pull


@pytest.fixture
def said_on_web(province: Province) -> Callable[..., Case]:
    """Open matters that came by the web form."""

    def make(**changes: object) -> Case:
        plain: dict[str, object] = {
            "id": new_id(),
            "channel": "web",
            "said_at": NOON,
            "text": "저는 한영숙입니다. 010-1234-5678로 전화 주세요.",
            "jurisdiction": province.suwon.pk,
            "service": province.parking.pk,
            "address": "수원시 팔달구 덕영대로 924",
            "lat": 37.266,
            "lon": 127.0,
        }
        case = receive(arrival=Arrival(**{**plain, **changes}), at=NOON).case  # type: ignore[arg-type]
        assert case is not None
        return case

    return make
