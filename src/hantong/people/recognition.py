"""Who is speaking: recognised by a contact point, made known where nobody answers to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Func, Value

from hantong.kit.ids import new_id
from hantong.people.contact_points import normalised
from hantong.people.models import ContactPoint, Resident
from hantong.people.name_terms import name_terms
from hantong.rows.inserting import insert

Points = tuple[tuple[str, str], ...]


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
    found = {resident.pk: resident for each in residents_by_point(points).values() for resident in each}
    return list(found.values())


def residents_by_point(points: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Resident]]:
    """Give for each of `points` (kind, normalised value) the residents who can be reached there, merged ones as one."""
    reached: dict[tuple[str, str], list[Resident]] = {point: [] for point in points}
    rows = ContactPoint.objects.filter(value__in={value for _, value in reached})
    for row in rows.select_related("resident__merged_into"):
        here = reached.get((row.kind, row.value))
        resident = row.resident.merged_into or row.resident
        if here is not None and resident.erased_at is None and resident not in here:
            here.append(resident)
    return reached


def recognise(introduction: Introduction, *, at: datetime) -> Resident | None:
    """Give the resident behind an introduction, made known now if need be; None for somebody anonymous.

    Raises NotAContactPoint.
    """
    return recognise_all([introduction], at=at)[0]


def recognise_all(introductions: Sequence[Introduction], *, at: datetime) -> list[Resident | None]:
    """Give the resident behind each introduction, made known now if need be; None for somebody anonymous.

    One person at that contact point is taken to be the speaker, unless another name was given; several people who
    share a telephone are told apart by name. Who was made known by one introduction is recognised in the next.

    Raises NotAContactPoint.
    """
    normal = [
        tuple((kind, normalised(kind=kind, value=value)) for kind, value in each.reached_by) for each in introductions
    ]
    every = [point for points in normal for point in points]
    reached = residents_by_point(every) if every else {}
    speakers: list[Resident | None] = []
    made: list[tuple[Resident, Points]] = []
    for introduction, points in zip(introductions, normal, strict=True):
        if introduction.is_anonymous:
            speakers.append(None)
            continue
        known = list({resident.pk: resident for point in points for resident in reached[point]}.values())
        speaker = _same_name(known, introduction.name)
        if speaker is None:
            speaker = _unsaved(introduction, at=at)
            made.append((speaker, points))
            for point in set(points):
                reached[point].append(speaker)
        else:
            note_known_in(speaker, introduction.jurisdiction)
        speakers.append(speaker)
    _make_known(made, at=at)
    return speakers


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


def _unsaved(introduction: Introduction, *, at: datetime) -> Resident:
    return Resident(
        id=new_id(),
        name=introduction.name.strip(),
        name_terms=name_terms(introduction.name),
        language=introduction.language,
        needs=list(introduction.needs),
        jurisdiction_id=introduction.jurisdiction,
        created_at=at,
    )


def _make_known(made: Sequence[tuple[Resident, Points]], *, at: datetime) -> None:
    """Save residents with their contact points, the first of each preferred."""
    insert([resident for resident, _ in made])
    insert(
        [
            ContactPoint(resident=resident, kind=kind, value=value, is_preferred=index == 0, created_at=at)
            for resident, points in made
            for index, (kind, value) in enumerate(dict.fromkeys(points))
        ]
    )
