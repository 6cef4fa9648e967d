"""What stands beside the conversation: who it is, what else they have open, what may be the same, what to answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hantong.cases.models import Case
from hantong.cases.queries import likely_duplicates
from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.channels.counter.about import about_where
from hantong.channels.counter.forms import split
from hantong.contacts.fields import LANGUAGES, NEEDS
from hantong.contacts.models import Contact
from hantong.contacts.offered import find_services
from hantong.kit.words import said
from hantong.offices.models import Place
from hantong.offices.person import StaffPerson
from hantong.people.contact_points import printed
from hantong.people.models import Resident
from hantong.people.queries import found

MOST_PEOPLE = 6
MOST_MATTERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is chosen so far, as it came in: nonsense counts as nothing."""

    resident: UUID | None = None
    service: UUID | None = None
    joins: UUID | None = None
    address: str = ""
    jurisdiction: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> "Asked":
        """Read it from a query or a form."""
        return cls(
            resident=_id(values.get("resident")),
            service=_id(values.get("service")),
            joins=_id(values.get("joins")),
            address=str(values.get("address") or "")[:200],
            jurisdiction=str(values.get("jurisdiction") or ""),
        )


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A resident as one line, to choose from."""

    resident: Resident
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Everything that stands beside."""

    resident: Resident | None
    phones: tuple[str, ...]
    language: str
    needs: tuple[str, ...]
    matters: tuple[Case, ...]
    contacts: tuple[Contact, ...]
    duplicates: tuple[Case, ...]
    service: Service | None
    standard_answer: str


def people_for(who: str, person: StaffPerson) -> list[Known]:
    """Give the residents whom a typed number or name may mean; the number counts where both are given."""
    phone, name = split(who)
    wanted = phone or name
    if len("".join(wanted.split())) < 2 or not person.can("people.see"):
        return []
    residents = found(Resident.objects.visible_to(person).prefetch_related("contact_points"), wanted)
    return [Known(resident=each, phones=_phones(each)) for each in residents[:MOST_PEOPLE]]


def _phones(resident: Resident) -> tuple[str, ...]:
    points = resident.contact_points.all()
    return tuple(printed(point.value) for point in points if point.kind == "phone")


def services_for(words: str) -> list[Service]:
    """Give the active services that a few letters mean; none for no letters."""
    if not words.strip():
        return []
    return find_services(words, [each for each in catalogue().services.values() if each.is_active])


def beside(asked: Asked, person: StaffPerson, place: Place | None, *, at: datetime) -> Beside:
    """Give what stands beside what has been typed so far."""
    resident = _resident(asked, person)
    visible = Case.objects.visible_to(person).select_related("service")
    matters = list(visible.open().filter(resident=resident).order_by("-said_at")[:MOST_MATTERS]) if resident else []
    recent = Contact.objects.visible_to(person).filter(resident=resident).order_by("-said_at")[:3] if resident else ()
    service = catalogue().services.get(asked.service) if asked.service else None
    needs = {need.value: label for need, label in NEEDS}
    return Beside(
        resident=resident,
        phones=_phones(resident) if resident else (),
        language=dict(LANGUAGES).get(resident.language, resident.language) if resident else "",
        needs=tuple(str(needs[need]) for need in resident.needs if need in needs) if resident else (),
        matters=tuple(matters),
        contacts=tuple(recent),
        duplicates=tuple(_duplicates(asked, person, place, known={case.pk for case in matters}, at=at)),
        service=service,
        standard_answer=said(service.standard_answers) if service and service.answerable_at_once else "",
    )


def _resident(asked: Asked, person: StaffPerson) -> Resident | None:
    if asked.resident is None or not person.can("people.see"):
        return None
    visible = Resident.objects.visible_to(person).prefetch_related("contact_points")
    return visible.filter(pk=asked.resident, erased_at__isnull=True).first()


def _duplicates(
    asked: Asked, person: StaffPerson, place: Place | None, *, known: set[UUID], at: datetime
) -> list[Case]:
    if asked.service is None or not asked.address.strip():
        return []
    here = about_where(chosen=asked.jurisdiction, address=asked.address, resident=_resident(asked, person), place=place)
    similar = likely_duplicates(
        jurisdiction=here, service=asked.service, said_at=at, lat=None, lon=None, address=asked.address.strip()
    )
    open_ones = [case.pk for case in similar if not case.is_closed and case.pk not in known]
    return list(Case.objects.visible_to(person).filter(pk__in=open_ones).select_related("service"))
