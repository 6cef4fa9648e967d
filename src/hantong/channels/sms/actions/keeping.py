"""Texts are kept as they come, before the network hears that we have them; long ones once all their pieces are there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from hantong.channels.sms.alphabets import letters_of
from hantong.channels.sms.kept import Heard, to_json
from hantong.channels.sms.models import Fragment
from hantong.channels.sms.numbers import KEY, address_at
from hantong.channels.sms.pieces import Piece, is_complete
from hantong.contacts import raw_store
from hantong.contacts.actions import Incoming, keep_arrival, keep_arrivals
from hantong.contacts.models import RawArrival
from hantong.kit.text import mask_numbers

REPEATED_WITHIN = timedelta(minutes=10)
WAITS_FOR_PIECES = timedelta(minutes=30)
BEGINNING = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What the network brought in one message: `session` and `sequence` are the connection's and its own name."""

    source: str
    destination: str
    coding: int
    piece: Piece
    session: str
    sequence: int
    usual: str = "gsm"


def keep_text(*, heard: Heard, key: str, name: str = "", at: datetime) -> RawArrival | None:
    """Keep a text; gives nothing for one that was kept under this key before."""
    return keep_arrival(incoming=_incoming(heard, key=key, name=name), at=at)


def _incoming(heard: Heard, *, key: str, name: str) -> Incoming:
    content = to_json(heard)
    in_row, file = (content, "") if len(content) <= raw_store.IN_ROW_BYTES else _in_file(content)
    return Incoming(
        channel=KEY,
        key=key,
        name=name,
        sender=heard.sender,
        subject=mask_numbers(heard.subject or heard.text[:BEGINNING]).text,
        own_address=address_at(heard.recipient),
        size_bytes=len(content),
        content=in_row,
        file=file,
    )


def _in_file(content: bytes) -> tuple[bytes | None, str]:
    with raw_store.new_part() as part:
        part.write(content)
        return raw_store.keep_part(part)


def keep_brought(*, brought: Brought, at: datetime) -> RawArrival | None:
    """Keep what SMPP brought; gives nothing for a repeat and for a piece whose others are still to come."""
    return keep_all_brought(brought=[brought], at=at)[0]


@transaction.atomic
def keep_all_brought(*, brought: Sequence[Brought], at: datetime) -> list[RawArrival | None]:
    """Keep what SMPP brought at about the same time, all in one transaction, as `keep_brought` does."""
    texts = [_heard(each, at=at) for each in brought]
    is_new = _not_sent_again(zip(brought, texts, strict=True), at=at)
    incoming = [
        _incoming(heard, key=f"{heard.digest}:{each.session}:{each.sequence}", name=heard.digest)
        for each, heard, new in zip(brought, texts, is_new, strict=True)
        if heard and new
    ]
    kept = iter(keep_arrivals(incoming=incoming, at=at))
    return [next(kept) if heard and new else None for heard, new in zip(texts, is_new, strict=True)]


def _heard(brought: Brought, *, at: datetime) -> Heard | None:
    """Give the text that this completes, if it does."""
    content = brought.piece.content if brought.piece.is_whole else _joined(brought, at=at)
    if content is None:
        return None
    return Heard(
        sender=brought.source,
        recipient=brought.destination,
        text=letters_of(content, brought.coding, usual=brought.usual),
        said_at=at,
    )


def _joined(brought: Brought, *, at: datetime) -> bytes | None:
    """Keep a piece; give the whole once the last one has come."""
    _lock(brought)
    same = _others(brought).filter(number=brought.piece.number).first()
    if same is not None and bytes(same.content) == brought.piece.content:
        return None
    if same is not None:  # the same name for a newer text: sixteen bits, or eight, are soon used up
        _finish(_others(brought), brought.usual, at=at)
    Fragment.objects.create(
        sender=brought.source,
        recipient=brought.destination,
        reference=brought.piece.reference,
        total=brought.piece.total,
        number=brought.piece.number,
        coding=brought.coding,
        content=brought.piece.content,
        arrived_at=at,
    )
    pieces = list(_others(brought).order_by("number"))
    if not is_complete((row.number for row in pieces), brought.piece.total):
        return None
    _others(brought).update(is_joined=True)
    return b"".join(bytes(row.content) for row in pieces)


def _others(brought: Brought) -> QuerySet[Fragment]:
    return Fragment.objects.filter(
        sender=brought.source,
        recipient=brought.destination,
        reference=brought.piece.reference,
        total=brought.piece.total,
    )


def _lock(brought: Brought) -> None:
    """Let the pieces of one text in one after another, so that the last one sees the others."""
    name = f"{brought.source}:{brought.destination}:{brought.piece.reference}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 3400))", [name])


def _not_sent_again(texts: Iterable[tuple[Brought, Heard | None]], *, at: datetime) -> list[bool]:
    """Tell for each text whether it is new, and not what we had before the network could hear so.

    It brings that again on a new connection, soon after the old one broke. The same words on the same connection are
    a resident who says the same twice.
    """
    texts = list(texts)
    names = {heard.digest for _, heard in texts if heard}
    rows = RawArrival.objects.filter(name__in=names, channel=KEY, arrived_at__gt=at - REPEATED_WITHIN)
    sessions: dict[str, set[str]] = defaultdict(set)
    for key in rows.values_list("key", flat=True) if names else ():
        digest, _, rest = key.partition(":")
        sessions[digest].add(rest.partition(":")[0])
    is_new = []
    for brought, heard in texts:
        had = sessions[heard.digest] if heard else set()
        is_new.append(not had - {brought.session})
        had.add(brought.session)
    return is_new


@transaction.atomic
def keep_unfinished(*, at: datetime, usual: str = "gsm") -> int:
    """Keep long texts of which pieces never came, as far as they came; tell how many."""
    old = Fragment.objects.filter(arrived_at__lt=at - WAITS_FOR_PIECES)
    old.filter(is_joined=True).delete()
    groups = old.filter(is_joined=False).values_list("sender", "recipient", "reference", "total").distinct()[:500]
    for sender, recipient, reference, total in list(groups):
        rows = Fragment.objects.select_for_update().filter(
            sender=sender, recipient=recipient, reference=reference, total=total
        )
        _finish(rows, usual, at=at)
    return len(groups)


def _finish(rows: QuerySet[Fragment], usual: str, *, at: datetime) -> None:
    pieces = list(rows.order_by("number"))
    if pieces and not pieces[0].is_joined:
        first, there = pieces[0], {row.number for row in pieces}
        heard = Heard(
            sender=first.sender,
            recipient=first.recipient,
            text=_words(pieces, usual),
            said_at=min(row.arrived_at for row in pieces),
            missing=tuple(number for number in range(1, first.total + 1) if number not in there),
        )
        keep_text(heard=heard, key=f"{heard.digest}:part:{first.pk.hex[-10:]}", name=heard.digest, at=at)
    rows.delete()


def _words(pieces: Sequence[Fragment], usual: str) -> str:
    """Read pieces of which some are missing: each run of neighbours by itself, a gap as three dots."""
    runs: list[list[Fragment]] = []
    for row in pieces:
        if runs and runs[-1][-1].number == row.number - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    words = [letters_of(b"".join(bytes(row.content) for row in run), run[0].coding, usual=usual) for run in runs]
    return " … ".join(words)
