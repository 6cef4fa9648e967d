"""The outreach problem: people, sites, teams, specialists and fixed runs over a horizon of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from hantong_planning.errors import Nonsense, finite, share, whole

Hours = tuple[int, int]  # minutes of the day, end exclusive
FairnessKind = Literal["none", "worst_first", "cap"]


class Named(Protocol):
    """Anything with a key."""

    @property
    def key(self) -> str:
        """Its key."""


class Placed(Protocol):
    """Anything that is somewhere."""

    @property
    def x_km(self) -> float:
        """Its kilometres to the east."""

    @property
    def y_km(self) -> float:
        """Its kilometres to the north."""


@dataclass(frozen=True, slots=True)
class Group:
    """A target group: how far its people come, and which specialist (a kind) a visit needs to be one for them."""

    key: str
    weight: float = 1.0
    walk_km: float = 0.8  # within it a visit counts wholly
    drive_km: float = 0.0  # within it a visit counts `drive_share`
    drive_share: float = 0.5
    needs: str = ""

    def __post_init__(self) -> None:
        finite("groups.weight", self.weight, least=0)
        finite("groups.walk_km", self.walk_km, least=0)
        finite("groups.drive_km", self.drive_km, least=0)
        share("groups.drive_share", self.drive_share)


@dataclass(frozen=True, slots=True)
class Area:
    """Where people live: `people` is a number for each group, in the order of the problem's groups."""

    key: str
    x_km: float
    y_km: float
    district: str
    people: tuple[float, ...]

    def __post_init__(self) -> None:
        finite("areas.x_km", self.x_km)
        finite("areas.y_km", self.y_km)
        for number in self.people:
            finite("areas.people", number, least=0)


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a team can stand; `hours` has one entry a weekday from Monday, None if shut."""

    key: str
    x_km: float
    y_km: float
    district: str
    service_min: int = 120
    hours: tuple[Hours | None, ...] = ((540, 1080),) * 5 + (None, None)
    closed: frozenset[date] = frozenset()
    spacing_d: int = 7  # least days from one visit to the next
    most_visits: int = 1000

    def __post_init__(self) -> None:
        finite("sites.x_km", self.x_km)
        finite("sites.y_km", self.y_km)
        whole("sites.service_min", self.service_min, least=1)
        whole("sites.spacing_d", self.spacing_d, least=1)
        whole("sites.most_visits", self.most_visits)
        _week("sites.hours", self.hours)


@dataclass(frozen=True, slots=True)
class Team:
    """A mobile team that leaves its base and is back within its shift; `hours` as a site's."""

    key: str
    x_km: float
    y_km: float
    hours: tuple[Hours | None, ...] = ((540, 1080),) * 5 + (None, None)
    away: frozenset[date] = frozenset()
    most_stops: int = 2

    def __post_init__(self) -> None:
        finite("teams.x_km", self.x_km)
        finite("teams.y_km", self.y_km)
        whole("teams.most_stops", self.most_stops, least=1)
        _week("teams.hours", self.hours)


@dataclass(frozen=True, slots=True)
class Specialist:
    """Somebody who can join one team a day, on some days only."""

    key: str
    kind: str
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Run:
    """A desk on a fixed run (a subway line's stations on certain days): its visits are given and need no team."""

    key: str
    sites: tuple[str, ...]
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Fairness:
    """How districts are held together.

    none: the greatest total. worst_first: the level of the worst district as high as can be, then of the next worst
    …, of which every district gets `floor_share`. cap: no district more than `cap_share` below the whole.
    """

    kind: FairnessKind = "none"
    floor_share: float = 0.95
    cap_share: float = 0.2

    def __post_init__(self) -> None:
        if self.kind not in ("none", "worst_first", "cap"):
            raise Nonsense("fairness.kind", "must be none, worst_first or cap")
        share("fairness.floor_share", self.floor_share)
        share("fairness.cap_share", self.cap_share)


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """Teams, sites and people over `days` days from `first_day`.

    A person's visits within reach count 1, then `fade`, then `fade`² …, up to `counted` visits: the first visit of
    the year is worth more than the tenth. Travel takes the straight line × `detour` at `speed_kmh`, in whole minutes
    rounded up.
    """

    first_day: date
    days: int
    groups: tuple[Group, ...]
    areas: tuple[Area, ...]
    sites: tuple[Site, ...]
    teams: tuple[Team, ...]
    specialists: tuple[Specialist, ...] = ()
    runs: tuple[Run, ...] = ()
    fairness: Fairness = field(default_factory=Fairness)
    fade: float = 0.8
    counted: int = 12
    speed_kmh: float = 35.0
    detour: float = 1.3

    def __post_init__(self) -> None:
        whole("days", self.days, least=1)
        whole("counted", self.counted, least=1)
        finite("fade", share("fade", self.fade), above=0)
        finite("speed_kmh", self.speed_kmh, above=0)
        finite("detour", self.detour, least=1)
        for name in ("groups", "areas", "sites", "teams"):
            if not getattr(self, name):
                raise Nonsense(name, "must not be empty")
        for name in ("groups", "areas", "sites", "teams", "specialists", "runs"):
            _different(name, getattr(self, name))
        if any(len(area.people) != len(self.groups) for area in self.areas):
            raise Nonsense("areas.people", "must have one number for each group")
        known = {site.key for site in self.sites}
        if unknown := {key for run in self.runs for key in run.sites} - known:
            raise Nonsense("runs.sites", f"must be known sites, not {', '.join(sorted(unknown))}")


def _week(name: str, hours: tuple[Hours | None, ...]) -> None:
    if len(hours) != 7:
        raise Nonsense(name, "must have seven entries, from Monday")
    for span in hours:
        if span is not None and not 0 <= span[0] < span[1] <= 1440:
            raise Nonsense(name, "must begin before they end, within the day")


def _different(name: str, things: Sequence[Named]) -> None:
    if len({thing.key for thing in things}) != len(things):
        raise Nonsense(f"{name}.key", "must be different from each other")
