"""Matters for machines."""

import json

import pytest
from django.test import Client

from hantong.access.actions.keys import issue_key
from hantong.access.models import Staff
from hantong.cases.models import Case, HandOver
from hantong.project.cast import LONG_AGO, Province


class Machine:
    """A client of the API with a key of `staff`."""

    def __init__(self, staff: Staff, *capabilities: str) -> None:
        issued = issue_key(
            staff=staff,
            name="test",
            capabilities=list(capabilities or ("cases.see", "cases.handle")),
            by=staff,
            at=LONG_AGO,
        )
        self.headers = {"Authorization": f"Bearer {issued.secret.text}"}
        self.client = Client()

    def get(self, path: str) -> tuple[int, object]:
        answer = self.client.get(f"/api/v1{path}", headers=self.headers)
        return answer.status_code, answer.json()

    def post(self, path: str, body: object = None) -> tuple[int, dict[str, object]]:
        answer = self.client.post(
            f"/api/v1{path}", data=json.dumps(body or {}), content_type="application/json", headers=self.headers
        )
        return answer.status_code, answer.json()


@pytest.fixture
def parking_machine(hyunwoo: Staff) -> Machine:
    return Machine(hyunwoo)


def test_without_a_key_nobody_is_told_anything(web_case: Case, client: Client) -> None:
    answer = client.get(f"/api/v1/cases/{web_case.number}")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_a_matter_is_read_by_its_number_however_written(web_case: Case, parking_machine: Machine) -> None:
    status, body = parking_machine.get(f"/cases/{web_case}")
    assert status == 200
    assert isinstance(body, dict)
    assert body["id"] == str(web_case.pk)
    assert body["version"] == 2


def test_another_jurisdiction_gets_a_404(web_case: Case, donghyun: Staff) -> None:
    assert Machine(donghyun).get(f"/cases/{web_case.number}")[0] == 404


def test_a_key_that_may_only_read_may_not_write(web_case: Case, hyunwoo: Staff) -> None:
    machine = Machine(hyunwoo, "cases.see")
    assert machine.get(f"/cases/{web_case.number}")[0] == 200
    assert machine.post(f"/cases/{web_case.number}/notes", {"text": "?"})[0] == 403


def test_a_whole_life(desk_case: Case, parking_machine: Machine) -> None:
    number = desk_case.number
    assert parking_machine.post(f"/cases/{number}/hand-over/acceptance")[0] == 200
    assert parking_machine.post(f"/cases/{number}/answers", {"text": "지금 갑니다."})[0] == 200
    status, body = parking_machine.post(f"/cases/{number}/closure", {"end_state": "done", "text": "옮겼습니다."})
    assert (status, body["end_state"]) == (200, "done")
    status, rows = parking_machine.get(f"/cases/{number}/history")
    assert isinstance(rows, list)
    assert [row["kind"] for row in rows] == ["opened", "routed", "offered", "accepted", "answered", "closed"]


def test_a_second_acceptance_and_a_second_closing_are_refused(desk_case: Case, parking_machine: Machine) -> None:
    number = desk_case.number
    parking_machine.post(f"/cases/{number}/hand-over/acceptance")
    assert parking_machine.post(f"/cases/{number}/hand-over/acceptance")[0] == 404
    ending = {"end_state": "done", "text": "끝"}
    parking_machine.post(f"/cases/{number}/closure", ending)
    status, body = parking_machine.post(f"/cases/{number}/closure", ending)
    assert (status, body["code"]) == (409, "already_closed")
    assert HandOver.objects.get(case=desk_case).outcome == "accepted"


def test_a_matter_is_offered_to_somebody_only_where_they_work(
    desk_case: Case, parking_machine: Machine, province: Province, minseo: Staff, donghyun: Staff
) -> None:
    number, centre = desk_case.number, str(province.centre.pk)
    parking_machine.post(f"/cases/{number}/hand-over/acceptance")
    offer = {"to_unit": centre, "said": "다시 봐 주세요."}
    assert parking_machine.post(f"/cases/{number}/hand-over", {**offer, "to_staff": str(donghyun.pk)})[0] == 404
    assert not HandOver.objects.pending().exists()
    status, body = parking_machine.post(f"/cases/{number}/hand-over", {**offer, "to_staff": str(minseo.pk)})
    assert status == 201, body
    assert HandOver.objects.pending().get().to_staff == minseo


def test_a_stale_version_is_refused(web_case: Case, parking_machine: Machine) -> None:
    parking_machine.post(f"/cases/{web_case.number}/answers", {"text": "확인 중", "version": 2})
    status, body = parking_machine.post(f"/cases/{web_case.number}/answers", {"text": "끝", "version": 2})
    assert (status, body["code"]) == (409, "stale_save")


def test_a_wrong_shape_names_the_field(web_case: Case, parking_machine: Machine) -> None:
    status, body = parking_machine.post(f"/cases/{web_case.number}/closure", {"end_state": "vanished", "text": "?"})
    assert status == 422
    fields = body["fields"]
    assert isinstance(fields, list)
    assert fields[0]["field"].endswith("end_state")


def test_lists_come_in_pages(web_case: Case, desk_case: Case, parking_machine: Machine, province: Province) -> None:
    status, rows = parking_machine.get("/cases?limit=1")
    assert isinstance(rows, list)
    assert (status, len(rows)) == (200, 1)
    status, more = parking_machine.get(f"/cases?limit=5&after={rows[0]['id']}")
    assert isinstance(more, list)
    assert rows[0]["id"] not in {row["id"] for row in more}
    assert parking_machine.get("/cases?limit=0")[0] == 422
