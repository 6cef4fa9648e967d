"""Answers on their way: drafted, sent a little later so that they can be taken back, or at a set time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import held_open
from hantong.cases.actions.alerting import alert
from hantong.cases.actions.answering import refuse_empty, tell
from hantong.cases.models import Alert, Case, Draft, PendingAnswer
from hantong.cases.refusals import AlreadyClosed, AlreadySent, TooFarAhead
from hantong.cases.terms import LONGEST_SCHEDULE, UNDO_S
from hantong.kit.events import tell_live

State = PendingAnswer.State
NEWS_AGAIN_AFTER = timedelta(seconds=60)


@transaction.atomic
def save_draft(*, case: Case, text: str, way: str, by: Staff, at: datetime) -> Draft | None:
    """Keep what `by` has written so far; nothing written forgets it. Colleagues who have the matter open see it."""
    if not text.strip():
        drop_draft(case=case, by=by, at=at)
        return None
    before = Draft.objects.filter(case=case, staff=by).values_list("changed_at", flat=True).first()
    draft, _is_new = Draft.objects.update_or_create(
        case=case, staff=by, defaults={"text": text, "way": way, "changed_at": at}
    )
    if before is None or at - before >= NEWS_AGAIN_AFTER:
        _show(case)
    return draft


@transaction.atomic
def drop_draft(*, case: Case, by: Staff, at: datetime) -> bool:
    """Throw away what `by` has written; tell whether there was anything."""
    gone, _rows = Draft.objects.filter(case=case, staff=by).delete()
    if gone:
        _show(case)
    return bool(gone)


@transaction.atomic
def queue_answer(
    *,
    case: Case,
    text: str,
    by: Staff,
    at: datetime,
    way: str = "",
    seen: int | None = None,
    send_at: datetime | None = None,
) -> PendingAnswer:
    """Have an answer sent in a few seconds, or at `send_at`; the draft it came from is done with.

    Raises TextMissing, AlreadyClosed, StaleSave, TooFarAhead.
    """
    refuse_empty(text)
    case = held_open(case, seen=seen)
    soon = at + timedelta(seconds=UNDO_S)
    if send_at is not None and send_at > at + LONGEST_SCHEDULE:
        raise TooFarAhead(field="send_at")
    when = max(send_at, soon) if send_at else soon
    pending = PendingAnswer(case=case, by=by, text=text, way=way, asked_at=at, send_at=when, is_scheduled=when > soon)
    pending.save(force_insert=True)
    Draft.objects.filter(case=case, staff=by).delete()
    _defer(pending)
    _show(case)
    return pending


def _defer(pending: PendingAnswer) -> None:
    """Store the job that sends it, with the row itself."""
    from hantong.cases.jobs import send_answer

    job = send_answer.configure(schedule_at=pending.send_at, queueing_lock=f"send_answer:{pending.pk}")
    job.defer(answer=str(pending.pk))


@transaction.atomic
def take_back_answer(*, pending: PendingAnswer, by: Staff, at: datetime) -> Draft:
    """Take an answer back before it has gone; its words are a draft again. Raises AlreadySent."""
    row = PendingAnswer.objects.select_for_update().select_related("case").get(pk=pending.pk)
    if row.state != State.WAITING:
        raise AlreadySent
    _settle(row, State.TAKEN_BACK, at=at)
    draft, _is_new = Draft.objects.update_or_create(
        case=row.case, staff=by, defaults={"text": row.text, "way": row.way, "changed_at": at}
    )
    _show(row.case)
    return draft


@transaction.atomic
def send_answer(*, answer: UUID, at: datetime) -> bool:
    """Send a waiting answer whose time has come; tell whether it went out now.

    It goes out once: whoever holds the row sends, and the answer is written in the same transaction. Where the
    matter was settled meanwhile, nothing is sent and whoever wrote it is told.
    """
    rows = PendingAnswer.objects.select_for_update(skip_locked=True, of=("self",)).select_related("by", "case")
    row = rows.filter(pk=answer, state=State.WAITING, send_at__lte=at).first()
    if row is None:
        return False
    try:
        case = held_open(row.case)
    except AlreadyClosed as refused:
        _stop(row, str(refused), at=at)
        return False
    _send(row, case, at=at)
    return True


def send_what_waits(case: Case, *, at: datetime) -> None:
    """Send at once what was pressed moments ago, because the held `case` ends now; stop what was set for later."""
    rows = PendingAnswer.objects.select_for_update().select_related("by", "case").filter(case=case, state=State.WAITING)
    for row in rows.order_by("asked_at"):
        if row.is_scheduled:
            _stop(row, str(AlreadyClosed()), at=at)
        else:
            _send(row, case, at=at)


def due_answers(*, at: datetime) -> list[UUID]:
    """Give the answers that should have gone out by `at`, should their jobs have been lost."""
    late = PendingAnswer.objects.filter(state=State.WAITING, send_at__lte=at).order_by("send_at")
    return list(late.values_list("pk", flat=True)[:500])


def _send(row: PendingAnswer, case: Case, *, at: datetime) -> None:
    tell(case, text=row.text, way=row.way, by=row.by, at=at)
    _settle(row, State.SENT, at=at)


def _stop(row: PendingAnswer, trouble: str, *, at: datetime) -> None:
    row.trouble = trouble[:300]
    _settle(row, State.STOPPED, at=at)
    reason: dict[str, object] = {"reason": row.trouble}
    alert(row.case, Alert(kind="answer_stopped", staff=row.by, is_alarm=True, data=reason), at=at)


def _settle(row: PendingAnswer, state: PendingAnswer.State, *, at: datetime) -> None:
    row.state, row.settled_at = state, at
    row.save(update_fields=["state", "settled_at", "trouble"])


def _show(case: Case) -> None:
    """Have open pages of the matter look again."""
    tell_live([{"topic": f"case:{case.pk}", "kind": "changed"}])
