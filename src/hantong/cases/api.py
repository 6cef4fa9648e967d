"""Matters for machines: the same acts as on the pages, typed."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from ninja import Field, Query, Router, Schema

from hantong.access.doors import allow_machine
from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.colleagues import posts_in
from hantong.cases.models import Case, HandOver, History
from hantong.cases.number import NotANumber, parse
from hantong.offices.request import StaffRequest

router = Router(tags=["cases"])
Text = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
Number = str


class CaseOut(Schema):
    """A matter as it stands; `number` is what people say, `id` what machines keep."""

    id: UUID
    number: str
    title: str
    channel: str
    jurisdiction: UUID
    service: UUID | None
    place: UUID | None
    said_at: datetime
    recorded_at: datetime
    band: str
    owner_unit: UUID
    owner: UUID | None
    holder_unit: UUID
    holder: UUID | None
    is_urgent: bool
    due_at: datetime | None
    waiting_since: datetime | None
    first_answered_at: datetime | None
    closed_at: datetime | None
    end_state: str
    version: int

    @staticmethod
    def of(case: Case) -> "CaseOut":
        """Give `case` as machines read it."""
        return CaseOut(
            id=case.pk,
            number=case.number,
            title=case.title,
            channel=case.channel,
            jurisdiction=case.jurisdiction_id,
            service=case.service_id,
            place=case.place_id,
            said_at=case.said_at,
            recorded_at=case.recorded_at,
            band=case.time_band.value,
            owner_unit=case.owner_unit_id,
            owner=case.owner_id,
            holder_unit=case.holder_unit_id,
            holder=case.holder_id,
            is_urgent=case.is_urgent,
            due_at=case.due_at,
            waiting_since=case.waiting_since,
            first_answered_at=case.first_answered_at,
            closed_at=case.closed_at,
            end_state=case.end_state,
            version=case.n,
        )


class HistoryOut(Schema):
    """One row of a matter's history."""

    n: int
    kind: str
    at: datetime
    said_at: datetime | None
    by: UUID | None = Field(alias="by_id")
    by_resident: bool
    channel: str
    is_public: bool
    text: str


class HandOverOut(Schema):
    """An offer to take the work over."""

    id: UUID
    case: UUID = Field(alias="case_id")
    to_unit: UUID = Field(alias="to_unit_id")
    to_staff: UUID | None = Field(alias="to_staff_id")
    offered_at: datetime
    expires_at: datetime
    outcome: str


class CaseFilter(Schema):
    """Which matters: all conditions hold together; `after` is the id that the last page ended with."""

    state: Literal["open", "closed", "overdue", "all"] = "open"
    service: UUID | None = None
    holder_unit: UUID | None = None
    after: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class TextIn(Schema):
    """Something written; `version` refuses the act when the matter has moved on since."""

    text: Text
    version: int | None = None


class HandOverIn(Schema):
    """To whom, with the packet."""

    to_unit: UUID
    to_staff: UUID | None = None
    said: Annotated[str, Field(max_length=20_000)] = ""
    tried: Annotated[str, Field(max_length=20_000)] = ""
    promised: Annotated[str, Field(max_length=20_000)] = ""
    answer_due_at: datetime | None = None


class ReasonIn(Schema):
    """Why."""

    reason: Text


class ClosureIn(Schema):
    """How it ended, and what the resident is told."""

    end_state: Literal["done", "answered", "not_ours", "cannot", "withdrawn"]
    text: Text
    passed_to: Annotated[str, Field(max_length=200)] = ""
    version: int | None = None


def _case(request: StaffRequest, number: str) -> Case:
    try:
        plain = parse(number)
    except NotANumber:
        plain = ""
    return get_object_or_404(Case.objects.visible_to(request.person), number=plain)


def _unit(request: StaffRequest, case: Case) -> UUID:
    mine = request.person.department_ids()
    home = request.person.home
    if case.holder_unit_id in mine or home is None:
        return case.holder_unit_id
    return home.department


@router.get("", response=list[CaseOut])
@allow_machine("cases.see")
def list_cases(request: StaffRequest, wanted: Query[CaseFilter]) -> list[CaseOut]:
    """Give matters that the key may see, in the order in which they were recorded."""
    cases = Case.objects.visible_to(request.person)
    if wanted.state == "open":
        cases = cases.open()
    elif wanted.state == "overdue":
        cases = cases.overdue(now())
    elif wanted.state == "closed":
        cases = cases.filter(closed_at__isnull=False)
    conditions = {"service": wanted.service, "holder_unit": wanted.holder_unit, "pk__gt": wanted.after}
    cases = cases.filter(**{name: value for name, value in conditions.items() if value is not None})
    return [CaseOut.of(case) for case in cases.order_by("pk")[: wanted.limit]]


