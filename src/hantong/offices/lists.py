"""Offices as choices for forms: (code, name) pairs within somebody's reach, in the order of the tree and of their names."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from hantong.offices.directory import directory
from hantong.offices.models import Department, Jurisdiction, Place
from hantong.offices.person import Reach

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A jurisdiction in the tree, with how deep it lies."""

    jurisdiction: Jurisdiction
    depth: int
    departments: int
    places: int
    is_editable: bool


def tree(reach: Reach) -> list[TreeLine]:
    """Give all jurisdictions, each below the one it belongs to; `reach` says which may be changed."""
    offices = directory()
    departments, places = _count(offices.departments.values()), _count(offices.places.values())
    return [
        TreeLine(
            jurisdiction=each,
            depth=depth,
            departments=departments.get(each.pk, 0),
            places=places.get(each.pk, 0),
            is_editable=covers(reach, each.pk),
        )
        for each, depth in _walk()
    ]


def jurisdictions_in_order() -> list[Jurisdiction]:
    """Give all jurisdictions, each below the one it belongs to, by their names in the language of the page."""
    return [each for each, _depth in _walk()]


def _count(things: object) -> dict[UUID, int]:
    counts: dict[UUID, int] = {}
    for thing in things:  # type: ignore[attr-defined]
        counts[thing.jurisdiction_id] = counts.get(thing.jurisdiction_id, 0) + 1
    return counts


def _walk() -> Iterator[tuple[Jurisdiction, int]]:
    below: dict[UUID | None, list[Jurisdiction]] = {}
    for each in sorted(directory().jurisdictions.values(), key=lambda each: each.name):
        below.setdefault(each.parent_id, []).append(each)

    def down(parent: UUID | None, depth: int) -> Iterator[tuple[Jurisdiction, int]]:
        for each in below.get(parent, ()):
            yield each, depth
            yield from down(each.pk, depth + 1)

    return down(None, 0)


def covers(reach: Reach, jurisdiction: UUID) -> bool:
    """Tell whether a jurisdiction lies within a reach."""
    return reach.is_everything or jurisdiction in reach.jurisdictions


def jurisdiction_choices(reach: Reach) -> Choices:
    """Give the jurisdictions within reach, indented as in the tree."""
    return [(each.code, f"{'　' * depth}{each.name}") for each, depth in _walk() if covers(reach, each.pk)]


def department_choices(reach: Reach, *, jurisdiction: UUID | None = None) -> Choices:
    """Give the active departments within reach by their keys, or those of one jurisdiction."""
    found = [
        each
        for each in directory().departments.values()
        if each.is_active and covers(reach, each.jurisdiction_id) and jurisdiction in (None, each.jurisdiction_id)
    ]
    return sorted(((key_of(each), label_of(each)) for each in found), key=lambda pair: pair[1])


def key_of(department: Department) -> str:
    """Give a department's key without asking the database."""
    return f"{directory().jurisdictions[department.jurisdiction_id].code}/{department.code}"


def label_of(department: Department) -> str:
    """Give a department's name with its jurisdiction's."""
    return f"{directory().jurisdictions[department.jurisdiction_id].name} · {department.name}"


def place_choices(reach: Reach) -> Choices:
    """Give the places within reach."""
    found = [each for each in directory().places.values() if covers(reach, each.jurisdiction_id)]
    return sorted(((each.code, each.name) for each in found), key=lambda pair: pair[1])


def active_places() -> list[Place]:
    """Give the places in use, the ones that never close first, then by name."""
    found = [each for each in directory().places.values() if each.is_active]
    return sorted(found, key=lambda each: (each.kind != Place.Kind.ALWAYS_OPEN, each.name))
