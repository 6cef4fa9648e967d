"""Who can be given work: the active staff with posts in some departments, as choices of a list."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from hantong.access.models import Staff
from hantong.offices.directory import directory

Choices = list[tuple[str, list[tuple[str, str]]]]


def posts_in(units: Collection[UUID], *, at: datetime) -> list[tuple[UUID, UUID]]:
    """Give (department, staff) of the posts that are held in `units` at `at`."""
    held = {
        (post.department_id, staff)
        for staff, posts in directory().posts.items()
        for post in posts
        if post.department_id in units and post.starts_at <= at and (post.ends_at is None or at < post.ends_at)
    }
    return sorted(held, key=str)


def colleague_choices(units: Collection[UUID], *, at: datetime) -> Choices:
    """Give the colleagues in `units` by department; each value is "department person"."""
    posts = posts_in(units, at=at)
    names = dict(Staff.objects.filter(pk__in={staff for _, staff in posts}, is_active=True).values_list("pk", "name"))
    groups: dict[UUID, list[tuple[str, str]]] = {}
    for unit, staff in sorted(posts, key=lambda pair: names.get(pair[1], "")):
        if staff in names:
            groups.setdefault(unit, []).append((f"{unit} {staff}", names[staff]))
    departments = directory().departments
    return sorted((departments[unit].name, people) for unit, people in groups.items())


def departments_found(text: str, *, near: UUID, leave_out: UUID | None, most: int = 30) -> list[tuple[UUID, str, str]]:
    """Give departments whose name or jurisdiction holds `text`: (key, name, jurisdiction), the nearest first."""
    offices, wanted = directory(), "".join(text.split()).casefold()
    path = offices.ancestors[near]

    def rank(jurisdiction: UUID) -> int:
        return path.index(jurisdiction) if jurisdiction in path else len(path)

    found = []
    for key, unit in offices.departments.items():
        where = offices.jurisdictions[unit.jurisdiction_id]
        words = "".join("".join([*unit.names.values(), *where.names.values()]).split()).casefold()
        if key != leave_out and wanted in words:
            found.append((rank(where.pk), unit.name, key, where.name))
    return [(key, name, where) for _rank, name, key, where in sorted(found, key=lambda one: one[:2])[:most]]
