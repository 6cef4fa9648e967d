"""What was kept is read: each arrival by one worker at a time, whatever breaks is kept for a person to look at."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.contacts import raw_store
from hantong.contacts.channel import ChannelError
from hantong.contacts.inbox import Taken, inbox
from hantong.contacts.models import RawArrival
from hantong.kit.editions import turn
from hantong.kit.errors import Refused

log = structlog.get_logger("hantong.arrivals")
State = RawArrival.State
MOST_ATTEMPTS = 5
CLAIMED_FOR = timedelta(minutes=5)
AT_ONCE = 50
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
def claim(*, at: datetime, most: int = AT_ONCE) -> list[UUID]:
    """Count an attempt on the arrivals that wait longest, and give them; a killed reader's come back after a while.

    The attempt counts before it is made, so that content that kills its reader does not do so for ever.
    """
    waiting = RawArrival.objects.waiting().order_by("arrived_at").select_for_update(skip_locked=True)
    free = waiting.exclude(claimed_at__gt=at - CLAIMED_FOR)
    rows = list(free.only("id", "attempts")[:most])
    worn_out = [row.pk for row in rows if row.attempts >= MOST_ATTEMPTS]
    if worn_out:
        RawArrival.objects.filter(pk__in=worn_out).update(state=State.FAILED, reason="ended_its_reader")
    for row in rows:
        row.attempts += 1
        row.claimed_at = at
    RawArrival.objects.bulk_update([row for row in rows if row.pk not in worn_out], ["attempts", "claimed_at"])
    return [row.pk for row in rows if row.pk not in worn_out]


def take_in(*, arrival: UUID, at: datetime) -> RawArrival | None:
    """Read one arrival and do what it asks for; gives nothing when another is at it or it is settled.

    What cannot be read is marked so, with the reason, and stays.
    """
    trouble = ""
    try:
        with transaction.atomic():
            raw = _held(arrival)
            if raw is None:
                return None
            taken = inbox(raw.channel).take_in(raw, raw_store.content_of(raw), at=at)
            return _settled(raw, taken, at=at)
    except Refused as refused:
        trouble = str(refused)
    except ChannelError as error:
        trouble = error.reason
    except (OperationalError, InterfaceError):  # the database's trouble: it is read again when its claim runs out
        log.exception("an arrival waits for the database", arrival=str(arrival))
        return None
    except Exception as error:  # noqa: BLE001  (anything can be sent to us; it is logged, kept and shown)
        log.exception("an arrival could not be read", arrival=str(arrival))
        trouble = f"{type(error).__name__}: {error}"
    return _failed(arrival, trouble, at=at)


def _held(arrival: UUID) -> RawArrival | None:
    rows = RawArrival.objects.select_for_update(skip_locked=True, of=("self",))
    return rows.filter(pk=arrival, state=State.WAITING).first()


def _settled(raw: RawArrival, taken: Taken, *, at: datetime) -> RawArrival:
    raw.state, raw.reason, raw.trouble = taken.state, taken.reason[:24], taken.trouble[:300]
    raw.contact, raw.case = taken.contact, taken.case
    raw.settled_at = at if taken.state == State.DONE else None
    raw.save(update_fields=["state", "reason", "trouble", "contact", "case", "settled_at"])
    return raw


@transaction.atomic
def _failed(arrival: UUID, trouble: str, *, at: datetime) -> RawArrival | None:
    raw = _held(arrival)
    if raw is None:
        return None
    return _settled(raw, Taken(state=State.FAILED, reason="not_understood", trouble=trouble), at=at)


def take_in_waiting(*, clock: Callable[[], datetime], until: datetime) -> bool:
    """Read what waits, oldest first; tell whether more is left when the time is over."""
    while True:
        with turn():
            claimed = claim(at=clock())
            for arrival in claimed:
                take_in(arrival=arrival, at=clock())
        if len(claimed) < AT_ONCE:
            return False
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
