"""Opening a matter: routed, promised and in somebody's hands from its first moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held_open, spoken, write, written
from hantong.cases.actions.alerting import alert
from hantong.cases.events import CaseOpened, CaseTaken
from hantong.cases.models import Alert, Case, CaseText, HandOver, History
from hantong.cases.number import new_number
from hantong.cases.promises import offer_ends_at, promise
from hantong.cases.refusals import AlreadyTaken, OfferPending
from hantong.cases.routing import Route
from hantong.cases.rule_book import find_route
from hantong.cases.search_terms import index_terms
from hantong.catalogue.models import Service
from hantong.kit.events import announce
from hantong.kit.ids import new_id
from hantong.offices.directory import directory
from hantong.rows.inserting import insert

_random = SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is known when a matter begins; `jurisdiction` is where it is about, `text` what the resident said."""

    jurisdiction: UUID
    channel: str
    title: str
    text: str
    said_at: datetime
    service: Service | None = None
    place: UUID | None = None
    resident: UUID | None = None
    language: str = "ko"
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)
    is_urgent: bool = False
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The unsaved rows of a matter that begins."""

    case: Case
    history: list[History]
    text: CaseText
    offer: HandOver | None


def open_case(*, opening: Opening, by: Staff | None, unit: UUID | None, at: datetime) -> Case:
    """Open a matter, decide where it goes and by when an answer is due, and say so. Raises NoRoute."""
    (case,) = open_cases(openings=[opening], by=by, unit=unit, at=at)
    return case


@transaction.atomic(savepoint=False)
def open_cases(*, openings: Sequence[Opening], by: Staff | None, unit: UUID | None, at: datetime) -> list[Case]:
    """Open matters, decide where each goes and by when an answer is due, and say so, with as few statements as for one.

    Taken by a member of staff (`by`, of department `unit`), they are theirs until the end, and the work is offered
    to the department that the rules name. Otherwise that department answers for them until somebody takes them.

    Raises NoRoute when no rule, duty or front office covers one of them.
    """
    opened = [_begun(opening, by=by, unit=unit, at=at) for opening in openings]
    insert([each.case for each in opened])
    insert([row for each in opened for row in each.history])
    insert([each.text for each in opened])
    insert([each.offer for each in opened if each.offer])
    announce(*(CaseOpened.of(each.case, to_unit=each.offer.to_unit_id if each.offer else None) for each in opened))
    return [each.case for each in opened]


def _begun(opening: Opening, *, by: Staff | None, unit: UUID | None, at: datetime) -> _Opened:
    band = directory().clocks[opening.jurisdiction].band(opening.said_at)
    way = find_route(
        service=opening.service,
        jurisdiction=opening.jurisdiction,
        place=opening.place,
        channel=opening.channel,
        band=band.code,
    )
    owner_unit = unit or way.department
    case = _new_case(opening, way, band_code=band.code, owner_unit=owner_unit, owner=by, at=at)
    steps = [_opened(opening, by), _routed(way, case.due_at)]
    offer = _offer(case, way, opening, by=by, at=at) if way.department != owner_unit else None
    if offer is not None:
        steps.append(offered_step(offer))
        case.hand_overs = 1
    rows = written(case, *steps, by=by, at=at, by_resident=by is None, channel=opening.channel)
    terms = index_terms(f"{opening.title}\n{opening.text}\n{opening.address}")
    return _Opened(case, rows, CaseText(case_id=case.pk, terms=terms), offer)


def _new_case(
    opening: Opening, way: Route, *, band_code: int, owner_unit: UUID, owner: Staff | None, at: datetime
) -> Case:
    """Give the unsaved row of a matter, with its number and its promise."""
    rule, due_at = promise(service=opening.service, received_at=opening.said_at, jurisdiction=opening.jurisdiction)
    return Case(
        id=opening.id,
        number=new_number(_random),
        jurisdiction_id=opening.jurisdiction,
        service=opening.service,
        place_id=opening.place,
        channel=opening.channel,
        title=opening.title,
        resident_id=opening.resident,
        language=opening.language,
        address=opening.address,
        lat=opening.lat,
        lon=opening.lon,
        attributes=dict(opening.attributes),
        said_at=opening.said_at,
        recorded_at=at,
        changed_at=at,
        band=band_code,
        owner_unit_id=owner_unit,
        owner=owner,
        holder_unit_id=owner_unit,
        holder=owner,
        is_urgent=opening.is_urgent,
        due_rule=rule,
        due_at=due_at,
        routed_by=route_as_data(way),
    )


def _opened(opening: Opening, by: Staff | None) -> Step:
    return Step(
        kind=History.Kind.OPENED,
        text=opening.text,
        is_public=True,
        said_at=opening.said_at,
        data={"taken": by is not None, **spoken(opening.language)},
    )


def _routed(way: Route, due_at: datetime | None) -> Step:
    return Step(
        kind=History.Kind.ROUTED,
        is_public=True,
        data={
            "department": str(way.department),
            "ground": way.ground,
            "due_at": due_at and due_at.isoformat(),
        },
    )


def route_as_data(way: Route) -> dict[str, object]:
    """Give a route as plain JSON, for "why here?"."""
    return {
        "department": str(way.department),
        "ground": way.ground,
        "rule": str(way.rule) if way.rule else None,
        "passed": [{"rule": str(passed.rule), "because": passed.because} for passed in way.passed],
    }


def _offer(case: Case, way: Route, opening: Opening, *, by: Staff | None, at: datetime) -> HandOver:
    return HandOver(
        case=case,
        from_unit_id=case.holder_unit_id,
        to_unit_id=way.department,
        offered_by=by,
        offered_at=at,
        expires_at=offer_ends_at(at=at, unit=way.department, is_urgent=case.is_urgent),
        said=opening.text,
        answer_due_at=case.due_at,
    )


def offered_step(offer: HandOver) -> Step:
    """Give the history row that tells of an offer and its packet."""
    return Step(
        kind=History.Kind.OFFERED,
        data={
            "offer": str(offer.pk),
            "to_unit": str(offer.to_unit_id),
            "to_staff": str(offer.to_staff_id) if offer.to_staff_id else None,
            "expires_at": offer.expires_at.isoformat(),
            "tried": offer.tried,
            "promised": offer.promised,
        },
    )


@transaction.atomic
def take(*, case: Case, by: Staff, unit: UUID, at: datetime) -> Case:
    """Let `by` answer for a matter that nobody has taken yet, or work on one that waits in their unit.

    Raises AlreadyTaken, AlreadyClosed.
    """
    case = held_open(case)
    if case.owner_id is not None and (case.holder_id is not None or case.holder_unit_id != unit):
        raise AlreadyTaken
    if case.owner_id is None:
        case.owner, case.owner_unit_id = by, unit
    if case.holder_id is None and case.holder_unit_id == unit:
        case.holder = by
    write(
        case,
        Step(kind=History.Kind.TAKEN, is_public=True),
        fields=["owner", "owner_unit", "holder"],
        by=by,
        at=at,
    )
    announce(CaseTaken.of(case))
    return case


@transaction.atomic
def assign(*, case: Case, to: Staff, unit: UUID, by: Staff, at: datetime, as_owner: bool = False) -> Case:
    """Give the work on a matter to `to` of department `unit`, and with `as_owner` the answering for it too.

    Raises AlreadyClosed, OfferPending.
    """
    case = held_open(case)
    if HandOver.objects.pending().filter(case=case).exists():
        raise OfferPending
    before = {"holder": str(case.holder_id or ""), "owner": str(case.owner_id or "")}
    case.holder, case.holder_unit_id = to, unit
    if as_owner or case.owner_id is None:
        case.owner, case.owner_unit_id = to, unit
    write(
        case,
        Step(kind=History.Kind.ASSIGNED, data={"to": str(to.pk), "unit": str(unit), "before": before}),
        fields=["holder", "holder_unit", "owner", "owner_unit"],
        by=by,
        at=at,
    )
    if to.pk != by.pk:
        alert(case, Alert(kind="assigned", staff=to), at=at)
    announce(CaseTaken.of(case))
    return case
