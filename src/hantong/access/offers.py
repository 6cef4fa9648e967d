"""What an update brought for the roles that come with the house, and nobody has taken or declined yet."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hantong.access.capabilities import CAPABILITIES, ROLES
from hantong.access.models import DeclinedOffer, Role
from hantong.kit.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Capabilities that one of our roles would have in a new house; `role` is None where the role itself is new."""

    key: str
    role: Role | None
    capabilities: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the role, in the reader's language."""
        return self.role.name if self.role else said(ROLES[self.key][0])

    @property
    def allows(self) -> list[str]:
        """What it would allow, in words."""
        return [str(CAPABILITIES[word]) for word in self.capabilities]


def offers() -> list[Offer]:
    """Give what is new, role by role; a house without any role is not behind, but empty."""
    roles = Role.objects.in_bulk()
    return list(_new_beside(roles)) if roles else []


def _new_beside(roles: dict[str, Role]) -> Iterator[Offer]:
    declined: dict[str, set[str]] = defaultdict(set)
    for key, capability in DeclinedOffer.objects.values_list("role", "capability"):
        declined[key].add(capability)
    for key, (_names, wanted) in ROLES.items():
        role = roles.get(key)
        if role is None and "" in declined[key]:
            continue
        held = {*role.capabilities, *declined[key]} if role else set()
        missing = tuple(word for word in wanted if word not in held)
        if missing:
            yield Offer(key=key, role=role, capabilities=missing)
