"""Whom we call and whom we do not, and that nobody keeps us waiting."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from hantong.outside import calling
from hantong.outside.calling import NoAnswer, checked, post
from hantong.outside.places import NotAllowed, address_of


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "https://127.0.0.1/", "https://10.1.2.3/", "https://[::1]/", "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest", "https://[64:ff9b::a00:1]/", "https://example.com:22/", "file:///etc/passwd",
        "https://a:b@example.com/", "https://exa mple.com/", "https://example.com/\r\nX: y", "https://", "//x", "https://x:99999/",
        "https://예시.kr/",
    ],
)  # fmt: skip
def test_these_are_not_called(url: str) -> None:
    with pytest.raises(NotAllowed):
        checked(url)


@pytest.mark.parametrize("url", ["https://example.com", "https://example.com:8443/a?b=c", "https://[2606:4700::1]/"])
def test_these_are(url: str) -> None:
    assert checked(url).scheme == "https"


def test_a_name_with_one_private_address_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("192.168.0.10", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **named: both)
    with pytest.raises(NotAllowed, match="public internet"):
        address_of("rebinding.example", 443)
    monkeypatch.setenv("HANTONG_PRIVATE_HOSTS", "intranet.example, rebinding.example")
    assert address_of("rebinding.example", 443) == "192.168.0.10"


@pytest.fixture
def dripping() -> Iterator[str]:
    """Give a server that answers one letter at a time, for ever."""
    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        line, _address = server.accept()
        with line:
            line.recv(65536)
            try:
                line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while True:
                    line.sendall(b"a")
                    time.sleep(0.05)
            except OSError:
                return

    Thread(target=drip, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    server.close()


def test_who_drips_is_cut_off(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANTONG_PRIVATE_HOSTS", "127.0.0.1")
    monkeypatch.setattr(calling, "WHOLE_S", 0.3)
    with pytest.raises(NoAnswer):
        post(dripping, body=b"{}", headers={})


def test_who_is_not_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANTONG_PRIVATE_HOSTS", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NoAnswer):
        post(f"http://127.0.0.1:{port}/", body=b"{}", headers={})
