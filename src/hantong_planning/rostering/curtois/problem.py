"""The personal rostering problem of Curtois and Qu: what a roster must obey, and what it pays for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hantong_planning.errors import Nonsense, whole

Roster = Mapping[str, tuple[str, ...]]
"""Employee → one entry per day: a shift's name, or "" for a day off."""

DAYS_A_WEEK = 7
MOST_DAYS = 731
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of shift: its length, and the shifts that may not be worked on the day after it."""

    name: str
    length_min: int
    not_followed_by: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.name:
            raise Nonsense("shift", "needs a name")
        whole(f"length of shift {self.name}", self.length_min, least=1)


@dataclass(frozen=True, slots=True)
class Employee:
    """One person's contract: every number is a hard limit."""

    name: str
    most_of_shift: Mapping[str, int]
    """Shift → how often at most over the whole horizon; a shift that is not named is never worked."""
    most_min: int
    least_min: int
    most_days_running: int
    least_days_running: int
    least_days_off_running: int
    most_weekends: int
    days_off: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.name:
            raise Nonsense("employee", "needs a name")
        for field, least in (
            ("most_min", 0),
            ("least_min", 0),
            ("most_days_running", 1),
            ("least_days_running", 1),
            ("least_days_off_running", 1),
            ("most_weekends", 0),
        ):
            whole(f"{field} of {self.name}", getattr(self, field), least=least)
        for shift, most in self.most_of_shift.items():
            whole(f"most shifts {shift} of {self.name}", most)


@dataclass(frozen=True, slots=True)
class Request:
    """A wish for (`is_on`) or against one shift on one day, and what ignoring it costs."""

    employee: str
    day: int
    shift: str
    weight: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """How many should work a shift on a day, and what each person too few or too many costs."""

    day: int
    shift: str
    need: int
    under_weight: int
    over_weight: int


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """A horizon that begins on a Monday, its shifts, people, wishes and cover."""

    days: int
    shifts: tuple[Shift, ...]
    employees: tuple[Employee, ...]
    requests: tuple[Request, ...] = ()
    cover: tuple[Cover, ...] = ()

    def __post_init__(self) -> None:
        whole("days", self.days, least=1, most=MOST_DAYS)
        names = _unique("shifts", [shift.name for shift in self.shifts])
        people = _unique("employees", [person.name for person in self.employees])
        for shift in self.shifts:
            _known("shift", shift.not_followed_by, names)
        for person in self.employees:
            _known(f"most_of_shift of {person.name}", set(person.most_of_shift), names)
            for day in person.days_off:
                self._day(f"days_off of {person.name}", day)
        self._wishes_make_sense(names, people)
        self._cover_makes_sense(names)

    @property
    def by_name(self) -> dict[str, Shift]:
        """Give the shifts by their names."""
        return {shift.name: shift for shift in self.shifts}

    def _wishes_make_sense(self, names: set[str], people: set[str]) -> None:
        for request in self.requests:
            _known("request's employee", {request.employee}, people)
            _known("request's shift", {request.shift}, names)
            self._day("request's day", request.day)
            whole("request's weight", request.weight)

    def _cover_makes_sense(self, names: set[str]) -> None:
        seen = set()
        for cover in self.cover:
            _known("cover's shift", {cover.shift}, names)
            self._day("cover's day", cover.day)
            whole("cover's need", cover.need)
            whole("cover's weights", min(cover.under_weight, cover.over_weight))
            if (cover.day, cover.shift) in seen:
                raise Nonsense("cover", f"day {cover.day} asks for shift {cover.shift} twice")
            seen.add((cover.day, cover.shift))

    def _day(self, field: str, day: int) -> None:
        if not 0 <= day < self.days:
            raise Nonsense(field, f"{day} is outside the {self.days} days")


def _unique(field: str, names: list[str]) -> set[str]:
    if not names:
        raise Nonsense(field, "there are none")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Nonsense(field, f"{twice[0]} is there twice")
    return set(names)


def _known(field: str, names: set[str] | frozenset[str], known: set[str]) -> None:
    strange = sorted(names - known)
    if strange:
        raise Nonsense(field, f"nobody said what {strange[0]} is")
