"""What a plan of visits holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """A team at a site from `begins_min` to `ends_min` (minutes of the day) with the kinds of specialists it has."""

    day: date
    team: str
    begins_min: int
    ends_min: int
    site: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What could not be given: which floor or visit, and by how much."""

    what: str
    missing: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Visits in order, their value, a bound no plan can exceed, and the level of each district (0…1)."""

    visits: tuple[Visit, ...]
    value: float
    bound: float
    levels: Mapping[str, float]
    floors: Mapping[str, float]
    drive_km: float
    unmet: tuple[Shortfall, ...] = ()
    why: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def gap_share(self) -> float:
        """The distance to the bound, as a share of the bound."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0
