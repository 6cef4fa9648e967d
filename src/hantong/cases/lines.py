"""Matters as the lines of a list: with names instead of keys, without asking the database once per line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hantong.access.models import Staff
from hantong.cases.models import Case, HandOver
from hantong.cases.standing import Standing, standing_of
from hantong.catalogue.book import catalogue
from hantong.offices.directory import Directory, directory
from hantong.offices.person import StaffPerson

LISTED = (
    "number", "title", "service", "place", "jurisdiction", "channel", "said_at", "due_at", "waiting_since",
    "closed_at", "end_state", "changed_at", "owner", "owner_unit", "holder", "holder_unit", "is_urgent",
    "address", "n", "merged_into", "band",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One matter with what a list says of it; `offer` is the pending hand-over."""

    case: Case
    service: str
    place: str
    jurisdiction: str
    holder: str
    owner: str
    standing: Standing
    offer: HandOver | None
    may_accept: bool


def listed(cases: Iterable[Case], *, person: StaffPerson, at: datetime) -> list[Line]:
    """Give the lines of `cases`, with two statements however many there are."""
    cases = list(cases)
    offers = {
        offer.case_id: offer
        for offer in HandOver.objects.pending().filter(case__in=[case.pk for case in cases if not case.is_closed])
    }
    names = staff_names(key for case in cases for key in (case.owner_id, case.holder_id))
    offices = directory()
    return [_line(case, offers.get(case.pk), names, offices, person=person, at=at) for case in cases]


def staff_names(keys: Iterable[object]) -> dict[object, str]:
    """Give the names of the staff with these keys, in one statement."""
    wanted = {key for key in keys if key is not None}
    return dict(Staff.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _line(
    case: Case,
    offer: HandOver | None,
    names: dict[object, str],
    offices: Directory,
    *,
    person: StaffPerson,
    at: datetime,
) -> Line:
    service = catalogue().services.get(case.service_id) if case.service_id else None
    place = offices.places.get(case.place_id) if case.place_id else None
    return Line(
        case=case,
        service=service.name if service else "",
        place=place.name if place else "",
        jurisdiction=offices.jurisdictions[case.jurisdiction_id].name,
        holder=names.get(case.holder_id) or offices.departments[case.holder_unit_id].name,
        owner=names.get(case.owner_id) or offices.departments[case.owner_unit_id].name,
        standing=standing_of(case, at=at, is_offered=offer is not None),
        offer=offer,
        may_accept=offer is not None and may_answer(offer, person),
    )


def may_answer(offer: HandOver, person: StaffPerson) -> bool:
    """Tell whether `person` may accept or decline the pending offer."""
    if offer.to_staff_id is not None:
        return offer.to_staff_id == person.staff.pk
    return offer.to_unit_id in person.department_ids()
