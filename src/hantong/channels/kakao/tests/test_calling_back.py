"""What takes longer than the chatbot waits is answered by its callback, once, or when the resident next writes."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import OperationalError
from procrastinate.contrib.django.models import ProcrastinateJob

from hantong.cases.models import Case
from hantong.channels.kakao.actions import call_back
from hantong.channels.kakao.skill import Said
from hantong.channels.kakao.tests.conftest import HAN, Room
from hantong.project.cast import NOON

pytestmark = pytest.mark.django_db
CALLBACK = "https://bot-api.kakao.com/c/77"


class Vendor(HTTPServer):
    """The vendor's side of the callback: keeps what is posted, answers with `status`."""

    posted: list[dict[str, Any]]
    status = "SUCCESS"


class _Post(BaseHTTPRequestHandler):
    server: Vendor

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append(json.loads(body))
        said = json.dumps({"taskId": "t", "status": self.server.status}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vendor]:
    server = Vendor(("127.0.0.1", 0), _Post)
    server.posted = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("HANTONG_KAKAO_CALLBACKS", f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def said_to(vendor: Vendor, words: str = "가로등이 꺼졌습니다.", command: str = "") -> Said:
    callback = f"http://127.0.0.1:{vendor.server_port}/callback/1"
    return Said(account=f"kakao:{HAN}", words=words, command=command, callback=callback)


def test_a_slow_database_is_answered_by_the_callback(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(**_said: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr("hantong.channels.kakao.public.hear", slow)
    room.says("가로등이 꺼졌습니다.", callback=CALLBACK)
    assert room.last["useCallback"] is True
    assert room.last["version"] == "2.0"
    [job] = ProcrastinateJob.objects.filter(task_name="kakao_call_back")
    assert job.args["said"]["words"] == "가로등이 꺼졌습니다."
    assert job.args["said"]["callback"] == CALLBACK


def test_without_a_callback_one_is_asked_to_look_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(**_said: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr("hantong.channels.kakao.public.hear", slow)
    assert "잠시" in room.says("가로등이 꺼졌습니다.")
    assert "useCallback" not in room.last
    assert ProcrastinateJob.objects.filter(task_name="kakao_call_back").count() == 1


def test_the_callback_carries_the_whole_answer_once(room: Room, vendor: Vendor) -> None:
    said = said_to(vendor)
    assert call_back(said=said, came_at=NOON, at=NOON + timedelta(seconds=9))
    assert not call_back(said=said, came_at=NOON, at=NOON + timedelta(seconds=12))
    [posted] = vendor.posted
    assert posted["version"] == "2.0"
    assert "가로등이 꺼졌습니다." in posted["template"]["outputs"][0]["simpleText"]["text"]


def test_the_work_is_done_once_however_often_the_job_runs(room: Room, vendor: Vendor) -> None:
    room.says("가로등이 꺼졌습니다.")
    said = said_to(vendor, "접수하기", "sure")
    for seconds in (9, 12, 15):
        call_back(said=said, came_at=NOON, at=NOON + timedelta(seconds=seconds))
    assert Case.objects.count() == 1
    assert len(vendor.posted) == 1


@pytest.mark.parametrize("trouble", ["too late", "refused", "elsewhere"])
def test_an_answer_that_could_not_be_shown_waits(room: Room, vendor: Vendor, trouble: str) -> None:
    vendor.status = "FAIL" if trouble == "refused" else "SUCCESS"
    said = said_to(vendor)
    if trouble == "elsewhere":
        said = Said(account=said.account, words=said.words, callback="https://example.org/steal")
    at = NOON + timedelta(seconds=70 if trouble == "too late" else 9)
    assert not call_back(said=said, came_at=NOON, at=at)
    assert len(vendor.posted) == (1 if trouble == "refused" else 0)
    assert "가로등이 꺼졌습니다." in room.says("안녕")
