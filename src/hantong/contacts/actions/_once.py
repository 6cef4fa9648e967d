"""What keeps a message from going out twice: one process holds it, and the outside's yes is written down at once."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from hantong.contacts.channel import Receipt
from hantong.contacts.models import Message

log = structlog.get_logger("hantong.messages")
UNSENT = (Message.State.QUEUED, Message.State.SENDING)
DATABASE_COMES_BACK_S = (0.1, 0.5, 2, 5, 10)
HOLD = """
WITH unsent AS MATERIALIZED (SELECT id FROM contacts_message WHERE id = ANY(%s) AND state IN ('queued', 'sending'))
SELECT id, pg_try_advisory_lock(hashtextextended(id::text, 3402)) FROM unsent
"""
LET_GO = "SELECT pg_advisory_unlock(hashtextextended(id::text, 3402)) FROM unnest(%s::uuid[]) id"
TAKEN = """
UPDATE contacts_message SET sent_at = %s, reference = %s, trouble = '' WHERE id = %s AND state IN ('queued', 'sending')
"""


@contextmanager
def held(messages: Sequence[UUID]) -> Iterator[tuple[Sequence[Message], Sequence[UUID]]]:
    """Hold what is unsent until this is left or our process dies; give it, and what somebody else holds.

    The session holds it, not a transaction: none is open while the outside takes its time, so that each thing that is
    written down meanwhile is written for good.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [list(messages)])
        is_ours: dict[UUID, bool] = dict(cursor.fetchall())
    ours = [message for message, is_held in is_ours.items() if is_held]
    try:
        yield _begun(ours), [message for message, is_held in is_ours.items() if not is_held]
    finally:
        _let_go(ours)


@transaction.atomic
def _begun(ours: Sequence[UUID]) -> Sequence[Message]:
    """Count an attempt before it is made, so that a message that kills its sender does not do so for ever."""
    unsent = Message.objects.filter(pk__in=ours, state__in=UNSENT)
    unsent.update(state=Message.State.SENDING, attempts=F("attempts") + 1)
    return list(unsent.select_related("case").order_by("created_at"))


def _let_go(ours: list[UUID]) -> None:
    """Let others have them; a connection that broke has let go of them already."""
    with suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
        cursor.execute(LET_GO, [ours])


def note_taken(message: Message, receipt: Receipt) -> None:
    """Write down the outside's yes, for good: in one statement of its own, which the database does even if we die.

    Where the database has just gone it is asked again for a while, for nobody else knows of the yes; then all that
    was held with it is no longer ours, so the error goes on its way.
    """
    message.sent_at, message.reference = receipt.at, receipt.reference[:120]
    try:
        _write(message)
    except (OperationalError, InterfaceError):
        if not connection.in_atomic_block:
            _write_once_it_is_back(message)
        raise


def _write(message: Message) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [message.sent_at, message.reference, message.pk])


def _write_once_it_is_back(message: Message) -> None:
    for wait_s in DATABASE_COMES_BACK_S:
        connection.close()
        time.sleep(wait_s)
        with suppress(OperationalError, InterfaceError):
            _write(message)
            return
    log.critical("a message went out, and that could not be written down", message=str(message.pk))
