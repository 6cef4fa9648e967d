"""A mail taken apart: its words, its history, its files, and what its headers say; nothing is believed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from hantong.channels.email import cleaning, quoting
from hantong.channels.email.charsets import header_letters, letters
from hantong.channels.email.envelope import MESSAGE_ID

MOST_PARTS = 200
MOST_DEPTH = 20
MOST_NAMES = 50


class Unreadable(ValueError):
    """The mail is built so that reading it would not end well; `reason` is a word for staff pages."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that came along, not yet checked."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as far as we read it; `refers_to` names the mails that it answers, the nearest first."""

    message_id: str
    sender: str
    name: str
    recipients: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    fresh: str
    history: str
    markup: str
    files: tuple[File, ...]
    refers_to: tuple[str, ...]
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "text/plain"
    parts: tuple[Message, ...] = ()


def read_mail(content: bytes) -> Mail:
    """Take a mail apart. Raises Unreadable."""
    refuse_traps(content)
    message = message_from_bytes(content)  # by the older rules, which parse no header that nobody asks for
    parts = tuple(_walk(message, 0))
    raw = _raw_headers(message)
    texts, markups, files = _sorted(parts)
    markup = "\n".join(markups)
    fresh, history = _words(texts, markup)
    name, sender = _first_address(raw.get("from", ""))
    return Mail(
        message_id=_first_id(raw.get("message-id", "")),
        sender=sender,
        name=name,
        recipients=tuple(_addresses(raw, ("to", "cc", "delivered-to", "x-original-to"))),
        subject=header_letters(raw.get("subject", ""))[:300],
        sent_at=_moment(raw.get("date", "")),
        fresh=fresh,
        history=history,
        markup=markup,
        files=tuple(files),
        refers_to=_refers_to(raw),
        headers=raw,
        content_type=message.get_content_type(),
        parts=parts,
    )


def refuse_traps(content: bytes) -> None:
    """Refuse what would take long to read, before reading it. Raises Unreadable."""
    head_end = min((at for at in (content.find(b"\r\n\r\n"), content.find(b"\n\n")) if at >= 0), default=len(content))
    if head_end > 256 * 1024:
        raise Unreadable("huge_head")
    if content.lower().count(b"boundary=") > MOST_PARTS // 2 or content.count(b"\n--") > 100 * MOST_PARTS:
        raise Unreadable("many_parts")


def _walk(part: Message, depth: int) -> Iterator[Message]:
    """Give every part; mails inside this mail stay whole."""
    if depth > MOST_DEPTH:
        raise Unreadable("many_parts")
    yield part
    inside = part.get_payload()
    if isinstance(inside, list) and part.get_content_maintype() == "multipart":
        if len(inside) > MOST_PARTS:
            raise Unreadable("many_parts")
        for each in inside:
            if isinstance(each, Message):
                yield from _walk(each, depth + 1)


def _raw_headers(message: Message) -> dict[str, str]:
    """Give the first header of each name, unparsed: parsing long ones is slow and fails on broken ones."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), str(value).replace("\r", "").replace("\n", ""))
    return found


def _sorted(parts: tuple[Message, ...]) -> tuple[list[str], list[str], list[File]]:
    texts: list[str] = []
    markups: list[str] = []
    files: list[File] = []
    for part in parts:
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            continue
        name = _file_name(part)
        is_words = kind in {"text/plain", "text/html"} or part.get_content_maintype() == "multipart"
        if is_words and not name and "attachment" not in _disposition(part):
            (markups if kind == "text/html" else texts).append(_text(part))
        elif kind == "message/rfc822":
            files.append(File(name=f"{name or 'mail'}.txt", content=_inner_text(part).encode()))
        elif kind not in {"message/delivery-status", "text/rfc822-headers"}:
            files.append(File(name=name or f"file.{part.get_content_subtype()}", content=_bytes(part)))
    return texts, markups, files


def _disposition(part: Message) -> str:
    return _raw_headers(part).get("content-disposition", "").lower()


def _text(part: Message) -> str:
    try:
        charset = part.get_param("charset")
    except (ValueError, IndexError, TypeError, AttributeError):
        charset = None
    return letters(_bytes(part), charset if isinstance(charset, str) else None)


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _inner_text(part: Message) -> str:
    """Give a mail inside the mail as text; a thousand of them inside one another are one text."""
    inside = part.get_payload()
    inner = inside[0] if isinstance(inside, list) and inside else None
    if not isinstance(inner, Message):
        return ""
    head = "\n".join(f"{name}: {header_letters(str(value))}" for name, value in list(inner.raw_items())[:30])
    bodies = [_text(each) for each in _walk(inner, MOST_DEPTH // 2) if each.get_content_type() == "text/plain"]
    return head + "\n\n" + "\n".join(bodies)


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, IndexError, TypeError, AttributeError, LookupError, UnicodeError):
        return "file"
    return header_letters(name)[:200]


def _words(texts: list[str], markup: str) -> tuple[str, str]:
    """Give the new words and the history, from the plain text where there is one."""
    text = "\n".join(texts).strip()
    if text:
        return quoting.divided(text)
    now, before = cleaning.divided_markup(markup)
    fresh, history = quoting.divided(cleaning.plain(now))
    older = cleaning.plain(before) if before else ""
    return (fresh, f"{history}\n{older}".strip()) if fresh else quoting.divided(cleaning.plain(markup))


def _first_address(value: str) -> tuple[str, str]:
    for name, address in getaddresses([value[:2000]]):
        if "@" in address:
            return header_letters(name)[:80], address.strip().lower()[:254]
    return "", ""


def _addresses(raw: dict[str, str], names: tuple[str, ...]) -> list[str]:
    values = [raw[name][:20_000] for name in names if name in raw]
    found = [address for value in values for _who, address in getaddresses([value])]
    return list(dict.fromkeys(address.lower() for address in found if "@" in address))


def _first_id(value: str) -> str:
    found = MESSAGE_ID.search(value)
    return found[0] if found else ""


def _refers_to(raw: dict[str, str]) -> tuple[str, ...]:
    nearest = MESSAGE_ID.findall(raw.get("in-reply-to", ""))
    older = MESSAGE_ID.findall(raw.get("references", ""))[::-1]
    return tuple(dict.fromkeys([*nearest, *older]))[:MOST_NAMES]


def _moment(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
