"""A FixMyStreet beside us, over real HTTP and written from the standard: it files, polls, pulls and pushes updates in XML."""

from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from pytest_django.live_server_helper import LiveServer

from hantong.access.actions import issue_key
from hantong.access.models import Staff
from hantong.cases.actions import Ending, add_said, answer, close
from hantong.cases.models import Alert, Case, History
from hantong.channels.open311.tests.conftest import parsed
from hantong.project.cast import Province, employ

Element = ElementTree.Element


class Street:
    """The other side: it knows an endpoint, a jurisdiction and a key, and nothing else of us."""

    def __init__(self, endpoint: str, key: str, jurisdiction: str) -> None:
        self.endpoint, self.key, self.jurisdiction = endpoint, key, jurisdiction

    def get(self, path: str, **params: str) -> Element:
        query = urlencode({"jurisdiction_id": self.jurisdiction, **params})
        with urlopen(f"{self.endpoint}/{path}?{query}") as answer:  # noqa: S310 (our own server)
            return parsed(answer.read())

    def post(self, path: str, **params: str) -> Element:
        body = urlencode({"jurisdiction_id": self.jurisdiction, "api_key": self.key, **params}).encode()
        with urlopen(f"{self.endpoint}/{path}", body) as answer:  # noqa: S310 (our own server)
            return parsed(answer.read())

    def report(self, detail: str) -> str:
        told = self.post(
            "requests.xml",
            service_code="pothole",
            lat="37.2636",
            long="127.0286",
            email="reporter@example.org",
            first_name="Young",
            last_name="Han",
            deviceid="web",
            description=f"title: 구멍\n\ndetail: {detail}\n\nurl: http://street.example/report/7",
            **{"attribute[fixmystreet_id]": "7", "attribute[easting]": "1"},
        )
        number = told.findtext("request/service_request_id")
        assert number
        return number

    def updates(self) -> list[dict[str, str]]:
        """Ask as it does every few minutes: for the last hour, in UTC."""
        at = datetime.now(UTC)
        root = self.get(
            "servicerequestupdates.xml",
            start_date=f"{at - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
            end_date=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        )
        assert root.tag == "service_request_updates"
        return [{each.tag: each.text or "" for each in row} for row in root.findall("request_update")]


@pytest.fixture
def street(transactional_db: None, live_server: LiveServer, province: Province) -> Street:
    account = employ("Fix-MyStreet", "partner", province.suwon_office)
    key = issue_key(staff=account, name="street", capabilities=["open311.file"], by=None, at=datetime.now(UTC))
    return Street(f"{live_server.url}/open311/v2", key.secret.text, "suwon")


@pytest.fixture
def worker(street: Street, province: Province) -> Staff:
    return employ("Road-er", "official", province.roads)


def test_a_whole_matter_from_the_street_and_back(street: Street, worker: Staff) -> None:
    number = street.report("보도에 구멍이 있습니다.")
    assert street.report("보도에 구멍이 있습니다.") == number, "it sends again what it thinks was lost"
    case = Case.objects.get()
    answer(case=case, text="이번 주에 메우겠습니다. 문의 031-228-0000", by=worker, at=datetime.now(UTC))
    [update] = street.updates()
    assert update["service_request_id"] == number
    assert update["status"] == "OPEN"
    assert update["description"] == "이번 주에 메우겠습니다. 문의 ○○○"
    ending = Ending(end_state=Case.EndState.DONE, text="메웠습니다.")
    close(case=case, ending=ending, by=worker, at=datetime.now(UTC))
    first, second = street.updates()
    assert first == update, "what was told once stays as it was"
    assert (second["status"], second["description"]) == ("CLOSED", "처리를 마쳤습니다: 메웠습니다.")
    shown = street.get("requests.xml", service_request_id=number).find("request")
    assert shown is not None
    assert (shown.findtext("status"), shown.findtext("status_notes")) == ("closed", "처리를 마쳤습니다: 메웠습니다.")


def test_an_update_pushed_is_history_once_and_comes_back_under_its_name(street: Street, worker: Staff) -> None:
    number = street.report("구멍")
    form = {
        "service_request_id": number,
        "update_id": "638",
        "status": "CLOSED",
        "updated_datetime": f"{datetime.now(UTC) - timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}",
        "description": "아직도 있습니다.",
        "email": "other@example.org",
        "first_name": "Other",
        "last_name": "Person",
        "deviceid": "web",
    }
    names = {street.post("servicerequestupdates.xml", **form).findtext("request_update/update_id") for _ in range(3)}
    [name] = names
    row = History.objects.get(kind=History.Kind.SAID)
    assert (row.text, row.by_resident, row.channel) == ("아직도 있습니다.\n[status: CLOSED]", True, "open311")
    assert not Case.objects.get().is_closed, "only we settle a matter"
    assert Alert.objects.filter(kind="said").count() == 1
    assert [update["update_id"] for update in street.updates()] == [name]


def test_what_the_resident_tells_us_alone_stays_with_us(street: Street) -> None:
    street.report("구멍")
    at = datetime.now(UTC)
    add_said(case=Case.objects.get(), text="제 번호는 비밀입니다", channel="web", said_at=at, by=None, at=at)
    [update] = street.updates()
    assert "비밀" not in update["description"]


def test_an_update_to_nothing_is_refused(street: Street) -> None:
    number = street.report("구멍")
    with pytest.raises(HTTPError) as unknown:
        street.post("servicerequestupdates.xml", service_request_id="123", description="x")
    assert unknown.value.code == 404
    assert parsed(unknown.value.read()).findtext("error/code") == "404"
    for wrong in ({"description": ""}, {"updated_datetime": "yesterday"}, {"service_request_id": ""}):
        with pytest.raises(HTTPError) as raised:
            street.post("servicerequestupdates.xml", **{"service_request_id": number, "description": "x", **wrong})
        assert raised.value.code == 400
    street.key = "abcdefghjk.wrong"
    with pytest.raises(HTTPError) as stranger:
        street.post("servicerequestupdates.xml", service_request_id=number, description="x")
    assert stranger.value.code == 403
    assert not History.objects.filter(kind=History.Kind.SAID).exists()
