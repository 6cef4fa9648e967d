"""What was kept is read: each arrival by one worker at a time, whatever breaks is kept for a person to look at."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.contacts import raw_store
from hantong.contacts.channel import ChannelError
from hantong.contacts.inbox import Kept, Taken, inbox
from hantong.contacts.models import RawArrival
from hantong.kit.editions import turn
from hantong.kit.errors import Refused

log = structlog.get_logger("hantong.arrivals")
State = RawArrival.State
MOST_ATTEMPTS = 5
CLAIMED_FOR = timedelta(minutes=5)
AT_ONCE = 50
AT_ONCE_BYTES = 4 * 1024 * 1024
KEPT_FOR = timedelta(days=30)


class AlreadySettled(Refused):
    """Somebody was faster."""

    code = "already_settled"
    message = _("Somebody has already decided about this.")


class ContentGone(Refused):
    """There is nothing left to read."""

    code = "content_gone"
    message = _("Its content was not taken or is no longer kept, so it cannot be read again.")


@transaction.atomic
def claim(*, at: datetime, most: int = AT_ONCE, share: int | None = None) -> list[UUID]:
    """Count an attempt on the arrivals that wait longest, and give them; a killed reader's come back after a while.

    The attempt counts before it is made, so that content that kills its reader does not do so for ever. What was
    tried before is given alone, so that it harms no other.
    """
    waiting = RawArrival.objects.waiting() if share is None else RawArrival.objects.waiting().of_share(share)
    waiting = waiting.order_by("arrived_at").select_for_update(skip_locked=True)
    free = list(waiting.exclude(claimed_at__gt=at - CLAIMED_FOR).only("id", "attempts", "size_bytes")[:most])
    together = [row.pk for row in _together(free)]
    rows = RawArrival.objects.filter(pk__in=together)
    if rows.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, reason="ended_its_reader"):
        return claim(at=at, most=most, share=share)
    rows.update(attempts=F("attempts") + 1, claimed_at=at)
    return together


def _together(free: Sequence[RawArrival]) -> Sequence[RawArrival]:
    """Give the first of what waits that may be read in one go: new ones, small together; else the first alone."""
    if not free or free[0].attempts:
        return free[:1]
    sizes = list(accumulate(row.size_bytes for row in free))
    later = zip(free[1:], sizes[1:], strict=True)
    return [free[0], *(row for row, size in later if not row.attempts and size <= AT_ONCE_BYTES)]


def take_in(*, arrival: UUID, at: datetime) -> RawArrival | None:
    """Read one arrival as `take_in_all` does; gives nothing when another is at it or it is settled."""
    return next(iter(take_in_all(arrivals=[arrival], at=at)), None)


def take_in_all(*, arrivals: Sequence[UUID], at: datetime) -> list[RawArrival]:
    """Read arrivals and do what they ask for, in one transaction; leave out what another is at or what is settled.

    Where one of them cannot be read, none is, and each half is tried by itself: so the others come in all the same,
    and what cannot be read is marked so, with the reason, and stays.
    """
    try:
        return _taken_in(arrivals, at=at)
    except Exception as error:  # noqa: BLE001  (anything can be sent to us)
        if len(arrivals) > 1 and connection.is_usable():
            half = len(arrivals) // 2
            first, second = arrivals[:half], arrivals[half:]
            return take_in_all(arrivals=first, at=at) + take_in_all(arrivals=second, at=at)
        return _in_trouble(arrivals[0], error, at=at)


@transaction.atomic
def _taken_in(arrivals: Sequence[UUID], *, at: datetime) -> list[RawArrival]:
    rows = _held(arrivals)
    _one_reader_per_sender(rows)
    for together in _apart_by_sender(rows):
        those = [Kept(raw, raw_store.content_of(raw)) for raw in together]
        _settle(together, inbox(together[0].channel).take_in(those, at=at), at=at)
    return rows


def _held(arrivals: Sequence[UUID]) -> list[RawArrival]:
    rows = RawArrival.objects.select_for_update(skip_locked=True, of=("self",)).waiting()
    return list(rows.filter(pk__in=arrivals).order_by("arrived_at"))


def _one_reader_per_sender(rows: Sequence[RawArrival]) -> None:
    """Wait for readers that are at something of the same senders: what they make of it counts for what follows."""
    senders = sorted({f"{row.channel}:{row.sender}" for row in rows if row.sender})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(who, 3401)) FROM unnest(%s::text[]) who", [senders]
        )


def _apart_by_sender(rows: Sequence[RawArrival]) -> list[list[RawArrival]]:
    """Give arrivals in batches of one channel in which nobody speaks twice, so that everybody's first comes first."""
    batches: dict[tuple[int, str], list[RawArrival]] = {}
    times: Counter[tuple[str, str]] = Counter()
    for row in rows:
        who = (row.channel, row.sender or str(row.pk))
        batches.setdefault((times[who], row.channel), []).append(row)
        times[who] += 1
    return [batches[order] for order in sorted(batches)]


