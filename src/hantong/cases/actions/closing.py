"""The honest end of a matter, and its beginning again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held, held_open, write
from hantong.cases.actions.alerting import alert, owners_alert
from hantong.cases.actions.handing_over import withdraw_pending
from hantong.cases.actions.sending import send_what_waits
from hantong.cases.events import CaseClosed, CaseReopened
from hantong.cases.models import Case, Closure, History, Pause
from hantong.cases.promises import promise
from hantong.cases.queries import somebody_else
from hantong.cases.refusals import NotClosed, ReasonMissing, TextMissing, TooLateToReopen
from hantong.cases.terms import REOPEN_WITHIN
from hantong.kit.events import announce


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How it ended and what the resident is told: where it was passed to, or what it is a duplicate of, with it."""

    end_state: Case.EndState
    text: str
    passed_to: str = ""
    duplicate_of: UUID | None = None


def _refuse_incomplete(ending: Ending) -> None:
    if not ending.text.strip():
        raise TextMissing(field="text")
    if ending.end_state == Case.EndState.NOT_OURS and not ending.passed_to.strip():
        raise ReasonMissing(field="passed_to")
    if ending.end_state == Case.EndState.DUPLICATE and ending.duplicate_of is None:
        raise ReasonMissing(field="duplicate_of")


@transaction.atomic
def close(
    *,
    case: Case,
    ending: Ending,
    by: Staff | None,
    at: datetime,
    seen: int | None = None,
    by_resident: bool = False,
) -> Closure:
    """Settle a matter in one of the honest end states and tell the resident.

    Raises TextMissing, ReasonMissing, AlreadyClosed, StaleSave.
    """
    _refuse_incomplete(ending)
    case = held_open(case, seen=seen)
    send_what_waits(case, at=at)
    closure = Closure(
        case=case,
        end_state=ending.end_state,
        by=by,
        by_resident=by_resident,
        at=at,
        text=ending.text,
        passed_to=ending.passed_to,
        duplicate_of_id=ending.duplicate_of,
    )
    closure.save(force_insert=True)
    _end(case, ending, by=by, at=at)
    step = Step(
        kind=History.Kind.CLOSED,
        text=ending.text,
        is_public=True,
        data={"end_state": ending.end_state.value, "passed_to": ending.passed_to},
    )
    write(case, step, fields=CLOSING_FIELDS, by=by, at=at, by_resident=by_resident)
    announce(CaseClosed.of(case, text=ending.text))
    return closure


CLOSING_FIELDS = ("closed_at", "end_state", "waiting_since", "first_answered_at", "merged_into")


def _end(case: Case, ending: Ending, *, by: Staff | None, at: datetime) -> None:
    withdraw_pending(case, by=by, at=at)
    if case.is_waiting:
        Pause.objects.filter(case=case, ends_at__isnull=True).update(ends_at=at)
        case.waiting_since = None
    case.closed_at, case.end_state = at, ending.end_state
    if case.first_answered_at is None:
        case.first_answered_at = at


@transaction.atomic
def reopen(*, case: Case, reason: str, by: Staff | None, at: datetime, channel: str = "") -> Case:
    """Open a settled matter again, with a new promise.

    When the resident asks for it (`by` is None), it goes to a different person of the owning unit than those who
    owned, held and closed it, within the time that `REOPEN_WITHIN` gives.

    Raises ReasonMissing, NotClosed, TooLateToReopen.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    case = held(case)
    if case.closed_at is None:
        raise NotClosed
    if by is None and at > case.closed_at + REOPEN_WITHIN:
        raise TooLateToReopen
    closure = Closure.objects.get(case=case, lifted_at__isnull=True)
    closure.lifted_at = at
    closure.save(update_fields=["lifted_at"])
    if by is None:
        before = {key for key in (case.owner_id, case.holder_id, closure.by_id) if key}
        case.owner = somebody_else(unit=case.owner_unit_id, than=before, at=at)
        case.holder_unit_id, case.holder = case.owner_unit_id, case.owner
    case.closed_at, case.end_state, case.merged_into = None, "", None
    case.reopenings += 1
    case.due_rule, case.due_at = promise(service=case.service, received_at=at, jurisdiction=case.jurisdiction_id)
    step = Step(
        kind=History.Kind.REOPENED,
        text=reason,
        is_public=True,
        data={"owner": str(case.owner_id or ""), "due_at": case.due_at and case.due_at.isoformat()},
    )
    fields = [*CLOSING_FIELDS, "owner", "holder", "holder_unit", "reopenings", "due_rule", "due_at"]
    write(case, step, fields=fields, by=by, at=at, by_resident=by is None, channel=channel)
    alert(case, owners_alert(case, kind="reopened", is_alarm=True), at=at)
    announce(CaseReopened.of(case, text=reason))
    return case
