"""Matters as the lines of a list: with names instead of keys, without asking the database once per line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from hantong.access.models import Staff
from hantong.cases.models import Case, HandOver
from hantong.cases.person_words import LANGUAGES, NEEDS, SPOKEN_FOR
from hantong.cases.standing import Standing, standing_of
from hantong.catalogue.book import catalogue
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson
from hantong.people.models import Resident

LISTED = (
    "number", "title", "service", "place", "jurisdiction", "channel", "said_at", "due_at", "waiting_since",
    "closed_at", "end_state", "changed_at", "owner", "owner_unit", "holder", "holder_unit", "is_urgent",
    "address", "n", "merged_into", "band", "language", "resident",
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
    language: str | Promise = ""
    needs: tuple[str, ...] = ()


def listed(cases: Iterable[Case], *, person: StaffPerson, at: datetime) -> list[Line]:
    """Give the lines of `cases`, with three statements however many there are."""
    cases = list(cases)
    offers = {
        offer.case_id: offer
        for offer in HandOver.objects.pending().filter(case__in=[case.pk for case in cases if not case.is_closed])
    }
    names = staff_names(key for case in cases for key in (case.owner_id, case.holder_id))
    needs = _needs(cases)
    return [_line(case, offers.get(case.pk), names, needs, person=person, at=at) for case in cases]


def _needs(cases: Iterable[Case]) -> dict[UUID, tuple[str, ...]]:
    """Give of the residents of `cases` who needs somebody to speak for them, and whom."""
    residents = {case.resident_id for case in cases if case.resident_id is not None}
    found = Resident.objects.filter(pk__in=residents, needs__overlap=list(SPOKEN_FOR)).values_list("pk", "needs")
    return {key: tuple(str(NEEDS[need]) for need in needs if need in SPOKEN_FOR) for key, needs in found}


def staff_names(keys: Iterable[object]) -> dict[object, str]:
    """Give the names of the staff with these keys, in one statement."""
    wanted = {key for key in keys if key is not None}
    return dict(Staff.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _line(
    case: Case,
    offer: HandOver | None,
    names: dict[object, str],
    needs: dict[UUID, tuple[str, ...]],
    *,
    person: StaffPerson,
    at: datetime,
) -> Line:
    offices = directory()
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
        language="" if case.language == "ko" else LANGUAGES.get(case.language, case.language),
        needs=needs.get(case.resident_id, ()) if case.resident_id else (),
    )


def may_answer(offer: HandOver, person: StaffPerson) -> bool:
    """Tell whether `person` may accept or decline the pending offer."""
    if offer.to_staff_id is not None:
        return offer.to_staff_id == person.staff.pk
    return offer.to_unit_id in person.department_ids()
