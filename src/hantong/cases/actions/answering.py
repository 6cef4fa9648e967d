"""Words to and fro: what the resident adds, what they are told or asked, what staff note for one another."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held, held_open, spoken, write
from hantong.cases.actions.alerting import alert, holders_alert
from hantong.cases.events import CaseAnswered, CaseNoted, CaseSaid, ResidentAsked
from hantong.cases.models import Case, History, Pause
from hantong.cases.promises import due_again
from hantong.cases.refusals import AlreadyWaiting, NotWaiting, TextMissing
from hantong.kit.events import announce


def refuse_empty(text: str) -> None:
    """Refuse to say nothing. Raises TextMissing."""
    if not text.strip():
        raise TextMissing(field="text")


@transaction.atomic
def add_said(
    *,
    case: Case,
    text: str,
    channel: str,
    said_at: datetime,
    by: Staff | None,
    at: datetime,
    language: str = "",
) -> Case:
    """Add what the resident said to their matter, in which language; if they had been asked, the clock runs on.

    Raises TextMissing.
    """
    refuse_empty(text)
    case = held(case)
    steps = [Step(kind=History.Kind.SAID, text=text, is_public=True, said_at=said_at, data=spoken(language))]
    fields: list[str] = []
    if case.is_waiting:
        steps.append(_resume(case, at=at))
        fields = ["waiting_since", "due_at"]
    write(case, *steps, fields=fields, by=by, at=at, by_resident=True, channel=channel)
    alert(case, holders_alert(case, kind="said"), at=at)
    announce(CaseSaid.of(case))
    return case


@transaction.atomic
def note(*, case: Case, text: str, by: Staff, at: datetime) -> Case:
    """Write something for colleagues; the resident never sees it. Raises TextMissing."""
    refuse_empty(text)
    case = held(case)
    write(case, Step(kind=History.Kind.NOTE, text=text), by=by, at=at)
    announce(CaseNoted.of(case))
    return case


@transaction.atomic
def answer(*, case: Case, text: str, by: Staff, at: datetime, seen: int | None = None, way: str = "") -> Case:
    """Tell the resident something while the matter goes on, by the channel `way` or by whatever reaches them best.

    Raises TextMissing, AlreadyClosed, StaleSave.
    """
    refuse_empty(text)
    case = held_open(case, seen=seen)
    tell(case, text=text, way=way, by=by, at=at)
    return case


def tell(case: Case, *, text: str, way: str, by: Staff, at: datetime) -> None:
    """Write an answer into the held, open `case` and announce it."""
    fields = []
    if case.first_answered_at is None:
        case.first_answered_at = at
        fields = ["first_answered_at"]
    step = Step(kind=History.Kind.ANSWERED, text=text, is_public=True, data={"way": way} if way else {})
    write(case, step, fields=fields, by=by, at=at)
    announce(CaseAnswered.of(case, text=text, way=way))


@transaction.atomic
def ask(*, case: Case, question: str, by: Staff, at: datetime) -> Pause:
    """Ask the resident something that is needed; the clock stands still until they answer.

    Raises TextMissing, AlreadyClosed, AlreadyWaiting.
    """
    refuse_empty(question)
    case = held_open(case)
    if case.is_waiting:
        raise AlreadyWaiting
    pause = Pause(case=case, by=by, starts_at=at, question=question)
    pause.save(force_insert=True)
    case.waiting_since = at
    fields = ["waiting_since"]
    if case.first_answered_at is None:
        case.first_answered_at = at
        fields.append("first_answered_at")
    write(case, Step(kind=History.Kind.ASKED, text=question, is_public=True), fields=fields, by=by, at=at)
    announce(ResidentAsked.of(case, text=question))
    return pause


@transaction.atomic
def resume(*, case: Case, by: Staff, at: datetime) -> Case:
    """Go on without the resident's answer; the clock runs again. Raises AlreadyClosed, NotWaiting."""
    case = held_open(case)
    if not case.is_waiting:
        raise NotWaiting
    write(case, _resume(case, at=at), fields=["waiting_since", "due_at"], by=by, at=at)
    announce(CaseNoted.of(case))
    return case


def _resume(case: Case, *, at: datetime) -> Step:
    Pause.objects.filter(case=case, ends_at__isnull=True).update(ends_at=at)
    case.waiting_since = None
    case.due_at = due_again(case)
    due_at = case.due_at.isoformat() if case.due_at else None
    return Step(kind=History.Kind.RESUMED, is_public=True, data={"due_at": due_at})
