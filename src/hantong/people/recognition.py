"""Who is speaking: recognised by a contact point, made known where nobody answers to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Func, Value

from hantong.kit.ids import new_id
from hantong.people.contact_points import normalised
from hantong.people.models import ContactPoint, Resident
from hantong.people.name_terms import name_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What somebody says of themselves; `reached_by` are pairs of kind and value as written."""

    name: str = ""
    language: str = "ko"
    reached_by: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    jurisdiction: UUID | None = None

    @property
    def is_anonymous(self) -> bool:
        """Whether there is nothing to recognise or remember the person by."""
        return not (self.name.strip() or self.reached_by)


def residents_at(points: Iterable[tuple[str, str]]) -> list[Resident]:
    """Give the residents who can be reached at any of `points` (kind, normalised value), merged ones as one."""
    values = [value for _, value in points]
    found = ContactPoint.objects.filter(value__in=values).select_related("resident")
    kept: dict[UUID, Resident] = {}
    wanted = set(points)
    for point in found:
        resident = point.resident.merged_into or point.resident
        if (point.kind, point.value) in wanted and resident.erased_at is None:
            kept[resident.pk] = resident
    return list(kept.values())


def recognise(introduction: Introduction, *, at: datetime) -> Resident | None:
    """Give the resident behind an introduction, made known now if need be; None for somebody anonymous.

    One person at that contact point is taken to be the speaker, unless another name was given; several people who
    share a telephone are told apart by name.

    Raises NotAContactPoint.
    """
    if introduction.is_anonymous:
        return None
    points = tuple((kind, normalised(kind=kind, value=value)) for kind, value in introduction.reached_by)
    known = residents_at(points) if points else []
    match = _same_name(known, introduction.name)
    if match is None:
        return _make_known(introduction, points, at=at)
    note_known_in(match, introduction.jurisdiction)
    return match


def note_known_in(resident: Resident, jurisdiction: UUID | None) -> None:
    """Let the staff of a jurisdiction that the resident turned to see them from now on."""
    if jurisdiction is None or jurisdiction == resident.jurisdiction_id or jurisdiction in resident.known_in:
        return
    elsewhere = Resident.objects.filter(pk=resident.pk).exclude(known_in__contains=[jurisdiction])
    elsewhere.update(known_in=Func(F("known_in"), Value(jurisdiction), function="array_append"))
    resident.known_in = [*resident.known_in, jurisdiction]


def _same_name(known: list[Resident], name: str) -> Resident | None:
    wanted = "".join(name.split()).casefold()
    if not wanted:
        return known[0] if len(known) == 1 else None
    for resident in known:
        if "".join(resident.name.split()).casefold() == wanted:
            return resident
    return known[0] if len(known) == 1 and not known[0].name else None


def _make_known(introduction: Introduction, points: tuple[tuple[str, str], ...], *, at: datetime) -> Resident:
    resident = Resident(
        id=new_id(),
        name=introduction.name.strip(),
        name_terms=name_terms(introduction.name),
        language=introduction.language,
        needs=list(introduction.needs),
        jurisdiction_id=introduction.jurisdiction,
        created_at=at,
    )
    resident.save(force_insert=True)
    ContactPoint.objects.bulk_create(
        [
            ContactPoint(resident=resident, kind=kind, value=value, is_preferred=index == 0, created_at=at)
            for index, (kind, value) in enumerate(dict.fromkeys(points))
        ]
    )
    return resident
