"""A signed-in member of staff with the posts they hold: what they may do, and where."""

from dataclasses import dataclass
from uuid import UUID

from hantong.access.models import Staff


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a capability holds: in these jurisdictions and their departments, or everywhere."""

    is_everything: bool
    jurisdictions: frozenset[UUID]
    departments: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class HeldPost:
    """One post as a value: what it allows, and the jurisdictions below its department."""

    role: str
    capabilities: frozenset[str]
    department: UUID
    place: UUID | None
    jurisdiction: UUID
    reach: Reach


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """The person before the door; `capabilities` may be narrower than the posts' where a machine's key is used."""

    staff: Staff
    posts: tuple[HeldPost, ...]
    narrowed_to: frozenset[str] | None = None

    def can(self, capability: str) -> bool:
        """Tell whether any post has `capability`."""
        if self.narrowed_to is not None and capability not in self.narrowed_to:
            return False
        return any(capability in post.capabilities for post in self.posts)

    def reach(self, capability: str) -> Reach:
        """Tell where `capability` holds for this person."""
        if self.narrowed_to is not None and capability not in self.narrowed_to:
            return NOWHERE
        reaches = [post.reach for post in self.posts if capability in post.capabilities]
        return Reach(
            is_everything=any(reach.is_everything for reach in reaches),
            jurisdictions=frozenset().union(*(reach.jurisdictions for reach in reaches)),
            departments=frozenset().union(*(reach.departments for reach in reaches)),
        )

    def department_ids(self) -> frozenset[UUID]:
        """Give the departments in which the person has a post."""
        return frozenset(post.department for post in self.posts)

    @property
    def home(self) -> HeldPost | None:
        """The post that the person's new contacts and matters belong to."""
        return self.posts[0] if self.posts else None


NOWHERE = Reach(is_everything=False, jurisdictions=frozenset(), departments=frozenset())
