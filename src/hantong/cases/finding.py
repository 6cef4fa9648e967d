"""Finding a matter or a resident by whatever one has: a number, a telephone, an address, a name, some words."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from stdnum import damm

from hantong.cases.lines import Line, listed
from hantong.cases.models import Case, CaseText
from hantong.cases.number import NotANumber, parse
from hantong.cases.search_terms import query_terms
from hantong.offices.person import StaffPerson
from hantong.people.contact_points import EMAIL, PHONE, NotAContactPoint, normalised
from hantong.people.models import ContactPoint, Resident
from hantong.people.name_terms import name_query

MOST_FOUND = 20
MOST_RESIDENTS = 10
MOST_WORDS_READ = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by what it was found; `is_misread` says that a number's check digit is wrong."""

    number: list[Line] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)
    of_residents: list[Line] = field(default_factory=list)
    words: list[Line] = field(default_factory=list)
    is_misread: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was found at all."""
        return not (self.number or self.residents or self.of_residents or self.words)


def find(text: str, *, person: StaffPerson, at: datetime) -> Found:
    """Look for `text` wherever it could stand, within what `person` may see, by a constant number of statements."""
    text = text.strip()
    if not text:
        return Found()
    number = _number(text, person)
    residents = _residents(text) if person.can("people.see") and not number else []
    theirs = _matters_of(residents, person)
    worded = [] if number or _is_point(text) else _worded(text, person)
    lines = {line.case.pk: line for line in listed({*number, *theirs, *worded}, person=person, at=at)}
    return Found(
        number=[lines[case.pk] for case in number],
        residents=_known_here(residents, theirs, person),
        of_residents=[lines[case.pk] for case in theirs],
        words=[lines[case.pk] for case in worded],
        is_misread=not number and is_misread_number(text),
    )


def is_misread_number(text: str) -> bool:
    """Tell whether `text` looks like a public number whose check digit is wrong."""
    plain = "".join(text.split()).replace("-", "")
    return len(plain) == 12 and plain.isdecimal() and not plain.startswith("0") and not damm.is_valid(plain)


def _number(text: str, person: StaffPerson) -> list[Case]:
    try:
        return list(Case.objects.visible_to(person).filter(number=parse(text)))
    except NotANumber:
        return []


def _points(text: str) -> list[str]:
    values = []
    for kind in (PHONE, EMAIL):
        try:
            values.append(normalised(kind=kind, value=text))
        except NotAContactPoint:
            continue
    return values


def _is_point(text: str) -> bool:
    return "@" in text or sum(character.isdecimal() for character in text) >= 7


def _residents(text: str) -> list[Resident]:
    """Give residents by contact point, else by any part of their name; merged ones lead to the one that is kept."""
    if _is_point(text):
        points = ContactPoint.objects.filter(value__in=_points(text)).values("resident")
        found = Resident.objects.filter(pk__in=points)
    elif any(character.isdecimal() for character in text):
        return []
    else:
        terms = name_query(text)
        found = Resident.objects.filter(name_terms__contains=terms) if terms else Resident.objects.none()
    rows = found.filter(erased_at__isnull=True).select_related("merged_into")[: MOST_RESIDENTS + 1]
    kept = {(row.merged_into or row).pk: row.merged_into or row for row in rows}
    return list(kept.values())[:MOST_RESIDENTS]


def _matters_of(residents: list[Resident], person: StaffPerson) -> list[Case]:
    if not residents:
        return []
    visible = Case.objects.visible_to(person).filter(resident__in=[row.pk for row in residents])
    return list(visible.order_by("-said_at")[:MOST_FOUND])


def _known_here(residents: list[Resident], theirs: list[Case], person: StaffPerson) -> list[Resident]:
    """Keep the residents who have a matter that the person sees, or who live within their reach."""
    reach = person.reach("people.see")
    with_matter: set[UUID | None] = {case.resident_id for case in theirs}
    return [
        row
        for row in residents
        if reach.is_everything or row.pk in with_matter or row.jurisdiction_id in reach.jurisdictions
    ]


def _worded(text: str, person: StaffPerson) -> list[Case]:
    terms = query_terms(text)
    if not terms:
        return []
    texts = CaseText.objects.filter(terms__contains=terms).order_by("-case_id").values("case_id")
    newest = texts[:MOST_WORDS_READ]
    return list(Case.objects.visible_to(person).filter(pk__in=newest).order_by("-said_at")[:MOST_FOUND])