SETTLE = """
UPDATE contacts_rawarrival SET state = told.state, reason = told.reason, trouble = told.trouble,
  contact_id = told.contact, case_id = told.matter, settled_at = told.settled_at
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::timestamptz[])
  AS told (id, state, reason, trouble, contact, matter, settled_at)
WHERE contacts_rawarrival.id = told.id
"""


def _settle(rows: Sequence[RawArrival], outcomes: Sequence[Taken], *, at: datetime) -> None:
    """Write down what came of arrivals, in one statement."""
    for raw, taken in zip(rows, outcomes, strict=True):
        raw.state, raw.reason, raw.trouble = taken.state, taken.reason[:24], taken.trouble[:300]
        raw.contact, raw.case = taken.contact, taken.case
        raw.settled_at = at if taken.state == State.DONE else None
    told = [(r.pk, str(r.state), r.reason, r.trouble, r.contact_id, r.case_id, r.settled_at) for r in rows]
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [list(column) for column in zip(*told, strict=True)])


def _in_trouble(arrival: UUID, error: Exception, *, at: datetime) -> list[RawArrival]:
    """Mark an arrival that could not be read; the database's trouble is over when its claim runs out."""
    if isinstance(error, (OperationalError, InterfaceError)):
        log.error("an arrival waits for the database", arrival=str(arrival), exc_info=error)
        return []
    if isinstance(error, Refused | ChannelError):
        trouble = error.reason if isinstance(error, ChannelError) else str(error)
    else:
        log.error("an arrival could not be read", arrival=str(arrival), exc_info=error)
        trouble = f"{type(error).__name__}: {error}"
    return _failed(arrival, trouble, at=at)


@transaction.atomic
def _failed(arrival: UUID, trouble: str, *, at: datetime) -> list[RawArrival]:
    rows = _held([arrival])
    _settle(rows, [Taken(state=State.FAILED, reason="not_understood", trouble=trouble)] * len(rows), at=at)
    return rows


def take_in_waiting(*, clock: Callable[[], datetime], until: datetime, share: int | None = None) -> bool:
    """Read what waits, oldest first, all or one reader's share; tell whether more is left when the time is over."""
    while True:
        with turn():
            claimed = claim(at=clock(), share=share)
            if not claimed:
                return False
            take_in_all(arrivals=claimed, at=clock())
        if clock() >= until:
            return True


@transaction.atomic
def release(*, arrival: RawArrival, by: Staff, at: datetime) -> RawArrival:
    """Have an arrival that was set apart read now, whatever it was held for. Raises AlreadySettled, ContentGone."""
    raw = _apart(arrival)
    if not raw_store.has_content(raw) or raw.reason == "too_large":
        raise ContentGone
    raw.state, raw.is_released, raw.attempts, raw.claimed_at = State.WAITING, True, 0, None
    raw.settled_by = by
    raw.save(update_fields=["state", "is_released", "attempts", "claimed_at", "settled_by"])
    audit(verb="arrival.released", subject=f"arrival:{raw.pk}", by=by, at=at)
    return raw


@transaction.atomic
def discard(*, arrival: RawArrival, by: Staff, at: datetime, why: RawArrival.Why = RawArrival.Why.OTHER) -> RawArrival:
    """Settle an arrival that is nothing for us; it stays to be looked at for some weeks. Raises AlreadySettled."""
    raw = _apart(arrival)
    raw.state, raw.settled_at, raw.settled_by, raw.discarded_why = State.DISCARDED, at, by, why
    raw.save(update_fields=["state", "settled_at", "settled_by", "discarded_why"])
    audit(verb="arrival.discarded", subject=f"arrival:{raw.pk}", by=by, at=at, details={"why": why.value})
    return raw


def _apart(arrival: RawArrival) -> RawArrival:
    raw = RawArrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if not raw.is_set_apart:
        raise AlreadySettled
    return raw


def forget_contents(*, at: datetime) -> int:
    """Forget the content of arrivals that were settled some weeks ago; their rows stay, so a repeat is recognised."""
    old = RawArrival.objects.filter(state__in=(State.DONE, State.DISCARDED), arrived_at__lt=at - KEPT_FOR)
    return forget_those(list(old.filter(content__isnull=False).values_list("pk", flat=True)[:5000])) + forget_those(
        list(old.exclude(file="").values_list("pk", flat=True)[:500])
    )


def forget_those(arrivals: list[UUID]) -> int:
    """Forget the content of `arrivals`; tell of how many."""
    rows = RawArrival.objects.filter(pk__in=arrivals)
    files = set(rows.exclude(file="").values_list("file", flat=True))
    rows.update(content=None, file="", subject="", sender="")
    still = set(RawArrival.objects.filter(file__in=files).values_list("file", flat=True))
    raw_store.forget_files(files - still)
    return len(arrivals)