@router.get("/{number}", response=CaseOut)
@allow_machine("cases.see")
def get_case(request: StaffRequest, number: Number) -> CaseOut:
    """Give one matter by its public number."""
    return CaseOut.of(_case(request, number))


@router.get("/{number}/history", response=list[HistoryOut])
@allow_machine("cases.see")
def get_history(request: StaffRequest, number: Number) -> list[History]:
    """Give all that has happened to a matter, first things first."""
    return list(_case(request, number).history.order_by("n"))


@router.post("/{number}/take", response=CaseOut)
@allow_machine("cases.handle")
def take(request: StaffRequest, number: Number) -> CaseOut:
    """Answer for a matter from now on."""
    case = _case(request, number)
    taken = actions.take(case=case, by=request.person.staff, unit=_unit(request, case), at=now())
    return CaseOut.of(taken)


@router.post("/{number}/answers", response=CaseOut)
@allow_machine("cases.handle")
def answer(request: StaffRequest, number: Number, body: TextIn) -> CaseOut:
    """Tell the resident something while the matter goes on."""
    case = _case(request, number)
    return CaseOut.of(actions.answer(case=case, text=body.text, by=request.person.staff, at=now(), seen=body.version))


@router.post("/{number}/notes", response=CaseOut)
@allow_machine("cases.handle")
def note(request: StaffRequest, number: Number, body: TextIn) -> CaseOut:
    """Write something for colleagues."""
    return CaseOut.of(actions.note(case=_case(request, number), text=body.text, by=request.person.staff, at=now()))


@router.post("/{number}/hand-over", response={201: HandOverOut})
@allow_machine("cases.handle")
def hand_over(request: StaffRequest, number: Number, body: HandOverIn) -> tuple[int, HandOver]:
    """Offer the work to a department or a person."""
    packet = actions.Packet(said=body.said, tried=body.tried, promised=body.promised, answer_due_at=body.answer_due_at)
    offer = actions.hand_over(
        case=_case(request, number),
        to_unit=body.to_unit,
        to_staff=_colleague(body.to_unit, body.to_staff) if body.to_staff else None,
        packet=packet,
        by=request.person.staff,
        at=now(),
    )
    return 201, offer


def _colleague(unit: UUID, staff: UUID) -> Staff:
    """Give an active member of a department. Raises Http404."""
    if (unit, staff) not in posts_in({unit}, at=now()):
        raise Http404
    return get_object_or_404(Staff, pk=staff, is_active=True)


@router.post("/{number}/hand-over/acceptance", response=CaseOut)
@allow_machine("cases.handle")
def accept(request: StaffRequest, number: Number) -> CaseOut:
    """Take the offered work over."""
    return CaseOut.of(actions.accept(offer=_offer(request, number), by=request.person.staff, at=now()))


@router.post("/{number}/hand-over/refusal", response=CaseOut)
@allow_machine("cases.handle")
def decline(request: StaffRequest, number: Number, body: ReasonIn) -> CaseOut:
    """Refuse the offered work, with a reason."""
    offer = _offer(request, number)
    return CaseOut.of(actions.decline(offer=offer, reason=body.reason, by=request.person.staff, at=now()))


@router.post("/{number}/closure", response=CaseOut)
@allow_machine("cases.handle")
def close(request: StaffRequest, number: Number, body: ClosureIn) -> CaseOut:
    """Settle a matter."""
    ending = actions.Ending(end_state=Case.EndState(body.end_state), text=body.text, passed_to=body.passed_to)
    closure = actions.close(
        case=_case(request, number), ending=ending, by=request.person.staff, at=now(), seen=body.version
    )
    return CaseOut.of(closure.case)


@router.post("/{number}/reopening", response=CaseOut)
@allow_machine("cases.handle")
def reopen(request: StaffRequest, number: Number, body: ReasonIn) -> CaseOut:
    """Open a settled matter again."""
    case = _case(request, number)
    return CaseOut.of(actions.reopen(case=case, reason=body.reason, by=request.person.staff, at=now()))


def _offer(request: StaffRequest, number: str) -> HandOver:
    case = _case(request, number)
    return get_object_or_404(HandOver.objects.offered_to(request.person), case=case)
