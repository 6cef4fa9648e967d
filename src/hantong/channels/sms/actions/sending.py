"""Texts of ours on their way: queued, taken up by the process that is bound to the network, accepted or refused."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F

from hantong.channels.sms.models import Submission, Text
from hantong.channels.sms.receipts import DELIVERED, LOST, same_names
from hantong.contacts.actions import record_bounce, record_sent
from hantong.contacts.models import Message
from hantong.kit.ids import new_id

HELD_FOR = timedelta(minutes=5)
MOST_ATTEMPTS = 8
SUBMITTED = """
INSERT INTO channel_sms_submission (id, text_id, number, reference, state, reason, at)
VALUES (%s, %s, %s, %s, 'under_way', '', %s) ON CONFLICT DO NOTHING
"""
FIRST_WAIT_S, LONGEST_WAIT_S = 10, 1800


def queue_text(
    *, key: str, sender: str, recipient: str, body: str, message: Message | None = None, at: datetime
) -> Text:
    """Keep a text that is to go out; the same key again changes nothing."""
    text, _is_new = Text.objects.get_or_create(
        key=key,
        defaults={
            "sender": sender,
            "recipient": recipient,
            "body": body,
            "message": message,
            "next_at": at,
            "created_at": at,
        },
    )
    return text


@transaction.atomic
def claim_texts(*, most: int, at: datetime) -> list[Text]:
    """Take up texts whose turn it is, for some minutes; those of a killed sender come again after that."""
    due = Text.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=Text.State.WAITING, next_at__lte=at
    )
    texts = list(due.order_by("next_at")[:most])
    Text.objects.filter(pk__in=[text.pk for text in texts]).update(next_at=at + HELD_FOR)
    return texts


def one_at_a_time() -> None:
    """Let names of the network and reports on them be stored one after another, so that each sees the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(3401)")


def record_submitted(*, text: Text, number: int, reference: str, at: datetime) -> None:
    """Record that the network took one part, under its own name for it, in one statement: nobody else knows of it."""
    with connection.cursor() as cursor:
        cursor.execute(SUBMITTED, [new_id(), text.pk, number, reference, at])


def _take_over_early(text: Text) -> None:
    """Take over reports on a text that were faster than our own record of it."""
    for part in text.submissions.all():
        early = Submission.objects.filter(text=None, reference__in=same_names(part.reference)).order_by("-at").first()
        if early is not None:
            part.state, part.reason = early.state, early.reason
            part.save(update_fields=["state", "reason"])
            early.delete()


@transaction.atomic
def accept_text(*, text: Text, parts: int, cost_krw: float, at: datetime) -> bool:
    """Record that the network took the whole text; what was in it is kept by its message, and no longer here."""
    one_at_a_time()
    held = _waiting(text)
    if held is None:
        return False
    held.state, held.settled_at = Text.State.ACCEPTED, at
    held.parts, held.cost_krw = parts, Decimal(str(cost_krw))
    _forget(held, "state", "settled_at", "parts", "cost_krw")
    _take_over_early(held)
    first = held.submissions.order_by("number").first()
    if held.message is not None:
        record_sent(message=held.message, reference=f"sms:{first.reference}" if first else "", at=at)
    conclude(held, at=at)
    return True


@transaction.atomic
def note_handed(
    *, key: str, reference: str, parts: int, cost_krw: float, message: Message | None, at: datetime
) -> None:
    """Note a text that a vendor took at once, so that its reports are understood."""
    one_at_a_time()
    text, is_new = Text.objects.get_or_create(
        key=key,
        defaults={
            "message": message,
            "parts": parts,
            "cost_krw": Decimal(str(cost_krw)),
            "state": Text.State.ACCEPTED,
            "next_at": at,
            "created_at": at,
            "settled_at": at,
        },
    )
    if is_new:
        record_submitted(text=text, number=1, reference=reference, at=at)
        _take_over_early(text)


def conclude(text: Text, *, at: datetime) -> None:
    """Conclude from the reports on all parts what became of the whole."""
    rows: Sequence[Submission] = list(text.submissions.all())
    lost = next((row for row in rows if row.state == LOST), None)
    if lost is not None:
        _lose(text, lost.reason, at=at)
    elif rows and all(row.state == DELIVERED for row in rows):
        Text.objects.filter(pk=text.pk, state=Text.State.ACCEPTED).update(state=Text.State.DELIVERED)


def _lose(text: Text, reason: str, *, at: datetime) -> None:
    text.state, text.trouble = Text.State.FAILED, reason[:300]
    text.save(update_fields=["state", "trouble"])
    if text.message is not None:
        record_bounce(message=text.message, reason=text.trouble, at=at)


@transaction.atomic
def refuse_text(*, text: Text, reason: str, at: datetime) -> bool:
    """Record that the network will not take the text; it is visible on the matter and told by voice."""
    held = _waiting(text)
    if held is None:
        return False
    held.settled_at = at
    _forget(held, "settled_at")
    _lose(held, reason, at=at)
    return True


@transaction.atomic
def put_back(*, text: Text, reason: str, counts: bool, at: datetime) -> datetime | None:
    """Have a text tried again later; one that failed too often is refused, and then there is no later."""
    if counts and text.attempts + 1 >= MOST_ATTEMPTS:
        refuse_text(text=text, reason=reason, at=at)
        return None
    wait_s = min(FIRST_WAIT_S * 2**text.attempts, LONGEST_WAIT_S) if counts else 1
    again_at = at + timedelta(seconds=wait_s)
    Text.objects.filter(pk=text.pk, state=Text.State.WAITING).update(
        next_at=again_at, attempts=F("attempts") + int(counts), trouble=reason[:300]
    )
    return again_at


def _waiting(text: Text) -> Text | None:
    rows = Text.objects.select_for_update(of=("self",)).select_related("message")
    return rows.filter(pk=text.pk, state=Text.State.WAITING).first()


def _forget(text: Text, *fields: str) -> None:
    text.body = text.recipient = ""
    text.save(update_fields=[*fields, "body", "recipient"])
