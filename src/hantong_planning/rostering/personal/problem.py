"""The personal rostering problem: its days, shifts, people, needs and wishes, refused where they make no sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.rostering.personal.people import (
    DAY_MIN,
    DAYS_A_WEEK,
    OFF,
    Need,
    Person,
    Shift,
    Weights,
    Wish,
)

Roster = Mapping[str, tuple[str, ...]]
"""Person → one entry per day: a shift's name, or "" for a day off."""

SATURDAY = 5
MOST_DAYS = 366
MOST_REST_H = 24
MOST_BUDGET_KRW = 10**13
MOST_PAY_SHARE = 10
REST_LAGS = (1, 2)
"""Days between two shifts within which the rest may be too short."""


@dataclass(frozen=True)
class Problem:
    """A personal rostering problem.

    Attributes
    ----------
    starts_on, days
        The period; day 0 is `starts_on`.
    shifts, people, needs, wishes, weights
        See there.
    rest_h
        Hours between the end of a shift and the start of the next.
    forbidden
        Shifts (before, after) that may not follow each other from one day to the next, beyond what rest forbids.
    holidays
        Days (0 is the first) whose work counts as holidays.
    budget_krw
        The most that bonuses and night supplements may cost; None is no limit.
    night_pay_share
        The supplement for the hours between 22:00 and 06:00, as a share of `hourly_krw`.
    """

    starts_on: date
    days: int
    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    needs: tuple[Need, ...]
    wishes: tuple[Wish, ...] = ()
    rest_h: float = 11.0
    forbidden: tuple[tuple[str, str], ...] = ()
    holidays: frozenset[int] = frozenset()
    budget_krw: int | None = None
    night_pay_share: float = 0.5
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        whole("days", self.days, least=1, most=MOST_DAYS)
        if finite("rest_h", self.rest_h, least=0) > MOST_REST_H:
            raise Nonsense("rest_h", f"must be at most {MOST_REST_H}, not {self.rest_h:g}: longer rests are days off")
        finite("night_pay_share", self.night_pay_share, least=0, most=MOST_PAY_SHARE)
        if self.budget_krw is not None:
            whole("budget_krw", self.budget_krw, most=MOST_BUDGET_KRW)
        _once("shifts", [shift.name for shift in self.shifts])
        _once("people", [person.name for person in self.people])
        _once("needs", [f"{need.shift} {need.skill}".strip() for need in self.needs])
        self._days("holidays", self.holidays)
        for person in self.people:
            self._refuse_person(person)
        for need in self.needs:
            self._refuse_need(need)
        for wish in self.wishes:
            if wish.person not in self.places:
                raise Nonsense("wishes.person", f"{wish.person!r} is not among the people")
            self._days("wishes.day", [wish.day])
            self._known("wishes.shift", [wish.shift])
        for pair in self.forbidden:
            self._known("forbidden", pair)

    def _refuse_person(self, person: Person) -> None:
        where = f"people.{person.name}"
        self._days(f"{where}.leave", person.leave)
        self._days(f"{where}.fixed", person.fixed)
        self._known(f"{where}.fixed", person.fixed.values())
        self._known(f"{where}.before", person.before)
        self._known(f"{where}.shifts", person.shifts or ())
        for name, days in person.courses.items():
            self._known(f"{where}.courses", [name])
            self._days(f"{where}.courses.{name}", days)
            if name == OFF or not self.shift(name).is_training:
                raise Nonsense(f"{where}.courses", f"{name!r} is not training")
        for day, name in person.fixed.items():
            if name != OFF and day in person.leave:
                raise Nonsense(f"{where}.fixed", f"{name} on {self.date(day)} falls on a day of leave")

    def _refuse_need(self, need: Need) -> None:
        self._known("needs.shift", [need.shift])
        if need.shift == OFF or self.shift(need.shift).is_training:
            raise Nonsense("needs.shift", "must be a shift that covers something")
        if len(need.least) != self.days:
            raise Nonsense("needs.least", f"must have {self.days} days, not {len(need.least)}")

    def _days(self, name: str, days: Iterable[int]) -> None:
        for day in days:
            if not 0 <= day < self.days:
                raise Nonsense(name, f"must lie in the period of {self.days} days from {self.starts_on}, not day {day}")

    def _known(self, name: str, names: Iterable[str]) -> None:
        for shift in names:
            if shift != OFF and shift not in self.by_name:
                raise Nonsense(name, f"{shift!r} is not among the shifts")

    @cached_property
    def by_name(self) -> dict[str, Shift]:
        """Give the shifts by their names."""
        return {shift.name: shift for shift in self.shifts}

    @cached_property
    def places(self) -> dict[str, int]:
        """Give the position of each person."""
        return {person.name: place for place, person in enumerate(self.people)}

    @cached_property
    def working(self) -> tuple[Shift, ...]:
        """Give the shifts that are not training."""
        return tuple(shift for shift in self.shifts if not shift.is_training)

    def shift(self, name: str) -> Shift:
        """Return the shift of a name."""
        return self.by_name[name]

    def person(self, name: str) -> Person:
        """Return the person of a name. Raises Nonsense."""
        if name not in self.places:
            raise Nonsense("person", f"{name!r} is not among the people")
        return self.people[self.places[name]]

    def date(self, day: int) -> date:
        """Return the date of a day."""
        return self.starts_on + timedelta(days=day)

    def weeks(self) -> Iterator[range]:
        """Yield the calendar weeks, Monday to Sunday, that the period touches; days before it are negative."""
        first = -self.starts_on.weekday()
        for monday in range(first, self.days, DAYS_A_WEEK):
            yield range(monday, monday + DAYS_A_WEEK)

    @cached_property
    def weekends(self) -> tuple[tuple[int, ...], ...]:
        """Give the days of each weekend that lie in the period."""
        found = (tuple(day for day in week[SATURDAY:] if 0 <= day < self.days) for week in self.weeks())
        return tuple(days for days in found if days)

    def may_follow(self, before: str, after: str, gap_days: int = 1) -> bool:
        """Tell whether `after` may start `gap_days` days after `before`: successions and rest."""
        if gap_days == 1 and (before, after) in self.forbidden:
            return False
        return self.rest_min(before, after, gap_days) >= self.rest_h * 60

    def rest_min(self, before: str, after: str, gap_days: int = 1) -> int:
        """Return the minutes from the end of `before` to the start of `after`, so many days later."""
        first, then = self.shift(before), self.shift(after)
        return gap_days * DAY_MIN + then.starts_min - first.starts_min - first.lasts_min

    def extra_krw(self, person: Person, shift: Shift) -> int:
        """Return the bonus and night supplement that a shift brings a person, rounded down to one won."""
        return shift.bonus_krw + int(self.night_pay_share * person.hourly_krw * shift.night_pay_min / 60)

    def allowed(self, person: Person, day: int) -> Sequence[str]:
        """Return what a person could be given on a day by leave, promises and the list of shifts, "" first."""
        if day in person.leave:
            return (OFF,)
        if day in person.fixed:
            return (person.fixed[day],)
        names = (shift.name for shift in self.working if person.shifts is None or shift.name in person.shifts)
        courses = (name for name, held in person.courses.items() if day in held)
        return (OFF, *names, *courses)


def _once(name: str, names: Sequence[str]) -> None:
    if len(set(names)) != len(names) or (not names and name != "needs"):
        raise Nonsense(name, "must be at least one, each named once")
