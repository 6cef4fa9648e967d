"""The vendor that docs/howto/sms.md describes: JSON over HTTPS, signed as Standard Webhooks; a model for others."""

import base64
import binascii
import http.client
import json
import ssl
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.dateparse import parse_datetime
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from hantong.channels.sms.kept import Heard
from hantong.channels.sms.measure import Measure, by_kind
from hantong.channels.sms.numbers import canonical
from hantong.channels.sms.receipts import DELIVERED, LOST, UNDER_WAY, Report
from hantong.channels.sms.settings_read import VendorAccount, prices
from hantong.channels.sms.vendor import Brought, Handed, NotRead, NotSigned
from hantong.contacts.channel import ChannelError, Upload

WITHIN_S = 15.0
MOST_ANSWER_OCTETS = 64 * 1024
FOR_NOW = {408, 409, 423, 425, 429}
STATES = {"delivered": DELIVERED, "failed": LOST, "sent": UNDER_WAY}
MOST_FILES = 10


class GenericVendor:
    """Texts by one POST each; its calls come to /sms/arrivals and /sms/statuses."""

    def __init__(self, account: VendorAccount) -> None:
        self._account = account

    def measure(self, text: str) -> Measure:
        """Give a short message's price up to 90 octets of EUC-KR, a long one's up to 2000."""
        said = prices()
        return by_kind(text, sms_krw=said.sms_krw, lms_krw=said.lms_krw)

    def send(self, text: Handed) -> str:
        """Post the text and give the id that the vendor answers. Raises ChannelError."""
        measured = self.measure(text.body)
        said = {
            "id": text.key,
            "from": text.sender,
            "to": text.recipient,
            "type": measured.kind.upper(),
            "text": text.body,
        }
        status, answer = self._post(json.dumps(said, ensure_ascii=False).encode(), key=text.key)
        if status >= 300:
            reason = f"the vendor answered {status}: {answer[:120]!r}"
            raise ChannelError(reason, permanent=400 <= status < 500 and status not in FOR_NOW)
        try:
            reference = json.loads(answer)["id"]
        except (ValueError, KeyError, TypeError):
            reference = ""
        return str(reference)[:60] or text.key[:60]

    def _post(self, body: bytes, *, key: str) -> tuple[int, bytes]:
        where = urlsplit(self._account.url)
        if where.scheme not in {"http", "https"} or not where.hostname:
            raise ChannelError("HANTONG_SMS_VENDOR_URL is no address", permanent=False)
        connection = (
            http.client.HTTPSConnection(
                where.hostname, where.port, timeout=WITHIN_S, context=ssl.create_default_context()
            )
            if where.scheme == "https"
            else http.client.HTTPConnection(where.hostname, where.port, timeout=WITHIN_S)
        )
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {self._account.key}",
            "Idempotency-Key": key,
            "User-Agent": "Hantong",
        }
        try:
            connection.request("POST", f"{where.path or '/'}{'?' * bool(where.query)}{where.query}", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_ANSWER_OCTETS)
        except (OSError, http.client.HTTPException) as failed:
            raise ChannelError(f"the vendor cannot be reached: {type(failed).__name__}", permanent=False) from failed
        finally:
            connection.close()

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check id, time (five minutes) and HMAC-SHA256 of a call. Raises NotSigned."""
        if not self._account.secret:
            raise NotSigned("HANTONG_SMS_VENDOR_SECRET is not set")
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        try:
            Webhook(self._account.secret).verify(
                body, {name: headers.get(name, "") for name in names}, json_parse=False
            )
        except (WebhookVerificationError, ValueError, binascii.Error) as wrong:
            raise NotSigned(str(wrong) or "the signature does not fit") from wrong

    def read_arrival(self, body: bytes) -> Brought:
        """Read {"id", "from", "to", "text", "received_at", "subject"?, "files"?}. Raises NotRead."""
        said = _object(body)
        reference = _words(said, "id", 100)
        if not reference:
            raise NotRead("id is missing")
        sender, recipient = _words(said, "from", 30), _words(said, "to", 30)
        if not sender or not recipient:
            raise NotRead("from and to are needed")
        heard = Heard(
            sender=canonical(sender),
            recipient=canonical(recipient),
            text=_words(said, "text", 20_000),
            subject=_words(said, "subject", 200),
            said_at=_moment(said),
            files=tuple(_files(said)),
        )
        return Brought(reference=reference, heard=heard)

    def read_status(self, body: bytes) -> Report:
        """Read {"id", "status": "sent" | "delivered" | "failed", "reason"?}. Raises NotRead."""
        said = _object(body)
        reference, state = _words(said, "id", 60), _words(said, "status", 20).lower()
        if not reference or state not in STATES:
            raise NotRead(f"id, and status of {', '.join(STATES)}, are needed")
        return Report(reference=reference, state=STATES[state], reason=_words(said, "reason", 300)[:80])


def _object(body: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise NotRead("the body is no JSON") from wrong
    if not isinstance(said, dict):
        raise NotRead("the body is no JSON object")
    return said


def _words(said: Mapping[str, object], name: str, most: int) -> str:
    value = said.get(name) or ""
    if not isinstance(value, str) or len(value) > most:
        raise NotRead(f"{name} is no text of at most {most} letters")
    return value.replace("\x00", "").strip()


def _moment(said: Mapping[str, object]) -> datetime:
    try:
        value = parse_datetime(_words(said, "received_at", 40))
    except ValueError:
        value = None
    if value is None or value.tzinfo is None:
        raise NotRead("received_at is no moment with its zone, such as 2026-03-04T12:00:00+09:00")
    return value


def _files(said: Mapping[str, object]) -> list[Upload]:
    rows = said.get("files") or []
    if not isinstance(rows, list) or len(rows) > MOST_FILES:
        raise NotRead(f"files is no list of at most {MOST_FILES}")
    found = []
    for row in rows:
        if not isinstance(row, dict):
            raise NotRead("a file has a name and a content in base64")
        try:
            content = base64.b64decode(_content(row), validate=True)
        except binascii.Error as wrong:
            raise NotRead("a file's content is no base64") from wrong
        found.append(Upload(name=_words(row, "name", 200) or "picture", content=content))
    return found


def _content(row: Mapping[str, object]) -> str:
    value = row.get("content")
    if not isinstance(value, str):
        raise NotRead("a file has a name and a content in base64")
    return value
