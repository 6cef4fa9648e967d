"""What a door needs to know of whoever stands before it."""

from typing import Protocol
from uuid import UUID

from hantong.access.models import Staff


class Reached(Protocol):
    """Where a capability holds; `hantong.offices.person.Reach` is one."""

    @property
    def is_everything(self) -> bool:
        """Whether it holds everywhere."""

    @property
    def departments(self) -> frozenset[UUID]:
        """The departments in which it holds."""


class Person(Protocol):
    """A signed-in member of staff with what their posts allow; `hantong.offices.person` provides it."""

    @property
    def staff(self) -> Staff:
        """The account."""

    def can(self, capability: str) -> bool:
        """Whether any post of this person has `capability`."""

    def reach(self, capability: str) -> Reached:
        """Where `capability` holds for this person."""
