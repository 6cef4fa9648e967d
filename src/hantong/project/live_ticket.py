"""The ticket with which a page may listen to live events: signed by the web process, read by the live process."""

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from hashlib import sha256

LIFETIME_S = 30 * 60


class BadTicket(ValueError):
    """The ticket was not made here, or its time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """Who listens from which page's origin, to which topics, until when (seconds since 1970)."""

    staff: str
    name: str
    origin: str
    topics: tuple[str, ...]
    ends_s: int

    @property
    def cases(self) -> tuple[str, ...]:
        """The matters that the page shows, as topics."""
        return tuple(topic for topic in self.topics if topic.startswith("case:"))


def sealed(ticket: Ticket, *, secret: str) -> str:
    """Give the ticket as text for an address."""
    fields = [ticket.staff, ticket.name, ticket.origin, list(ticket.topics), ticket.ends_s]
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{_text(body)}.{_text(_seal(body, secret))}"


def opened(text: str, *, secret: str, now_s: float) -> Ticket:
    """Give the ticket that `text` holds. Raises BadTicket."""
    body_text, _, seal_text = text.partition(".")
    try:
        body, seal = _bytes(body_text), _bytes(seal_text)
    except (binascii.Error, ValueError) as unreadable:
        raise BadTicket("This is no ticket.") from unreadable
    if not hmac.compare_digest(seal, _seal(body, secret)):
        raise BadTicket("This ticket was not made here.")
    staff, name, origin, topics, ends_s = json.loads(body)
    if ends_s <= now_s:
        raise BadTicket("This ticket is over.")
    return Ticket(staff=staff, name=name, origin=origin, topics=tuple(topics), ends_s=ends_s)


def _seal(body: bytes, secret: str) -> bytes:
    key = sha256(b"hantong live ticket\n" + secret.encode()).digest()
    return hmac.digest(key, body, "sha256")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
