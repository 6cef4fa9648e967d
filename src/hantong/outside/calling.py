"""One POST to an address that others gave: pinned, without redirects, within seconds, reading hardly anything back."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from hantong.outside.places import NotAllowed, address_of, is_private_literal, private_hosts

CONNECT_S, WHOLE_S = 5.0, 10.0
MOST_READ = 2000
LOWEST_PORT_OF_OTHERS = 1024
USUAL_PORTS = {"http": 80, "https": 443}


class NoAnswer(Exception):
    """Nothing came back; trying again may help."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the first words of the body, and for how long we were asked to wait."""

    status: int
    words: str
    retry_after_s: int | None


class Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name says a moment later."""

    def __init__(self, host: str, address: str, port: int, *, is_tls: bool) -> None:
        super().__init__(host, port, timeout=CONNECT_S)
        self._address, self._is_tls = address, is_tls

    def connect(self) -> None:
        """Open the connection; the two sides greet each other later, while the time is kept."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_tls:
            self.sock = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )


def checked(url: str) -> SplitResult:
    """Give the parts of an address that may be called: https, or http on a host of our own. Raises NotAllowed."""
    try:
        parts = urlsplit(url)
        port = parts.port or USUAL_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise NotAllowed("it is not an address", permanent=True) from error
    host = (parts.hostname or "").lower()
    is_ours = host in private_hosts()
    if not host or parts.scheme not in USUAL_PORTS or parts.username is not None:
        raise NotAllowed("it is not an https address", permanent=True)
    if parts.scheme == "http" and not is_ours:
        raise NotAllowed("only https is called", permanent=True)
    if port != USUAL_PORTS["https"] and port < LOWEST_PORT_OF_OTHERS and not is_ours:
        raise NotAllowed("this port is not called", permanent=True)
    if not is_ours and is_private_literal(host):
        raise NotAllowed("it does not lie on the public internet", permanent=True)
    if any(not "!" <= letter <= "~" for letter in url):
        raise NotAllowed("write the address in plain letters", permanent=True)
    return parts


def post(url: str, *, body: bytes, headers: Mapping[str, str], now_s: Callable[[], float] = time.monotonic) -> Answer:
    """Send `body` to `url` and give what came back; a redirect is an answer like any other.

    Raises NotAllowed, NoAnswer.
    """
    ends_s = now_s() + WHOLE_S
    parts = checked(url)
    with pinned(parts, whole_s=WHOLE_S) as connection:
        connection.request("POST", path_of(parts), body=body, headers={"User-Agent": "Hantong", **headers})
        answer = connection.getresponse()
        said = bytearray()
        while len(said) < MOST_READ and now_s() < ends_s and (piece := answer.read1(MOST_READ)):
            said += piece
    return Answer(
        status=answer.status,
        words=bytes(said[:MOST_READ]).decode("utf-8", "replace").replace("\x00", ""),
        retry_after_s=_seconds(answer.headers.get("Retry-After", "")),
    )


def path_of(parts: SplitResult) -> str:
    """Give what is asked for of a host."""
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


@contextlib.contextmanager
def pinned(parts: SplitResult, *, whole_s: float, may_be_ours: bool = True) -> Iterator[Pinned]:
    """Connect to the host of an address, looked up once, and cut the connection when its time is over.

    Raises NotAllowed, NoAnswer.
    """
    port, host = parts.port or USUAL_PORTS[parts.scheme], str(parts.hostname)
    address = address_of(host, port, may_be_ours=may_be_ours)
    connection = Pinned(host, address, port, is_tls=parts.scheme == "https")
    try:
        connection.connect()
        with _ended_in_time(connection.sock, whole_s):
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            yield connection
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(type(error).__name__) from error
    finally:
        connection.close()


@contextlib.contextmanager
def _ended_in_time(line: socket.socket, whole_s: float) -> Iterator[None]:
    """Cut the connection when its time is over, however slowly the other side drips. Raises NoAnswer."""
    is_cut = threading.Event()

    def cut() -> None:
        is_cut.set()
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(whole_s, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if is_cut.is_set():  # what had come until then is not an answer
        raise NoAnswer("TimeoutError")


def _seconds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
