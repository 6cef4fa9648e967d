"""What mail causes: kept as it comes; read, it opens a matter, joins one, opens one again, or tells that ours came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import cache
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.channels.email.envelope import Fingerprint
from hantong.channels.email.kinds import Kind, kind_of, report_of
from hantong.channels.email.reading import Mail, Unreadable, read_mail
from hantong.channels.email.threads import answered_message, find_cases
from hantong.channels.email.words import language_of, said_in
from hantong.contacts import raw_store
from hantong.contacts.actions import Heard, Incoming, hear_all, keep_arrival, keep_arrivals, record_bounce
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.inbox import Kept, Taken
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.contacts.offered import root
from hantong.contacts.own_addresses import address_by_id, own_address
from hantong.contacts.thanks import is_thanks
from hantong.kit.ids import new_id
from hantong.kit.text import mask_numbers
from hantong.people.contact_points import EMAIL, NotAContactPoint, normalised

KEY = "email"
MOST_RECIPIENTS = 100
HELD = RawArrival.State.HELD
AGAIN = _("Written again by e-mail.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A mail as a server handed it over; `held` says why it is kept apart, if it is."""

    content: IO[bytes]
    fingerprint: Fingerprint
    size_bytes: int
    address: OwnAddress | None
    return_path: str = ""
    held: str = ""
    trouble: str = ""

    @property
    def sender(self) -> str:
        """Who it says that it is from, else where it is to go back to."""
        return self.fingerprint.outside().sender or self.return_path


def keep_mail(*, delivery: Delivery, at: datetime) -> RawArrival | None:
    """Keep a mail as it came, on the disk before this returns; gives nothing for a mail that was kept before."""
    return keep_arrival(incoming=_incoming(delivery), hold=delivery.held, trouble=delivery.trouble, at=at)


def keep_mails(*, deliveries: Sequence[Delivery], at: datetime) -> list[RawArrival | None]:
    """Keep ordinary mails that came at about the same time as `keep_mail` does, with as few statements as for one."""
    return keep_arrivals(incoming=[_incoming(each) for each in deliveries], at=at)


def _incoming(delivery: Delivery) -> Incoming:
    outside = delivery.fingerprint.outside()
    in_row, file = raw_store.keep_part(delivery.content)
    is_report = b"delivery-status" in delivery.fingerprint.head.lower()
    return Incoming(
        channel=KEY,
        key=outside.key,
        name=outside.message_id,
        sender=delivery.sender,
        is_counted=not is_report,
        subject=mask_numbers(outside.subject).text,
        own_address=delivery.address,
        size_bytes=delivery.size_bytes,
        content=in_row,
        file=file,
    )


def take_mails(*, those: Sequence[Kept], at: datetime) -> list[Taken]:
    """Read kept mails and do what each asks for. Raises Refused, ChannelError."""
    mails = [_readable(kept.content) for kept in those]
    cases = iter(find_cases([mail for mail in mails if isinstance(mail, Mail)]))
    read = [
        mail if isinstance(mail, Taken) else _understood(kept.raw, mail, next(cases), at=at)
        for kept, mail in zip(those, mails, strict=True)
    ]
    return hear_all(those=read, at=at)


def _readable(content: bytes) -> Mail | Taken:
    try:
        return read_mail(content)
    except Unreadable as trap:
        return Taken(state=HELD, reason=trap.reason)


def _understood(raw: RawArrival, mail: Mail, case: Case | None, *, at: datetime) -> Taken | Heard:
    """Give what a resident says in a mail; do at once what any other kind of mail asks for."""
    kind = kind_of(mail)
    if kind == Kind.BOUNCE:
        return _bounced(mail, at=at)
    if kind == Kind.AUTO_REPLY:
        ours = answered_message(mail.refers_to)
        return Taken(reason=kind.value, case=ours.case if ours else case)
    reason = _why_apart(mail, kind)
    if reason and not raw.is_released:
        return Taken(state=HELD, reason=reason)
    return _heard(raw, mail, case, at=at)


def _why_apart(mail: Mail, kind: Kind) -> str:
    """Say why a person should look at a mail before it becomes a matter; nothing for an ordinary one."""
    if kind == Kind.AUTOMATIC:
        return str(kind.value)
    if not _is_address(mail.sender):
        return "no_sender"
    if own_address(KEY, mail.sender) is not None or mail.sender == _address_in_name(settings.DEFAULT_FROM_EMAIL):
        return "from_ourselves"
    return "many_recipients" if len(mail.recipients) > MOST_RECIPIENTS else ""


@cache
def _address_in_name(name: str) -> str:
    return parseaddr(name)[1].lower()


def _is_address(value: str) -> bool:
    try:
        return bool(normalised(kind=EMAIL, value=value))
    except NotAContactPoint:
        return False


def _bounced(mail: Mail, *, at: datetime) -> Taken:
    report = report_of(mail)
    message = answered_message(report.about)
    if message is None:
        return Taken(reason="bounce_of_unknown", trouble=report.reason)
    if report.is_lasting:
        record_bounce(message=message, reason=report.reason, at=at)
    return Taken(reason="bounce" if report.is_lasting else "delayed", trouble=report.reason, case=message.case)


def _heard(raw: RawArrival, mail: Mail, case: Case | None, *, at: datetime) -> Heard:
    address = address_by_id(raw.own_address_id) or _address_in(mail)
    language = language_of(mail)
    text, kept = said_in(mail, language=language)
    arrival = Arrival(
        id=new_id(),
        channel=KEY,
        key=raw.key,
        said_at=_said_at(mail, raw, at=at),
        text=text,
        title=mail.subject,
        jurisdiction=address.jurisdiction_id if address else root(),
        place=address.place_id if address else None,
        service=address.service_id if address else None,
        name=mail.name,
        reached_by=(ReachedBy(kind=EMAIL, value=mail.sender),) if _is_address(mail.sender) else (),
        language=language,
        kept=tuple(kept),
    )
    speaker = case.resident_id if case and _is_known_as(case, mail) else None
    return Heard(arrival=arrival, case=case, speaker=speaker, again="" if is_thanks(mail.fresh) else AGAIN)


def _is_known_as(case: Case, mail: Mail) -> bool:
    """Tell whether the sender is the matter's resident, under whatever name their programme gives them."""
    resident = case.resident
    return resident is not None and resident.contact_points.filter(kind=EMAIL, value=mail.sender).exists()


def _said_at(mail: Mail, raw: RawArrival, *, at: datetime) -> datetime:
    """Give when it was written, where the mail's clock can be believed; else when it came."""
    came_at = min(raw.arrived_at, at)
    days = (came_at - mail.sent_at).days if mail.sent_at else -1
    return mail.sent_at if mail.sent_at and mail.sent_at <= came_at and days < 7 else came_at


def _address_in(mail: Mail) -> OwnAddress | None:
    return next((found for each in mail.recipients if (found := own_address(KEY, each))), None)


def sample_values() -> Mapping[str, object]:
    """Give the named values of what an invented resident mails."""
    from hantong.contacts.samples import typed_sample

    return {**typed_sample(), "title": "골목 주차", "phone": "", "email": "han@example.org"}
