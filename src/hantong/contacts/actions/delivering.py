"""Telling residents: a message is queued once, sent by one process at a time, and its end stands in the history."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction

from hantong.cases.actions import record_delivered, record_undelivered
from hantong.contacts.actions._once import UNSENT, held, note_taken
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
LOOKS_AGAIN_AFTER = timedelta(seconds=30)
GONE = (Message.State.SENT, Message.State.SENDING)


@transaction.atomic(savepoint=False)
def queue_message(*, message: Message) -> bool:
    """Keep a message that is to go out; tell whether it is new, for a repeat of its key changes nothing."""
    kept = Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.filter(pk=kept[0].pk).exists()


def deliver(*, message: UUID, at: datetime) -> datetime | None:
    """Send a queued message; give the moment to try again when the outside failed for now."""
    return deliver_all(messages=[message], clock=lambda: at).get(message)


def deliver_all(*, messages: Sequence[UUID], clock: Callable[[], datetime]) -> dict[UUID, datetime]:
    """Send queued messages, over one line to the mail server; give which to try again, and when.

    The outside's yes is written down before anything else is done, so whoever comes after a process that was killed
    sends nothing that was taken. Should the yes itself not have come in, the repeat carries the same Message-ID.
    """
    again_at: dict[UUID, datetime] = {}
    with one_line(), held(messages) as (ours, others):
        again_at |= dict.fromkeys(others, clock() + LOOKS_AGAIN_AFTER)
        for message in ours:
            later = _tried(message, at=clock())
            if later is not None:
                again_at[message.pk] = later
    return again_at


def _tried(message: Message, *, at: datetime) -> datetime | None:
    """Send a message; whatever may break with it does not hold up the others."""
    try:
        return _sent_or_again(message, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("a message could not be sent; it will be tried again", message=str(message.pk))
        return at + _wait_after(message.attempts)


def _sent_or_again(message: Message, *, at: datetime) -> datetime | None:
    """Send a message that nobody took yet, and have the history of its matter say so."""
    if not message.is_taken:
        try:
            receipt = channels()[message.channel].send(_outgoing(message), at=at)
        except ChannelError as error:
            return _failed(message, error, at=at)
        if not receipt.is_final:
            return None
        note_taken(message, receipt)
    _tell_of(message)
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


@transaction.atomic
def _tell_of(message: Message) -> bool:
    """Have the matter's history say that a message was taken; tell whether that was news."""
    unsaid = Message.objects.filter(pk=message.pk, state__in=UNSENT)
    if not unsaid.update(state=Message.State.SENT):
        return False
    assert message.sent_at is not None  # noqa: S101  (it was taken)
    record_delivered(case=message.case, occasion=message.occasion, channel=message.channel, at=message.sent_at)
    return True


@transaction.atomic
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
    note_taken(message, Receipt(reference=reference, at=at))
    return _tell_of(message)


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
