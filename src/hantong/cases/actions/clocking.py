"""Moving the promise: extended with a reason at most twice, or reckoned anew because the calendar changed."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held_open, write
from hantong.cases.events import DeadlineMoved
from hantong.cases.models import Case, Extension, History
from hantong.cases.promises import due_again, extended_due_at
from hantong.cases.refusals import ExtendedTwice, NoDeadline, ReasonMissing
from hantong.cases.terms import MAX_EXTENSIONS
from hantong.kit.events import announce


@transaction.atomic
def extend(*, case: Case, reason: str, by: Staff, at: datetime) -> Extension:
    """Move the deadline on by another period of its rule, for a reason that the resident is told.

    Raises ReasonMissing, AlreadyClosed, NoDeadline, ExtendedTwice.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    case = held_open(case)
    if case.due_at is None:
        raise NoDeadline
    ordinal = Extension.objects.filter(case=case).count() + 1
    if ordinal > MAX_EXTENSIONS:
        raise ExtendedTwice
    was_due_at = case.due_at
    case.due_at = extended_due_at(case, extensions=ordinal)
    extension = Extension(
        case=case, ordinal=ordinal, by=by, at=at, reason=reason, was_due_at=was_due_at, due_at=case.due_at
    )
    extension.save(force_insert=True)
    data = {"was_due_at": was_due_at.isoformat(), "due_at": case.due_at.isoformat(), "ordinal": ordinal}
    step = Step(kind=History.Kind.EXTENDED, text=reason, is_public=True, data=data)
    write(case, step, fields=["due_at"], by=by, at=at)
    announce(DeadlineMoved.of(case, text=reason))
    return extension


@transaction.atomic
def reclock(*, case: Case, at: datetime) -> bool:
    """Reckon the deadline and the time band anew after the calendar changed; tell whether anything moved."""
    case = held_open(case)
    was_due_at, was_band = case.due_at, case.band
    case.due_at = due_again(case)
    from hantong.offices.directory import directory

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
