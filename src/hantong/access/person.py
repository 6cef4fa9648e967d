"""What a door needs to know of whoever stands before it."""

from typing import Protocol

from hantong.access.models import Staff


class Person(Protocol):
    """A signed-in member of staff with what their posts allow; `hantong.offices.person` provides it."""

    @property
    def staff(self) -> Staff:
        """The account."""

    def can(self, capability: str) -> bool:
        """Whether any post of this person has `capability`."""
