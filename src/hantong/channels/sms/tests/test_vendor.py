"""A vendor's side by HTTP: texts handed over, brought in signed, and reported."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now
from standardwebhooks.webhooks import Webhook

from hantong.access.models import Staff
from hantong.cases.actions import answer
from hantong.cases.events import CaseAnswered
from hantong.cases.models import Attachment, Case, History
from hantong.channels.sms.models import Text
from hantong.channels.sms.sending_out import hand_waiting_to_vendor
from hantong.channels.sms.tests.test_taking import HAN, PICTURE
from hantong.contacts.actions import deliver, queue_message, take_in_waiting
from hantong.contacts.models import Message, OwnAddress, RawArrival
from hantong.contacts.notices import tell_answered
from hantong.project.cast import NOON

SECRET = "whsec_" + base64.b64encode(b"a secret of the stories of texts").decode()
Call = Callable[..., Any]


class Vendor(ThreadingHTTPServer):
    """A vendor that notes what it is handed."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.taken: list[dict[str, Any]] = []
        self.heads: list[Any] = []
        self.status = 200


class _Answering(BaseHTTPRequestHandler):
    server: Vendor

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append(body)
        self.server.heads.append(self.headers)
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps({"id": f"v{len(self.server.taken)}"}).encode())

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch, numbers: OwnAddress) -> Iterator[Vendor]:
    """Give a running vendor that is configured."""
    server = Vendor()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("HANTONG_SMS_VENDOR_URL", f"http://127.0.0.1:{server.server_port}/messages?v=1")
    monkeypatch.setenv("HANTONG_SMS_VENDOR_KEY", "our-key")
    monkeypatch.setenv("HANTONG_SMS_VENDOR_SECRET", SECRET)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give how often somebody was asked to read what came; the stories read it themselves."""
    times: list[str] = []
    monkeypatch.setattr("hantong.channels.sms.public.wake_reader", lambda: times.append("read"))
    return times


@pytest.fixture
def call(client: Client) -> Call:
    """Call as the vendor does."""

    def called(path: str, body: Any, *, at: datetime | None = None, secret: str = SECRET) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        moment = at or now()
        signature = Webhook(secret).sign("msg_1", moment, raw.decode("utf-8", "replace"))
        return client.post(
            path,
            raw,
            content_type="application/json",
            headers={
                "webhook-id": "msg_1",
                "webhook-timestamp": str(int(moment.timestamp())),
                "webhook-signature": signature,
            },
        )

    return called


def arrival(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": "mo-1",
        "from": "010-5555-6666",
        "to": "0311200000",
        "text": "가로등이 꺼졌습니다.",
        "received_at": "2026-03-04T11:59:00+09:00",
    }
    return {**plain, **changes}


def brought(call: Call, **changes: Any) -> Case:
    assert call("/sms/arrivals", arrival(**changes)).status_code == 200
    take_in_waiting(clock=now, until=now() + timedelta(minutes=1))
    case = RawArrival.objects.latest("arrived_at").case
    assert case is not None
    return case


def told(case: Case, by: Staff, text: str = "오늘 고치겠습니다.") -> Message:
    case = answer(case=case, text=text, by=by, at=NOON)
    tell_answered(CaseAnswered.of(case, text=text))
    return Message.objects.get(case=case, key__contains=":answered:")


def test_a_signed_call_brings_a_text_with_a_picture(vendor: Vendor, call: Call) -> None:
    picture = {"name": "lamp.png", "content": base64.b64encode(PICTURE).decode()}
    case = brought(call, files=[picture])
    contact = case.contacts.get()
    assert contact.text == "가로등이 꺼졌습니다."
    assert contact.said_at > NOON, "what claims to be older than a week is dated by when it came"
    assert Attachment.objects.filter(case=case).count() == 1


def test_a_new_text_asks_to_be_read(vendor: Vendor, call: Call, asked: list[str]) -> None:
    for _ in range(2):
        call("/sms/arrivals", arrival())
    assert asked == ["read"]


def test_the_same_text_brought_twice_is_one(vendor: Vendor, call: Call) -> None:
    brought(call)
    assert call("/sms/arrivals", arrival()).status_code == 200
    assert RawArrival.objects.count() == 1


def test_a_large_picture_lies_in_a_file_until_it_is_read(vendor: Vendor, call: Call) -> None:
    big = {"name": "big.bin", "content": base64.b64encode(b"\0" * 3_000_000).decode()}
    assert call("/sms/arrivals", arrival(files=[big])).status_code == 200
    assert RawArrival.objects.get().file


@pytest.mark.parametrize("wrong", ["secret", "time", "body", "none"])
def test_what_is_not_the_vendors_is_not_taken(vendor: Vendor, call: Call, client: Client, wrong: str) -> None:
    if wrong == "secret":
        answered = call("/sms/arrivals", arrival(), secret="whsec_" + base64.b64encode(b"another").decode())
    elif wrong == "time":
        answered = call("/sms/arrivals", arrival(), at=now() - timedelta(minutes=6))
    elif wrong == "body":
        answered = client.post(
            "/sms/statuses", b"{}", "application/json", headers={"webhook-id": "1", "webhook-signature": "v1,xx"}
        )
    else:
        answered = client.post("/sms/arrivals", b"{}", "application/json")
    assert answered.status_code == 401
    assert not RawArrival.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"[]", b"no json", {}, {"id": "1"}, arrival(received_at="today"), arrival(files="x"), arrival(files=[{"content": "?"}]),
     arrival(files=[1]), arrival(text=7)],
    ids=str,
)  # fmt: skip
def test_nonsense_is_refused_with_what_to_change(vendor: Vendor, call: Call, body: Any) -> None:
    answered = call("/sms/arrivals", body)
    assert answered.status_code == 400
    assert answered.json()["detail"]


def test_too_large_a_call_is_refused_before_it_is_read(vendor: Vendor, client: Client) -> None:
    answered = client.post(
        "/sms/arrivals", b"{}", "application/json", headers={"content-length": str(31 * 1024 * 1024)}
    )
    assert answered.status_code == 413


def test_without_a_vendor_there_is_nothing_to_call(db: None, client: Client) -> None:
    assert client.post("/sms/arrivals", b"{}", "application/json").status_code == 404
    assert client.get("/sms/arrivals").status_code == 405


def test_an_answer_goes_out_as_a_long_one_and_arrives(vendor: Vendor, call: Call, jiwoo: Staff) -> None:
    message = told(brought(call), jiwoo)
    assert (message.channel, message.recipient) == ("sms", HAN)
    deliver(message=message.pk, at=now())
    (sent,) = [body for body in vendor.taken if "오늘 고치겠습니다." in body["text"]]
    assert (sent["from"], sent["to"], sent["type"], sent["id"]) == ("031-120-0000", HAN, "LMS", message.key)
    assert vendor.heads[-1]["Authorization"] == "Bearer our-key"
    assert vendor.heads[-1]["Idempotency-Key"] == message.key
    message.refresh_from_db()
    assert (message.state, message.reference) == ("sent", "sms:v1")
    text = Text.objects.get()
    assert (text.parts, int(text.cost_krw), text.body) == (1, 50, "")
    assert call("/sms/statuses", {"id": "v1", "status": "delivered"}).status_code == 200
    text.refresh_from_db()
    assert text.state == "delivered"


def test_a_text_that_the_vendor_lost_is_visible_on_its_matter(vendor: Vendor, call: Call, jiwoo: Staff) -> None:
    message = told(brought(call), jiwoo)
    deliver(message=message.pk, at=now())
    for _ in range(2):
        call("/sms/statuses", {"id": "v1", "status": "failed", "reason": "결번"})
    message.refresh_from_db()
    assert (message.state, message.trouble) == ("failed", "결번")
    kinds = list(History.objects.filter(case=message.case).order_by("n").values_list("kind", flat=True))
    assert kinds.count("undelivered") == 1


@pytest.mark.parametrize(("status", "state"), [(400, "failed"), (429, "queued"), (503, "queued")])
def test_a_vendor_that_refuses_or_is_busy(vendor: Vendor, call: Call, jiwoo: Staff, status: int, state: str) -> None:
    message = told(brought(call), jiwoo)
    vendor.status = status
    again_at = deliver(message=message.pk, at=NOON)
    message.refresh_from_db()
    assert (message.state, again_at is None) == (state, state == "failed")
    assert str(status) in message.trouble


def test_a_vendor_that_is_away_is_asked_again(
    vendor: Vendor, call: Call, jiwoo: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = told(brought(call), jiwoo)
    monkeypatch.setenv("HANTONG_SMS_VENDOR_URL", "http://127.0.0.1:9/")
    assert deliver(message=message.pk, at=NOON) is not None


def test_nobody_is_woken_by_what_they_did_not_ask_for(vendor: Vendor, call: Call, jiwoo: Staff) -> None:
    case = brought(call)
    night = datetime(2026, 3, 4, 13, 0, tzinfo=UTC)  # 22:00 in Seoul
    message = Message(
        key=f"{case.pk}:9:deadline_moved:{case.resident_id}",
        case=case,
        channel="sms",
        recipient=HAN,
        body="약속드린 답변 기한이 바뀌었습니다.",
        created_at=night,
    )
    queue_message(message=message)
    again_at = deliver(message=message.pk, at=night)
    assert again_at is not None
    assert again_at.astimezone(UTC) == datetime(2026, 3, 4, 23, 0, tzinfo=UTC)
    message.refresh_from_db()
    assert (message.state, message.attempts, vendor.taken) == ("queued", 0, [])
    assert deliver(message=message.pk, at=again_at) is None
    assert len(vendor.taken) == 1
    answered = told(case, jiwoo)
    assert deliver(message=answered.pk, at=night) is None
    assert len(vendor.taken) == 2


def test_a_confirmation_of_ours_is_handed_over(vendor: Vendor, call: Call) -> None:
    brought(call)
    call("/sms/arrivals", arrival(id="mo-2", text="수신거부"))
    take_in_waiting(clock=now, until=now() + timedelta(minutes=1))
    assert hand_waiting_to_vendor(at=now()) == 1
    assert (vendor.taken[-1]["type"], vendor.taken[-1]["to"]) == ("LMS", HAN)
    assert Text.objects.get(key__startswith="objection:").state == "accepted"
    assert hand_waiting_to_vendor(at=now()) == 0
