"""The offices as they stand, read once per change: the tree, its departments and places, its clocks, who has a post."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from hantong.access.models import Staff
from hantong.kit.editions import Snapshot
from hantong.offices.hours import OfficeHours
from hantong.offices.local_clock import ClockRows, LocalClock, clock_of, place_hours
from hantong.offices.models import Department, Desk, Jurisdiction, Place, Post
from hantong.offices.person import HeldPost, Reach, StaffPerson


@dataclass(frozen=True)
class Directory:
    """All offices by their ids, with what follows from the tree."""

    jurisdictions: Mapping[UUID, Jurisdiction]
    departments: Mapping[UUID, Department]
    places: Mapping[UUID, Place]
    desks: Mapping[UUID, Desk]
    posts: Mapping[UUID, tuple[Post, ...]]
    clock_rows: ClockRows

    @cached_property
    def clocks(self) -> Mapping[UUID, LocalClock]:
        """Each jurisdiction's clock."""
        return {
            key: clock_of((self.jurisdictions[above] for above in path), self.clock_rows)
            for key, path in self.ancestors.items()
        }

    @cached_property
    def opening_hours(self) -> Mapping[UUID, OfficeHours]:
        """Each place's opening hours."""
        return {
            key: place_hours(place, self.clocks[place.jurisdiction_id], self.clock_rows)
            for key, place in self.places.items()
        }

    @cached_property
    def ancestors(self) -> Mapping[UUID, tuple[UUID, ...]]:
        """Each jurisdiction with those above it, itself first, the root last."""
        return {key: tuple(self._upwards(key)) for key in self.jurisdictions}

    def _upwards(self, key: UUID | None) -> list[UUID]:
        found: list[UUID] = []
        while key is not None and key not in found:
            found.append(key)
            key = self.jurisdictions[key].parent_id
        return found

    @cached_property
    def subtrees(self) -> Mapping[UUID, frozenset[UUID]]:
        """Each jurisdiction with all below it, itself included."""
        below: dict[UUID, set[UUID]] = {key: set() for key in self.jurisdictions}
        for key, path in self.ancestors.items():
            for above in path:
                below[above].add(key)
        return {key: frozenset(found) for key, found in below.items()}

    @cached_property
    def place_codes(self) -> Mapping[str, Place]:
        """Places by their code."""
        return {place.code: place for place in self.places.values()}

    @cached_property
    def jurisdiction_codes(self) -> Mapping[str, Jurisdiction]:
        """Jurisdictions by their code."""
        return {jurisdiction.code: jurisdiction for jurisdiction in self.jurisdictions.values()}

    @cached_property
    def reaches(self) -> Mapping[UUID, Reach]:
        """Each jurisdiction's reach: all jurisdictions and departments in it and below."""
        return {key: self._reach(below) for key, below in self.subtrees.items()}

    def _reach(self, below: frozenset[UUID]) -> Reach:
        return Reach(
            is_everything=len(below) == len(self.jurisdictions),
            jurisdictions=below,
            departments=frozenset(
                key for key, department in self.departments.items() if department.jurisdiction_id in below
            ),
        )

    def front_office(self, jurisdiction: UUID) -> Department | None:
        """Give the department that answers when no rule names another: the jurisdiction's own, else the nearest above."""
        for key in self.ancestors[jurisdiction]:
            front = self.jurisdictions[key].front_office_id
            if front is not None:
                return self.departments[front]
        return None

    def person(self, staff: Staff, *, at: datetime) -> StaffPerson:
        """Give `staff` with the posts they hold at `at`."""
        held = tuple(
            self._held(post)
            for post in self.posts.get(staff.pk, ())
            if post.starts_at <= at and (post.ends_at is None or at < post.ends_at)
        )
        return StaffPerson(staff=staff, posts=held)

    def _held(self, post: Post) -> HeldPost:
        jurisdiction = self.departments[post.department_id].jurisdiction_id
        return HeldPost(
            role=post.role_id,
            capabilities=frozenset(post.role.capabilities),
            department=post.department_id,
            place=post.place_id,
            jurisdiction=jurisdiction,
            reach=self.reaches[jurisdiction],
        )


def _read() -> Directory:
    posts: dict[UUID, list[Post]] = {}
    for post in Post.objects.select_related("role").order_by("starts_at", "pk"):
        posts.setdefault(post.staff_id, []).append(post)
    return Directory(
        jurisdictions={row.pk: row for row in Jurisdiction.objects.order_by("code")},
        departments={row.pk: row for row in Department.objects.order_by("code")},
        places={row.pk: row for row in Place.objects.order_by("code")},
        desks={row.pk: row for row in Desk.objects.order_by("place", "code")},
        posts={staff: tuple(held) for staff, held in posts.items()},
        clock_rows=ClockRows.read(),
    )


_directory = Snapshot(_read)


def directory() -> Directory:
    """Give the offices of the current edition."""
    return _directory.get()
