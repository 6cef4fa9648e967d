"""News reaches open pages by a real process, a real database and a real stream of events."""

import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import psycopg
import pytest
from django.db import connection

from hantong.project.live_ticket import BadTicket, Ticket, opened, sealed

ORIGIN = "http://127.0.0.1:8120"
SECRET = "a-secret-of-this-test"
PATIENCE_S = 30
LEAVING = ("--workers-kill-timeout", "1")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def address_of_test_database() -> str:
    row = connection.settings_dict
    return f"postgresql://{row['USER']}:{row['PASSWORD']}@/{row['NAME']}?host={row['HOST']}&port={row['PORT'] or 5432}"


def ticket(name: str, *topics: str, origin: str = ORIGIN, lasts_s: float = 600) -> str:
    made = Ticket(staff=name, name=name, origin=origin, topics=topics, ends_s=int(time.time() + lasts_s))
    return sealed(made, secret=SECRET)


class Listener:
    """An open page: reads the stream in the background and keeps what it hears."""

    def __init__(self, port: int, sealed_ticket: str, origin: str = ORIGIN) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        self.line.request("GET", f"/live/events?ticket={sealed_ticket}", headers={"Origin": origin})
        self.answer: HTTPResponse = self.line.getresponse()
        self.heard: queue.Queue[tuple[str, dict[str, object]]] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        name = ""
        try:
            for line in self.answer:
                text = line.decode().strip()
                if text.startswith("event: "):
                    name = text.removeprefix("event: ")
                elif text.startswith("data: "):
                    self.heard.put((name, json.loads(text.removeprefix("data: "))))
        except (OSError, ValueError, AttributeError):
            return

    def next(self) -> tuple[str, dict[str, object]]:
        return self.heard.get(timeout=PATIENCE_S)

    def next_people(self) -> list[str]:
        while True:
            name, data = self.next()
            if name == "presence":
                return [str(one["name"]) for one in data["people"]]  # type: ignore[attr-defined]

    def leave(self) -> None:
        sock = self.line.sock
        if sock is not None:
            sock.shutdown(socket.SHUT_RDWR)
        self.line.close()


def healthz(port: int) -> dict[str, object] | None:
    try:
        line = HTTPConnection("127.0.0.1", port, timeout=2)
        line.request("GET", "/live/healthz")
        answer = line.getresponse()
        return dict(json.loads(answer.read())) if answer.status == 200 else None
    except OSError:
        return None


@pytest.fixture(scope="module")
def port(django_db_setup: None) -> Iterator[int]:
    port = free_port()
    words = (sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-ws", *LEAVING)
    here = {"HANTONG_SECRET_KEY": SECRET, "HANTONG_DATABASE_URL": address_of_test_database()}
    with subprocess.Popen(
        (*words, "--log-level", "critical", "hantong.project.live:application"), env={**os.environ, **here}
    ) as process:
        ends_s = time.monotonic() + PATIENCE_S
        while not healthz(port):
            assert time.monotonic() < ends_s, "the live process does not listen"
            time.sleep(0.05)
        yield port
        process.terminate()


def say(*messages: dict[str, str]) -> None:
    with psycopg.connect(address_of_test_database(), autocommit=True) as line:
        line.execute("SELECT pg_notify('hantong_live', %s)", [json.dumps(messages)])


def test_each_page_hears_its_own_topics_and_nothing_else(port: int) -> None:
    pages = [Listener(port, ticket(f"p{n}", f"unit:{n}")) for n in range(5)]
    for n in range(5):
        say({"topic": f"unit:{n}", "kind": "CaseTaken"}, {"topic": "unit:elsewhere", "kind": "CaseTaken"})
    assert [page.next() for page in pages] == [("assigned", {"topic": f"unit:{n}"}) for n in range(5)]
    say(*({"topic": f"unit:{n}", "kind": "alarm"} for n in range(5)))
    assert [page.next() for page in pages] == [("alarm", {"topic": f"unit:{n}"}) for n in range(5)]
    assert all(page.heard.empty() for page in pages)


def test_two_people_with_the_same_matter_open_see_each_other(port: int) -> None:
    jiwoo = Listener(port, ticket("Ji-woo", "case:1"))
    assert jiwoo.next_people() == ["Ji-woo"]
    minseo = Listener(port, ticket("Min-seo", "case:1"))
    assert jiwoo.next_people() == ["Ji-woo", "Min-seo"]
    assert minseo.next_people() == ["Ji-woo", "Min-seo"]
    minseo.leave()
    assert jiwoo.next_people() == ["Ji-woo"]


def test_a_lost_database_connection_is_taken_up_again_and_pages_look_at_everything(port: int) -> None:
    page = Listener(port, ticket("Ji-woo", "staff:1"))
    with psycopg.connect(address_of_test_database(), autocommit=True) as line:
        line.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'hantong live' AND datname = current_database()"
        )
    assert page.next() == ("changed", {"topic": ""})
    say({"topic": "staff:1", "kind": "alarm"})
    assert page.next() == ("alarm", {"topic": "staff:1"})


def test_nonsense_from_the_database_has_pages_look_at_everything(port: int) -> None:
    page = Listener(port, ticket("Ji-woo", "staff:1"))
    with psycopg.connect(address_of_test_database(), autocommit=True) as line:
        line.execute("SELECT pg_notify('hantong_live', 'nonsense')")
    assert page.next() == ("changed", {"topic": ""})


def test_a_page_of_another_origin_is_refused(port: int) -> None:
    refused = Listener(port, ticket("Ji-woo", "staff:1"), origin="http://evil.example")
    assert refused.answer.status == 403
    taken = Listener(port, ticket("Ji-woo", "staff:1"))
    assert taken.answer.getheader("Access-Control-Allow-Origin") == ORIGIN


def test_a_stream_ends_with_its_ticket(port: int) -> None:
    brief = Listener(port, ticket("Ji-woo", "staff:1", lasts_s=2))
    assert brief.answer.status == 200
    brief.reader.join(PATIENCE_S)
    assert brief.answer.isclosed()
    assert Listener(port, ticket("Ji-woo", "staff:1", lasts_s=-1)).answer.status == 403


def test_ten_thousand_happenings_at_once_leave_a_slow_page_with_one_piece_of_news(port: int) -> None:
    page = Listener(port, ticket("Ji-woo", "staff:1"))
    for _ in range(100):
        say(*({"topic": "staff:1", "kind": "CaseNoted"} for _ in range(100)))
    say({"topic": "staff:1", "kind": "alarm"})
    heard = [page.next()]
    while heard[-1][0] != "alarm":
        heard.append(page.next())
    assert len(heard) < 200


def test_a_changed_ticket_is_no_ticket() -> None:
    good = ticket("Ji-woo", "staff:1")
    body, _, seal = good.partition(".")
    other = ticket("Dong-hyun", "staff:2").partition(".")[0]
    for bad in (f"{other}.{seal}", f"{body}.", "", "x", f"{body}.{seal[:-2]}"):
        with pytest.raises(BadTicket):
            opened(bad, secret=SECRET, now_s=time.time())
    with pytest.raises(BadTicket):
        opened(good, secret="another secret", now_s=time.time())
    assert opened(good, secret=SECRET, now_s=time.time()).topics == ("staff:1",)


def test_the_process_knows_no_models_and_stays_small(port: int) -> None:
    code = "import sys, hantong.project.live; sys.exit('django' in sys.modules)"
    assert subprocess.run((sys.executable, "-c", code), check=False).returncode == 0
