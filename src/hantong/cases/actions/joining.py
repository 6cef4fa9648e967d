"""Several matters that are one, one that is several, and those that merely belong together."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held, write
from hantong.cases.actions.closing import CLOSING_FIELDS
from hantong.cases.actions.handing_over import withdraw_pending
from hantong.cases.actions.opening import Opening, open_case
from hantong.cases.events import CaseClosed, CaseNoted
from hantong.cases.models import Case, Closure, History, Link, Pause
from hantong.cases.refusals import AlreadyClosed, MergeImpossible
from hantong.kit.events import announce


def _held_in_order(*cases: Case) -> list[Case]:
    """Hold several matters in the order of their ids, so that two people merging cannot wait for each other."""
    found = {case.pk: held(case) for case in sorted(cases, key=lambda case: case.pk)}
    return [found[case.pk] for case in cases]


@transaction.atomic
def merge(*, case: Case, into: Case, text: str, by: Staff | None, at: datetime) -> Case:
    """Settle `case` as a duplicate of `into`, where the matter goes on; whoever reported it is told both ends.

    Raises MergeImpossible, AlreadyClosed.
    """
    if case.pk == into.pk:
        raise MergeImpossible(field="into")
    case, into = _held_in_order(case, into)
    if case.is_closed:
        raise AlreadyClosed
    if into.is_closed or into.merged_into_id is not None:
        raise MergeImpossible(field="into")
    withdraw_pending(case, by=by, at=at)
    Pause.objects.filter(case=case, ends_at__isnull=True).update(ends_at=at)
    Closure(case=case, end_state=Case.EndState.DUPLICATE, by=by, at=at, text=text, duplicate_of=into).save(
        force_insert=True
    )
    Link.objects.get_or_create(first=into, second=case, kind=Link.Kind.MERGED, defaults={"by": by, "at": at})
    case.closed_at, case.end_state, case.waiting_since = at, Case.EndState.DUPLICATE, None
    case.merged_into = into
    case.first_answered_at = case.first_answered_at or at
    step = Step(kind=History.Kind.MERGED, text=text, is_public=True, data={"into": into.number})
    write(case, step, fields=CLOSING_FIELDS, by=by, at=at)
    write(into, Step(kind=History.Kind.MERGED, data={"from": case.number}), by=by, at=at)
    announce(CaseClosed.of(case, text=text), CaseNoted.of(into))
    return into


@transaction.atomic
def split(*, case: Case, opening: Opening, by: Staff, unit: UUID, at: datetime) -> Case:
    """Open a new matter for a part of `case`; both know of each other. Raises AlreadyClosed, NoRoute."""
    case = held(case)
    if case.is_closed:
        raise AlreadyClosed
    part = open_case(opening=replace(opening, resident=case.resident_id), by=by, unit=unit, at=at)
    Link(first=case, second=part, kind=Link.Kind.SPLIT, by=by, at=at).save(force_insert=True)
    write(case, Step(kind=History.Kind.SPLIT, data={"part": part.number}), by=by, at=at)
    announce(CaseNoted.of(case))
    return part


@transaction.atomic
def link(*, case: Case, other: Case, by: Staff, at: datetime) -> Link:
    """Record that two matters have to do with each other; doing so twice is one link. Raises MergeImpossible."""
    if case.pk == other.pk:
        raise MergeImpossible(field="other")
    first, second = sorted((case, other), key=lambda each: each.pk)
    found, is_new = Link.objects.get_or_create(
        first=first, second=second, kind=Link.Kind.RELATED, defaults={"by": by, "at": at}
    )
    if is_new:
        case, other = _held_in_order(case, other)
        write(case, Step(kind=History.Kind.LINKED, data={"other": other.number}), by=by, at=at)
        write(other, Step(kind=History.Kind.LINKED, data={"other": case.number}), by=by, at=at)
        announce(CaseNoted.of(case), CaseNoted.of(other))
    return found
