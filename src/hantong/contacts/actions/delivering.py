"""Telling residents: a message is queued once, sent by one process at a time, and its end stands in the history."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hantong.cases.actions import record_delivered, record_undelivered
from hantong.contacts.channel import ChannelError, Outgoing, Receipt, channels
from hantong.contacts.models import Message

MOST_ATTEMPTS = 10
FIRST_WAIT_S = 15
LONGEST_WAIT_S = 3600
UNSENT = (Message.State.QUEUED, Message.State.SENDING)


@transaction.atomic
def queue_message(*, message: Message) -> bool:
    """Keep a message that is to go out; tell whether it is new, for a repeat of its key changes nothing."""
    kept = Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.filter(pk=kept[0].pk).exists()


def deliver(*, message: UUID, at: datetime) -> datetime | None:
    """Send a queued message; give the moment to try again when the outside failed for now.

    Whoever holds the row sends; a process that is killed lets go of it, and the next attempt takes the message up.
    Should it have gone out just before, the repeat carries the same Message-ID.
    """
    attempt = _begin(message)
    if attempt is None:
        return None
    with transaction.atomic():
        ours = Message.objects.select_for_update(skip_locked=True).filter(
            pk=message, state=Message.State.SENDING, attempts=attempt
        )
        held = ours.first()
        if held is None:
            return None
        try:
            receipt = channels()[held.channel].send(_outgoing(held), at=at)
        except ChannelError as error:
            return _failed(held, error, at=at)
        _sent(held, receipt)
    return None


@transaction.atomic
def _begin(message: UUID) -> int | None:
    """Count an attempt before it is made, so that a message that kills its sender does not do so for ever."""
    held = Message.objects.select_for_update(skip_locked=True).filter(pk=message, state__in=UNSENT).first()
    if held is None:
        return None
    held.state = Message.State.SENDING
    held.attempts += 1
    held.save(update_fields=["state", "attempts"])
    return held.attempts


def _outgoing(message: Message) -> Outgoing:
    return Outgoing(
        key=message.key,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        language=message.language,
        reply_to_number=str(message.case_id),
    )


def _sent(message: Message, receipt: Receipt) -> None:
    message.state, message.sent_at, message.trouble = Message.State.SENT, receipt.at, ""
    message.reference = receipt.reference[:120]
    message.save(update_fields=["state", "sent_at", "trouble", "reference"])
    record_delivered(case=message.case, occasion=message.occasion, channel=message.channel, at=receipt.at)


def _failed(message: Message, error: ChannelError, *, at: datetime) -> datetime | None:
    message.trouble = error.reason[:300]
    if not error.permanent and message.attempts < MOST_ATTEMPTS:
        message.state = Message.State.QUEUED
        message.save(update_fields=["state", "trouble"])
        return at + timedelta(seconds=min(FIRST_WAIT_S * 2 ** (message.attempts - 1), LONGEST_WAIT_S))
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
