"""What comes in is kept as it came, once, before anybody reads it; a flood from one sender is kept apart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from hantong.contacts.actions.limiting import count_attempt, wait_of
from hantong.contacts.models import OwnAddress, RawArrival

log = structlog.get_logger("hantong.arrivals")
WITHIN = timedelta(hours=1)
MOST_PER_SENDER_H = 60
LATER_TIMES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What the outside brought: `key` is the same when it brings the same again, `name` is what it calls it.

    What is not counted is never a flood: reports of machines about our own messages.
    """

    channel: str
    key: str
    name: str = ""
    sender: str = ""
    subject: str = ""
    own_address: OwnAddress | None = None
    size_bytes: int
    content: bytes | None = None
    file: str = ""
    is_counted: bool = True


def keep_arrival(*, incoming: Incoming, hold: str = "", trouble: str = "", at: datetime) -> RawArrival | None:
    """Keep what came in, held apart for the reason `hold` if there is one; gives nothing for a repeat."""
    reason = hold or ("flood" if _is_flood(incoming, at=at) else "")
    address = incoming.own_address
    row = RawArrival(
        channel=incoming.channel,
        key=incoming.key,
        name=incoming.name[:200],
        sender=incoming.sender[:254],
        subject=incoming.subject[:200],
        own_address=address,
        jurisdiction_id=address.jurisdiction_id if address else None,
        arrived_at=at,
        size_bytes=incoming.size_bytes,
        content=incoming.content,
        file=incoming.file,
        state=RawArrival.State.HELD if reason else RawArrival.State.WAITING,
        reason=reason,
        trouble=trouble[:300],
    )
    with transaction.atomic():
        RawArrival.objects.bulk_create([row], ignore_conflicts=True)
        is_new = RawArrival.objects.filter(pk=row.pk).exists()
    if not is_new:
        return None
    if reason:
        log.warning("held apart", channel=row.channel, arrival=str(row.pk), reason=reason, size_bytes=row.size_bytes)
    return row


def _limit(address: OwnAddress | None) -> int:
    return address.most_per_sender_h if address else MOST_PER_SENDER_H


def _is_flood(incoming: Incoming, *, at: datetime) -> bool:
    if not incoming.sender or not incoming.is_counted:
        return False
    what, most = f"arrival:{incoming.channel}", _limit(incoming.own_address)
    return count_attempt(what=what, who=incoming.sender.lower(), most=most, within=WITHIN, at=at) is not None


def is_too_much(*, channel: str, sender: str, address: OwnAddress | None, at: datetime) -> bool:
    """Tell whether a sender has sent so much that the outside shall keep the rest and come back later."""
    most = _limit(address) * LATER_TIMES
    return bool(sender) and wait_of(what=f"arrival:{channel}", who=sender.lower(), most=most, at=at) is not None
