"""What kind of mail it is: somebody's words, a mail that came back, an automatic answer, or a machine's."""

import re
from dataclasses import dataclass
from email.message import Message
from enum import Enum

from hantong.channels.email.envelope import MESSAGE_ID
from hantong.channels.email.reading import Mail

AWAY = re.compile(
    r"^\W*(re:\s*)?(자동 ?(응답|회신|답장)|부재 ?중? ?(자동)? ?(응답|회신|알림|안내)|부재중|automatic reply|auto(matic)?[- ]?(reply|response)"
    r"|out of (the )?office|away from)",
    re.I,
)
ROBOTS = re.compile(r"^(mailer-daemon|postmaster|no-?reply|noreply|do-?not-?reply|bounces?)([+.\-=].*)?@", re.I)
DAEMONS = re.compile(r"^(mailer-daemon|postmaster)@", re.I)
RETURNED = re.compile(
    r"undeliver|delivery (status|failure|has failed)|returned mail|failure notice|mail delivery|배달 ?(실패|불가|되지)|전송 ?실패|반송",
    re.I,
)
BULK = {"bulk", "junk", "list"}


class Kind(Enum):
    """What kind of mail it is."""

    WORDS = "words"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    AUTOMATIC = "automatic"


def kind_of(mail: Mail) -> Kind:
    """Tell the kind by RFC 3464 and RFC 3834 and, where these are silent, by what servers in use do.

    A subject alone never silences a resident: words such as “out of office” count in answers to a mail only.
    """
    said = mail.headers
    if is_report(mail) or (DAEMONS.match(mail.sender) and RETURNED.search(mail.subject)):
        return Kind.BOUNCE
    auto = said.get("auto-submitted", "no").partition(";")[0].strip().lower()
    if auto == "auto-replied" or "x-autoreply" in said or "x-autorespond" in said:
        return Kind.AUTO_REPLY
    precedence = said.get("precedence", "").strip().lower()
    if precedence == "auto_reply" or (mail.refers_to and AWAY.match(mail.subject)):
        return Kind.AUTO_REPLY
    is_listed = precedence in BULK or "list-id" in said or "list-unsubscribe" in said or "feedback-id" in said
    if auto not in {"no", ""} or is_listed or ROBOTS.match(mail.sender):
        return Kind.AUTO_REPLY if mail.refers_to and auto not in {"no", ""} else Kind.AUTOMATIC
    return Kind.WORDS


def is_report(mail: Mail) -> bool:
    """Tell whether it is a report about the delivery of a mail."""
    return any(part.get_content_type() == "message/delivery-status" for part in mail.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a delivery report says; `about` are the names of mails that it may be about."""

    action: str
    reason: str
    about: tuple[str, ...]

    @property
    def is_lasting(self) -> bool:
        """Whether the mail will not arrive any more."""
        return self.action == "failed"


def report_of(mail: Mail) -> Report:
    """Read a delivery report; one that keeps no standard is read as a failure, by the words around it."""
    fields = _fields(mail)
    action = fields.get("action", "" if fields else "failed").strip().lower()
    if not action:
        action = "failed" if fields.get("status", "5").strip().startswith("5") else "delayed"
    said = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get("status", "").strip()
    reason = " ".join((said or mail.subject).split())
    return Report(action=action, reason=re.sub(r"\S+@\S+", "…", reason)[:300], about=_about(mail))


def _fields(mail: Mail) -> dict[str, str]:
    """Give the fields of the report, of the first recipient that failed if there is one."""
    found: dict[str, str] = {}
    for part in mail.parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else ():
            if not isinstance(block, Message):
                continue
            said = {name.lower(): " ".join(str(value).split()) for name, value in block.raw_items()}
            if "action" in said and found.get("action", "").lower() != "failed":
                found = said
    return found


def _about(mail: Mail) -> tuple[str, ...]:
    """Give the names in the mail that came back, in what it answers, and in the words of a free-form report."""
    names: list[str] = []
    for part in mail.parts:
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            names += MESSAGE_ID.findall(_inner_head(part))
    names += mail.refers_to
    names += MESSAGE_ID.findall(f"{mail.fresh}\n{mail.history}"[:100_000])
    return tuple(dict.fromkeys(names))[:50]


def _inner_head(part: Message) -> str:
    inside = part.get_payload()
    if isinstance(inside, list) and inside and isinstance(inside[0], Message):
        return "\n".join(str(value) for name, value in inside[0].raw_items() if name.lower() == "message-id")
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace")[:100_000] if isinstance(payload, bytes) else ""
