"""A client that nobody here wrote, `georeport` from PyPI, finds its way unchanged in both formats."""

from collections.abc import Callable

import pytest
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from hantong.access.actions import issue_key
from hantong.cases.models import Case
from hantong.channels.open311 import public
from hantong.project.cast import NOON, Province, employ


@pytest.fixture(params=["json", "xml"])
def report(
    request: pytest.FixtureRequest, transactional_db: None, live_server: LiveServer, province: Province,
    said_on_web: Callable[..., Case], monkeypatch: pytest.MonkeyPatch,
) -> GeoReport:  # fmt: skip
    monkeypatch.setattr(public, "now", lambda: NOON)
    said_on_web()
    said_on_web(service=province.pothole.pk)
    key = issue_key(
        staff=employ("App", "partner", province.suwon_office),
        name="app",
        capabilities=["open311.file"],
        by=None,
        at=NOON,
    )
    return GeoReport(
        f"{live_server.url}/open311/v2/", jurisdiction="suwon", api_key=key.secret.text, output_format=request.param
    )


def test_it_lists_services(report: GeoReport) -> None:
    assert [each["service_code"] for each in report.get_service_list()] == ["illegal-parking", "pothole"]


def test_it_reads_a_definition(report: GeoReport) -> None:
    assert report.get_service_definition("pothole")["service_code"] == "pothole"


def test_it_lists_and_filters_requests(report: GeoReport) -> None:
    assert {each["service_code"] for each in report.get_service_requests()} == {"illegal-parking", "pothole"}
    window = {"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-03-05T00:00:00+09:00"}
    assert len(report.get_service_requests(status="open", **window)) == 2
    numbers = ",".join(Case.objects.values_list("number", flat=True))
    assert len(report.get_service_requests(service_request_id=numbers)) == 2


def test_it_shows_one_request(report: GeoReport) -> None:
    case = Case.objects.get(service__code="pothole")
    told = report.get_service_request(case.number)
    assert told["service_request_id"] == case.number
    assert float(told["lat"]) == case.lat
