"""Mail servers bring mail by LMTP and SMTP over loopback: kept before they hear so; what is too much is told apart."""

import asyncio
import resource
import smtplib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket

import pytest
from django.db import DatabaseError

from hantong.channels.email.door import Door
from hantong.channels.email.settings_read import Listening
from hantong.channels.email.tests.conftest import OURS, mail_of
from hantong.contacts.actions import take_in_waiting
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.contacts.raw_store import content_of
from hantong.project.cast import NOON

MOST_BYTES = 3 * 1024 * 1024
pytestmark = pytest.mark.usefixtures("transactional_db")


def free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def opened(listening: Listening) -> Iterator[Door]:
    """Have a door open in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> tuple[Door, asyncio.AbstractServer]:
        door = Door(clock=lambda: NOON, most_bytes=MOST_BYTES)
        return door, await door.open(listening)

    door, server = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    try:
        yield door
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        door.shut()


@pytest.fixture
def port(addresses: OwnAddress) -> Iterator[int]:
    """Give the port of an open LMTP door."""
    where = free_port()
    with opened(Listening(is_lmtp=True, host="127.0.0.1", port=where)):
        yield where


def lmtp(port: int) -> smtplib.LMTP:
    return smtplib.LMTP("127.0.0.1", port)


def test_a_mail_comes_in_by_lmtp_and_becomes_a_matter(port: int) -> None:
    message = mail_of("첫 줄\n.점으로 시작하는 줄\n..점 둘")
    with lmtp(port) as server:
        server.send_message(message, to_addrs=[OURS])
    raw = RawArrival.objects.get()
    assert content_of(raw).replace(b"\r\n", b"\n") == message.as_bytes()
    take_in_waiting(clock=lambda: NOON, until=NOON)
    raw.refresh_from_db()
    assert raw.case is not None
    assert raw.case.contacts.get().text == "첫 줄\n.점으로 시작하는 줄\n..점 둘"


def test_a_mail_comes_in_by_smtp_and_by_a_socket_file(addresses: OwnAddress, tmp_path: Path) -> None:
    where = free_port()
    with opened(Listening(is_lmtp=False, host="127.0.0.1", port=where)), smtplib.SMTP("127.0.0.1", where) as server:
        server.send_message(mail_of(), to_addrs=[OURS])
        server.send_message(mail_of(Message_ID="<2@x.org>"), to_addrs=[OURS, "minwon+tag@suwon.example"])
    path = str(tmp_path / "s")
    with opened(Listening(is_lmtp=True, path=path)), smtplib.LMTP(path) as server:
        server.send_message(mail_of(Message_ID="<3@x.org>"), to_addrs=[OURS])
    assert RawArrival.objects.count() == 3


def test_lmtp_answers_for_each_recipient_and_keeps_the_mail_once(port: int) -> None:
    words = [
        "LHLO x", "MAIL FROM:<han@example.org>", f"RCPT TO:<{OURS}>", "RCPT TO:<pothole@gyeonggi.example>", "DATA",
    ]  # fmt: skip
    with create_connection(("127.0.0.1", port), 10) as raw:
        answers = raw.makefile("rb")

        def answer() -> bytes:
            while (line := answers.readline())[3:4] == b"-":
                pass
            return line[:3]

        assert answer() == b"220"
        for word in words:
            raw.sendall(f"{word}\r\n".encode())
            assert answer() in {b"250", b"354"}
        raw.sendall(mail_of().as_bytes().replace(b"\n", b"\r\n") + b"\r\n.\r\n")
        assert [answer(), answer()] == [b"250", b"250"]
        raw.sendall(b"QUIT\r\n")
        assert answer() == b"221"
    assert RawArrival.objects.count() == 1


def test_no_room_on_the_disk_leaves_mail_with_its_senders_server(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hantong.contacts.raw_store.SPARE_BYTES", 2**60)
    with lmtp(port) as server, pytest.raises(smtplib.SMTPDataError) as put_off:
        server.send_message(mail_of(), to_addrs=[OURS])
    assert put_off.value.smtp_code == 452
    assert RawArrival.objects.count() == 0


def test_nobody_elses_mail_is_taken(port: int) -> None:
    with lmtp(port) as server, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        server.send_message(mail_of(), to_addrs=["somebody@elsewhere.example"])
    assert refused.value.recipients["somebody@elsewhere.example"][0] == 550


def test_the_size_is_announced_and_a_larger_mail_refused_before_it_is_sent(port: int) -> None:
    with lmtp(port) as server:
        server.ehlo()
        assert server.esmtp_features["size"] == str(MOST_BYTES)
        assert server.mail("han@example.org", [f"SIZE={200 * 1024 * 1024}"])[0] == 552
        assert server.rset()[0] == 250
    note = RawArrival.objects.get()
    assert (note.state, note.reason, note.sender, note.size_bytes) == (
        "held", "too_large", "han@example.org", 200 * 1024 * 1024,
    )  # fmt: skip


def test_a_mail_of_200_mb_that_was_not_announced_needs_no_memory_and_others_come_through(port: int) -> None:
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    head = mail_of().as_bytes().partition(b"\n\n")[0].replace(b"\n", b"\r\n") + b"\r\n\r\n"
    line = b"A" * 1022 + b"\r\n"
    with create_connection(("127.0.0.1", port), 60) as raw:
        answers = raw.makefile("rb")

        def say(words: bytes) -> bytes:
            raw.sendall(words + b"\r\n")
            while (answer := answers.readline())[3:4] == b"-":
                pass
            return answer

        answers.readline()
        say(b"LHLO bomb.example")
        say(b"MAIL FROM:<bomb@example.org>")
        say(f"RCPT TO:<{OURS}>".encode())
        assert say(b"DATA").startswith(b"354")
        raw.sendall(head)
        for megabyte in range(200):
            raw.sendall(line * 1024)
            if megabyte == 100:
                with lmtp(port) as server:
                    server.send_message(mail_of(Message_ID="<beside@x.org>", Subject="옆"), to_addrs=[OURS])
        assert say(b".").startswith(b"552")
    assert RawArrival.objects.filter(state="waiting").count() == 1
    held = RawArrival.objects.get(state="held")
    assert (held.reason, held.sender) == ("too_large", "han@example.org")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 40_000


def test_a_line_without_an_end_is_taken_as_it_is(port: int) -> None:
    message = b"From: a@example.org\r\n\r\n" + b"x" * 500_000 + b"\r\n"
    with lmtp(port) as server:
        server.sendmail("a@example.org", [OURS], message)
    assert content_of(RawArrival.objects.get()) == message


def test_a_bomber_is_set_apart_and_then_told_to_come_later(port: int) -> None:
    codes = []
    with lmtp(port) as server:
        server.ehlo()
        for n in range(60):
            server.mail("han@example.org")
            server.rcpt(OURS)
            codes.append(server.data(mail_of(Message_ID=f"<{n}@x.org>").as_bytes())[0])
            server.rset()
        server.send_message(mail_of(Message_ID="<other@x.org>", From="kim@example.org"), to_addrs=[OURS])
    assert set(codes[:50]) == {250}
    assert codes[-1] == 451
    assert RawArrival.objects.filter(state="waiting").count() == 6
    assert RawArrival.objects.filter(reason="flood").count() == codes.count(250) - 5


def test_thousands_of_recipients_are_put_off(port: int) -> None:
    with lmtp(port) as server:
        server.ehlo()
        server.mail("han@example.org")
        codes = [server.rcpt(f"minwon+{n}@suwon.example")[0] for n in range(105)]
    assert codes == [250] * 100 + [452] * 5


def test_a_mail_that_cannot_be_kept_stays_with_its_senders_server(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError("the database went away")

    monkeypatch.setattr("hantong.channels.email.door.keep_mails", broken)
    with lmtp(port) as server, pytest.raises(smtplib.SMTPDataError) as put_off:
        server.send_message(mail_of(), to_addrs=[OURS])
    assert put_off.value.smtp_code == 451


def test_a_connection_lost_in_the_middle_leaves_nothing(port: int) -> None:
    with create_connection(("127.0.0.1", port), 10) as raw:
        raw.sendall(f"LHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{OURS}>\r\nDATA\r\n".encode())
        raw.sendall(b"From: a@b.example\r\n\r\nhalf a")
    with lmtp(port) as server:
        server.send_message(mail_of(), to_addrs=[OURS])
    assert RawArrival.objects.count() == 1


def test_new_mail_asks_to_be_read(addresses: OwnAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()
    monkeypatch.setattr("hantong.channels.email.door.wake_reader", asked.set)
    where = free_port()
    with opened(Listening(is_lmtp=True, host="127.0.0.1", port=where)) as door:
        waking: Callable[[], object] = lambda: asyncio.run_coroutine_threadsafe(door.wake(), door._loop)  # noqa: E731
        task = waking()
        with lmtp(where) as server:
            server.send_message(mail_of(), to_addrs=[OURS])
        assert asked.wait(5)
        task.cancel()  # type: ignore[attr-defined]
