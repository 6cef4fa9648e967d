"""Whether a matter waits for an answer, read from its history each time that it grew: order and repeats do not matter."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hantong.cases.models import Case, History
from hantong.contacts.thanks import is_thanks
from hantong.contacts.ways import SPOKEN
from hantong.kit.events import tell_live
from hantong.offices.directory import directory
from hantong.shell.quotes import unfolded
from hantong.written.clocks import Key, minutes_of
from hantong.written.models import FirstAnswer, Target, Waiting

Kind = History.Kind
OURS = (Kind.ANSWERED, Kind.ASKED, Kind.CLOSED, Kind.MERGED)
THEIRS = (Kind.OPENED, Kind.SAID, Kind.REOPENED)
LOOKED_BACK = 50
KEPT_IN_MIND = timedelta(days=30)


@transaction.atomic(savepoint=False)
def note_words(*, case: UUID, at: datetime) -> Waiting | None:
    """Let the matter wait for an answer if its resident wrote last, else no more; gives it where that is new."""
    found = Case.objects.select_for_update(no_key=True).filter(pk=case).first()
    if found is None:
        return None
    known = Waiting.objects.filter(case=found).first()
    words = [] if found.is_closed else _unanswered(found)
    if not words:
        if known is not None:
            _answered(found, known)
        return None
    waiting = _waiting(found, words, targets())
    waiting.save(force_insert=known is None)
    _show(found)
    return waiting if known is None else None


def note_forgotten(*, at: datetime, most: int = 500) -> int:
    """Note what waits and is not noted, because its job was lost or it is older than this room; tell how much."""
    written = Case.objects.open().filter(first_answered_at__isnull=True, said_at__gte=at - KEPT_IN_MIND)
    missing = written.exclude(channel__in=SPOKEN).filter(waiting_answer__isnull=True).order_by("said_at")
    return sum(note_words(case=key, at=at) is not None for key in missing.values_list("pk", flat=True)[:most])


def _unanswered(case: Case) -> list[History]:
    """Give what the resident wrote since we last answered, oldest first; thanks alone ask for nothing."""
    rows = History.objects.filter(case=case, kind__in=(*OURS, *THEIRS)).order_by("-n")[:LOOKED_BACK]
    words: list[History] = []
    for row in rows:
        if row.kind in OURS:
            break
        if _is_written(row, case) and not is_thanks(unfolded(row.text).fresh.strip()):
            words.insert(0, row)
    return words


def _is_written(row: History, case: Case) -> bool:
    channel = row.channel or case.channel
    return row.by_id is None and channel not in SPOKEN


def _waiting(case: Case, words: list[History], targets: dict[Key, int]) -> Waiting:
    first, last = words[0], words[-1]
    since = first.said_at or first.at
    channel = last.channel or case.channel
    band = directory().clocks[case.jurisdiction_id].band(since).code
    path = directory().ancestors[case.jurisdiction_id]
    minutes = minutes_of(targets, path=path, channel=channel, band=band)
    return Waiting(
        case=case,
        n=last.n,
        channel=channel,
        language=str(last.data.get("language") or "ko"),
        band=band,
        is_first=case.first_answered_at is None,
        since=since,
        target_at=since + timedelta(minutes=minutes),
    )


def targets() -> dict[Key, int]:
    """Give the minutes that were set."""
    rows: Iterable[tuple[UUID | None, str, int | None, int]] = Target.objects.values_list(
        "jurisdiction", "channel", "band", "minutes"
    )
    return {(where, channel, band): minutes for where, channel, band, minutes in rows}


def _answered(case: Case, waiting: Waiting) -> None:
    """Count a first answer, and let the matter wait no more."""
    if waiting.is_first and case.first_answered_at is not None:
        FirstAnswer.objects.bulk_create(
            [
                FirstAnswer(
                    case=case,
                    channel=waiting.channel,
                    band=waiting.band,
                    since=waiting.since,
                    answered_at=case.first_answered_at,
                    is_in_time=case.first_answered_at <= waiting.target_at,
                )
            ],
            ignore_conflicts=True,
        )
    waiting.delete()
    _show(case)


def _show(case: Case) -> None:
    """Have the open inboxes of the department and of whoever works on it look again."""
    topics = [f"unit:{case.holder_unit_id}", *([f"staff:{case.holder_id}"] if case.holder_id else [])]
    tell_live([{"topic": topic, "kind": "changed"} for topic in topics])
