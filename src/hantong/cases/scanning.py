"""Asking ClamAV whether a content is harmful: the INSTREAM command of clamd, over a socket; without clamd, nothing."""

import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings

TIMEOUT_S = 30
CHUNK_BYTES = 64 * 1024
LONGEST_REPLY = 4096


class ScannerAway(Exception):
    """The scanner gave no answer that says anything; the content has to wait."""


def is_scanning() -> bool:
    """Tell whether a scanner is configured."""
    return bool(settings.HANTONG_CLAMD)


def harm_in(content: bytes) -> str:
    """Give the name of what is harmful in a content, or nothing. Raises ScannerAway."""
    reply = _asked(content)
    words = reply.removeprefix("stream:").strip()
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise ScannerAway(reply or "no answer")


def _asked(content: bytes) -> str:
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK_BYTES):
                chunk = content[start : start + CHUNK_BYTES]
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
            return _reply(line)
    except OSError as away:
        raise ScannerAway(str(away)) from away


@contextmanager
def _connected() -> Iterator[socket.socket]:
    where: str = settings.HANTONG_CLAMD
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT_S)
        target: str | tuple[str, int] = where
    else:
        host, _colon, port = where.rpartition(":")
        line = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT_S)
        target = (host.strip("[]"), int(port))
    with closing(line):
        line.connect(target)
        yield line


def _reply(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_REPLY:
        more = line.recv(LONGEST_REPLY)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
