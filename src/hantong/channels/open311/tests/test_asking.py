"""Which requests are asked for: by service, state, time and number, page by page; what is wrong is all said at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hantong.access.models import Staff
from hantong.cases.actions import Ending, close
from hantong.cases.models import Case
from hantong.channels.open311.tests.conftest import V2
from hantong.project.cast import NOON, Province

pytestmark = pytest.mark.usefixtures("clock")


def test_filters(get: Callable[..., Any], said_on_web: Callable[..., Case], province: Province, hyunwoo: Staff) -> None:
    parking = said_on_web()
    pothole = said_on_web(service=province.pothole.pk, said_at=NOON - timedelta(days=3))
    old = said_on_web(said_at=NOON - timedelta(days=100))
    close(case=pothole, ending=Ending(end_state=Case.EndState.DONE, text="됨"), by=hyunwoo, at=NOON)

    def ids(**params: str | int) -> list[str]:
        return [row["service_request_id"] for row in get("requests", **params)]

    assert ids() == [parking.number, pothole.number], "the newest first, of the last 90 days"
    assert ids(service_code="pothole") == [pothole.number]
    assert ids(service_code="pothole, illegal-parking", status="open,closed") == [parking.number, pothole.number]
    assert ids(status="OPEN") == [parking.number]
    assert ids(status="closed") == [pothole.number]
    assert ids(start_date="", end_date="", status="", service_code="") == [parking.number, pothole.number]
    assert ids(end_date="2026-03-03T00:00:00Z") == [pothole.number]
    assert ids(start_date="2025-11-01T00:00:00+09:00", end_date="2025-12-01T00:00:00+09:00") == [old.number]
    assert ids(start_date="2025-11-01T00:00:00 09:00", end_date="2025-12-01T00:00:00Z") == [old.number]
    both = f"{old.number},{parking.number},000000000000,nonsense"
    assert ids(service_request_id=both, status="closed", start_date="x") == [parking.number, old.number]


def test_pages(get: Callable[..., Any], said_on_web: Callable[..., Case]) -> None:
    numbers = [said_on_web(said_at=NOON - timedelta(minutes=n)).number for n in range(5)]
    pages = [get("requests", page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [[row["service_request_id"] for row in page] for page in pages] == [
        numbers[:2],
        numbers[2:4],
        numbers[4:],
        [],
    ]


def test_everything_that_is_wrong_is_said_at_once(get: Callable[..., Any]) -> None:
    faults = get(
        "requests",
        code=400,
        start_date="2026-01-01",
        end_date="yesterday",
        page="0",
        page_size="1001",
        service_code="",
    )
    assert len(faults) == 4
    assert all(fault["code"] == 400 for fault in faults)
    assert get("requests", code=404, service_code="pothole,zoo")[0]["code"] == 404


@pytest.mark.parametrize(
    "params",
    [
        {"start_date": "2025-01-01T00:00:00Z", "end_date": "2025-04-02T00:00:00Z"},
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"start_date": "0001-01-01T00:00:00+09:00", "end_date": "9999-12-31T23:59:59Z"},
        {"start_date": "2026-13-01T00:00:00Z"},
        {"page": "²"},
        {"page_size": "9" * 40},
    ],
)
def test_impossible_questions_are_refused(get: Callable[..., Any], params: dict[str, str]) -> None:
    assert get("requests", code=400, **params)[0]["code"] == 400


def test_exactly_ninety_days_are_allowed(get: Callable[..., Any]) -> None:
    assert get("requests", start_date="2025-01-01T00:00:00Z", end_date="2025-04-01T00:00:00Z") == []
    assert get("requests", end_date="0001-01-01T00:00:00Z") == []


def test_a_status_that_does_not_exist_is_refused(client: Client, province: Province) -> None:
    answer = client.get(f"{V2}/requests.json", {"jurisdiction_id": "suwon", "status": "fixed"})
    assert answer.status_code == 400
