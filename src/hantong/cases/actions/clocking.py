"""Moving the promise: extended with a reason at most twice, or reckoned anew because the calendar changed."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held_open, write
from hantong.cases.events import DeadlineMoved
from hantong.cases.models import Case, Extension, History
from hantong.cases.promises import due_again
from hantong.cases.refusals import ExtendedTwice, NoDeadline, ReasonMissing
from hantong.cases.terms import MAX_EXTENSIONS
from hantong.kit.events import announce
from hantong.offices.directory import directory


@transaction.atomic
def extend(*, case: Case, reason: str, by: Staff, at: datetime) -> Case:
    """Move the deadline on by another period of its rule, for a reason that the resident is told.

    Raises ReasonMissing, AlreadyClosed, NoDeadline, ExtendedTwice.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    case = held_open(case)
    was_due_at = case.due_at
    if was_due_at is None:
        raise NoDeadline
    ordinal = Extension.objects.filter(case=case).count() + 1
    if ordinal > MAX_EXTENSIONS:
        raise ExtendedTwice
    due_at = due_again(case, further_extensions=1)
    if due_at is None:
        raise NoDeadline
    case.due_at = due_at
    Extension(case=case, ordinal=ordinal, by=by, at=at, reason=reason, was_due_at=was_due_at, due_at=due_at).save(
        force_insert=True
    )
    data = {"was_due_at": was_due_at.isoformat(), "due_at": due_at.isoformat(), "ordinal": ordinal}
    step = Step(kind=History.Kind.EXTENDED, text=reason, is_public=True, data=data)
    write(case, step, fields=["due_at"], by=by, at=at)
    announce(DeadlineMoved.of(case, text=reason))
    return case


@transaction.atomic
def reclock(*, case: Case, at: datetime) -> bool:
    """Reckon the deadline and the time band anew after the calendar changed; tell whether anything moved."""
    case = held_open(case)
    was_due_at, was_band = case.due_at, case.band
    case.due_at = due_again(case)
    case.band = directory().clocks[case.jurisdiction_id].band(case.said_at).code
    if (case.due_at, case.band) == (was_due_at, was_band):
        return False
    data = {
        "was_due_at": was_due_at.isoformat() if was_due_at else None,
        "due_at": case.due_at.isoformat() if case.due_at else None,
    }
    step = Step(kind=History.Kind.RECLOCKED, is_public=case.due_at != was_due_at, data=data)
    write(case, step, fields=["due_at", "band"], by=None, at=at)
    announce(DeadlineMoved.of(case))
    return True
