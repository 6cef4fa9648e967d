"""What comes in is kept as it came, once, before anybody reads it; a flood from one sender is kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from hantong.contacts.actions.limiting import count_attempts, counts_of
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


@transaction.atomic
def keep_arrival(*, incoming: Incoming, hold: str = "", trouble: str = "", at: datetime) -> RawArrival | None:
    """Keep what came in, held apart for the reason `hold` if there is one; gives nothing for a repeat."""
    reason = hold or _flooding([incoming], at=at)[0]
    return _keep([_row(incoming, reason=reason, trouble=trouble, at=at)])[0]


@transaction.atomic
def keep_arrivals(*, incoming: Sequence[Incoming], at: datetime) -> list[RawArrival | None]:
    """Keep what came in at about the same time, with as few statements as for one; gives nothing for each repeat."""
    reasons = zip(incoming, _flooding(incoming, at=at), strict=True)
    return _keep([_row(each, reason=reason, at=at) for each, reason in reasons])


def _row(incoming: Incoming, *, reason: str, trouble: str = "", at: datetime) -> RawArrival:
    address = incoming.own_address
    return RawArrival(
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


def _keep(rows: Sequence[RawArrival]) -> list[RawArrival | None]:
    # In order: of two who bring the same things at once, one waits for the other.
    in_order = sorted(rows, key=lambda row: row.key)
    RawArrival.objects.bulk_create(in_order, ignore_conflicts=True)
    new = set(RawArrival.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    for row in rows:
        if row.reason and row.pk in new:
            log.warning(
                "held apart", channel=row.channel, arrival=str(row.pk), reason=row.reason, size_bytes=row.size_bytes
            )
    return [row if row.pk in new else None for row in rows]


def _limit(address: OwnAddress | None) -> int:
    return address.most_per_sender_h if address else MOST_PER_SENDER_H


def _flooding(incoming: Sequence[Incoming], *, at: datetime) -> list[str]:
    """Give for each why it is held apart: its sender has sent more than may be within an hour; else nothing."""
    counted = [each for each in incoming if each.sender and each.is_counted]
    attempts = [(f"arrival:{each.channel}", each.sender.lower()) for each in counted]
    numbers = iter(count_attempts(attempts=attempts, within=WITHIN, at=at) if attempts else ())
    return [
        "flood" if each.sender and each.is_counted and next(numbers).number > _limit(each.own_address) else ""
        for each in incoming
    ]


def too_much(*, channel: str, whom: Sequence[tuple[str, OwnAddress | None]], at: datetime) -> list[bool]:
    """Tell of each sender to an address whether they have sent so much that the outside shall keep the rest for now."""
    counts = counts_of(what=f"arrival:{channel}", whom={sender.lower() for sender, _address in whom if sender}, at=at)
    return [counts.get(sender.lower(), 0) > _limit(address) * LATER_TIMES for sender, address in whom]
