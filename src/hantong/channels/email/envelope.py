"""What stands on the outside of a mail, read without trusting it: what it is called, by whom, and what makes it the same."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr

from hantong.channels.email.charsets import header_letters

HEAD_BYTES = 256 * 1024
HEAD_END = re.compile(rb"\r?\n\r?\n")
FOLD = re.compile(rb"\r?\n[ \t]+")
MESSAGE_ID = re.compile(r"<[^<>\s]{3,190}>")
SAME = (b"message-id", b"from", b"date", b"subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The sender as it names itself, the subject, the mail's own name, and its key: the same for the same mail."""

    key: str
    message_id: str
    sender: str
    subject: str


class Fingerprint:
    """Tells the same mail again whichever way it came: what servers add at the top does not count."""

    def __init__(self) -> None:
        self._head = b""
        self._body = hashlib.sha256()
        self._is_in_body = False
        self._outside: Outside | None = None

    def update(self, chunk: bytes) -> None:
        """Take in the next part of the mail."""
        self._outside = None
        if self._is_in_body:
            return self._add(chunk)
        self._head += chunk
        end = HEAD_END.search(self._head)
        if end is not None:
            rest, self._head, self._is_in_body = self._head[end.end() :], self._head[: end.start()], True
            return self._add(rest)
        if len(self._head) > HEAD_BYTES:
            self._is_in_body = True
        return None

    def _add(self, chunk: bytes) -> None:
        """Count line ends as the same, however they are written."""
        self._body.update(chunk.replace(b"\r", b""))

    @property
    def head(self) -> bytes:
        """The headers, or as much of them as anybody should read."""
        return self._head[:HEAD_BYTES]

    def outside(self) -> Outside:
        """Give what stands on the outside."""
        self._outside = self._outside or self._read()
        return self._outside

    def _read(self) -> Outside:
        found = headers(self.head)
        whole = hashlib.sha256(b"\n".join(found.get(name, b"") for name in SAME))
        whole.update(self._body.digest() if self._is_in_body else b"")
        name = MESSAGE_ID.search(text_of(found.get(b"message-id", b"")))
        return Outside(
            key=whole.hexdigest(),
            message_id=name[0] if name else "",
            sender=parseaddr(text_of(found.get(b"from", b""))[:2000])[1].lower()[:254],
            subject=header_letters(text_of(found.get(b"subject", b"")))[:200],
        )


def outside_of(parts: Iterable[bytes]) -> Outside:
    """Give what stands on the outside of a mail that comes in parts."""
    fingerprint = Fingerprint()
    for part in parts:
        fingerprint.update(part)
    return fingerprint.outside()


def headers(head: bytes) -> dict[bytes, bytes]:
    """Give the first header of each name."""
    found: dict[bytes, bytes] = {}
    for line in FOLD.sub(b" ", head).splitlines():
        name, colon, value = line.partition(b":")
        if colon and name and b" " not in name:
            found.setdefault(name.lower(), value.strip())
    return found


def text_of(value: bytes) -> str:
    """Give a header's bytes as the text that carries them."""
    return value.decode("utf-8", "surrogateescape")
