"""Telling residents: a message is queued once, sent by one process at a time, and its end stands in the history."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F

from hantong.cases.actions import record_delivered, record_undelivered
from hantong.contacts.channel import ChannelError, Outgoing, Receipt, channels
from hantong.contacts.mail import one_line
from hantong.contacts.models import Message, OwnAddress, RawArrival
from hantong.contacts.own_addresses import address_of_office

log = structlog.get_logger("hantong.messages")
MOST_ATTEMPTS = 10
FIRST_WAIT_S = 15
LONGEST_WAIT_S = 3600
MOST_NAMED = 8
NOT_ASKED_FOR = {"deadline_moved", "passed_on"}
UNSENT = (Message.State.QUEUED, Message.State.SENDING)
GONE = (Message.State.SENT, Message.State.SENDING)


@transaction.atomic(savepoint=False)
def queue_message(*, message: Message) -> bool:
    """Keep a message that is to go out; tell whether it is new, for a repeat of its key changes nothing."""
    kept = Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.filter(pk=kept[0].pk).exists()


def deliver(*, message: UUID, at: datetime) -> datetime | None:
    """Send a queued message; give the moment to try again when the outside failed for now.

    Whoever holds the row sends; a process that is killed lets go of it, and the next attempt takes the message up.
    Should it have gone out just before, the repeat carries the same Message-ID.
    """
    attempts = _begin([message])
    return _sent_or_again(message, attempts[message], at=at) if attempts else None


def deliver_all(*, messages: Sequence[UUID], clock: Callable[[], datetime]) -> dict[UUID, datetime]:
    """Send queued messages as `deliver` does, over one line to the mail server; give which to try again, and when."""
    again_at: dict[UUID, datetime] = {}
    with one_line():
        for message, attempt in _begin(messages).items():
            later = _tried(message, attempt, at=clock())
            if later is not None:
                again_at[message] = later
    return again_at


def _tried(message: UUID, attempt: int, *, at: datetime) -> datetime | None:
    """Send a message; whatever may break with it does not hold up the others."""
    try:
        return _sent_or_again(message, attempt, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("a message could not be sent; it will be tried again", message=str(message))
        return at + _wait_after(attempt)


@transaction.atomic
def _begin(messages: Sequence[UUID]) -> dict[UUID, int]:
    """Count an attempt before it is made, so that a message that kills its sender does not do so for ever."""
    free = Message.objects.select_for_update(skip_locked=True).filter(pk__in=messages, state__in=UNSENT)
    attempts = {row.pk: row.attempts + 1 for row in free.order_by("created_at").only("id", "attempts")}
    Message.objects.filter(pk__in=attempts).update(state=Message.State.SENDING, attempts=F("attempts") + 1)
    return attempts


@transaction.atomic
def _sent_or_again(message: UUID, attempt: int, *, at: datetime) -> datetime | None:
    """Send a message whose attempt was counted, unless another process has begun one of its own meanwhile."""
    ours = Message.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        pk=message, state=Message.State.SENDING, attempts=attempt
    )
    held = ours.select_related("case").first()
    if held is None:
        return None
    try:
        receipt = channels()[held.channel].send(_outgoing(held), at=at)
    except ChannelError as error:
        return _failed(held, error, at=at)
    if receipt.is_final:
        _sent(held, receipt)
    return None


def _outgoing(message: Message) -> Outgoing:
    """Give the message with what it answers: what the resident wrote last on this channel, and where that came to."""
    said = RawArrival.objects.filter(case=message.case_id, channel=message.channel).exclude(contact=None)
    last = list(said.exclude(name="").order_by("-arrived_at").select_related("own_address")[:MOST_NAMED])
    address = last[0].own_address if last else None
    if address is None or not address.is_active:
        address = _address_of(message)
    return Outgoing(
        key=message.key,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        language=message.language,
        reply_to_number=str(message.case_id),
        answers=tuple(raw.name for raw in reversed(last)),
        own_address=address.address if address else "",
        is_asked_for=message.occasion not in NOT_ASKED_FOR,
    )


def _address_of(message: Message) -> OwnAddress | None:
    """Give the address of ours that answers are sent from; whatever goes out as mail has that of our mail."""
    own = channels().get(message.channel)
    kind = "email" if own is not None and own.replies == "email" else message.channel
    return address_of_office(kind, message.case.jurisdiction_id)


def _sent(message: Message, receipt: Receipt) -> None:
    message.state, message.sent_at, message.trouble = Message.State.SENT, receipt.at, ""
    message.reference = receipt.reference[:120]
    message.save(update_fields=["state", "sent_at", "trouble", "reference"])
    record_delivered(case=message.case, occasion=message.occasion, channel=message.channel, at=receipt.at)


def _failed(message: Message, error: ChannelError, *, at: datetime) -> datetime | None:
    message.trouble = error.reason[:300]
    if error.again_at is not None:
        message.state, message.attempts = Message.State.QUEUED, message.attempts - 1
        message.save(update_fields=["state", "attempts", "trouble"])
        return error.again_at
    if not error.permanent and message.attempts < MOST_ATTEMPTS:
        message.state = Message.State.QUEUED
        message.save(update_fields=["state", "trouble"])
        return at + _wait_after(message.attempts)
    message.state = Message.State.FAILED
    message.save(update_fields=["state", "trouble"])
    record_undelivered(
        case=message.case,
        occasion=message.occasion,
        channel=message.channel,
        reason=message.trouble,
        at=at,
    )
    return None


def _wait_after(attempts: int) -> timedelta:
    return timedelta(seconds=min(FIRST_WAIT_S * 2 ** (min(attempts, MOST_ATTEMPTS) - 1), LONGEST_WAIT_S))


@transaction.atomic
def record_sent(*, message: Message, reference: str, at: datetime) -> bool:
    """Record that what a channel had in its own queue went out; tell whether that was news."""
    held = Message.objects.select_for_update(of=("self",)).filter(pk=message.pk, state__in=UNSENT).first()
    if held is None:
        return False
    _sent(held, Receipt(reference=reference, at=at))
    return True


@transaction.atomic
def record_bounce(*, message: Message, reason: str, at: datetime) -> bool:
    """Record that a message that had gone out came back, or never got out; tell whether that was news.

    Whoever answers for the matter is alarmed, and the resident appears among those to be told by voice.
    """
    held = Message.objects.select_for_update(of=("self",)).filter(pk=message.pk, state__in=GONE).first()
    if held is None:
        return False
    held.state, held.trouble = Message.State.FAILED, reason[:300]
    held.save(update_fields=["state", "trouble"])
    record_undelivered(case=held.case, occasion=held.occasion, channel=held.channel, reason=held.trouble, at=at)
    return True
