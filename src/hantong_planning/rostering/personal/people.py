"""What a personal roster is made of: shifts, contracts, people with their past, needs and wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hantong_planning.errors import Nonsense, finite, whole

DAY_MIN = 24 * 60
DAYS_A_WEEK = 7
OFF = ""
NIGHT_UNTIL_MIN = 6 * 60
NIGHT_LEAST_MIN = 180
NIGHT_PAY_FROM_MIN = 22 * 60
MOST_H = 10_000
MOST_TIMES = 10_000
MOST_KRW = 10**8
MOST_WEIGHT = 10**6


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of shift, or of training.

    Attributes
    ----------
    name
        Not empty: an empty name is a day off.
    starts_min, lasts_min
        Minutes after midnight, and its length; it belongs to the day on which it starts.
    paid_min
        What counts towards the contract; None is its whole length.
    is_training
        Training covers nothing and is only given to whom it is promised (`Person.fixed`) or meant for (`Person.courses`).
    bonus_krw
        An incentive paid to everybody who works it, out of the budget.
    """

    name: str
    starts_min: int
    lasts_min: int
    paid_min: int | None = None
    is_training: bool = False
    bonus_krw: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise Nonsense("shifts.name", "must be a name that is not empty: that is a day off")
        if whole("shifts.starts_min", self.starts_min) >= DAY_MIN:
            raise Nonsense("shifts.starts_min", f"must be below {DAY_MIN}, not {self.starts_min}")
        if whole("shifts.lasts_min", self.lasts_min, least=1) > DAY_MIN:
            raise Nonsense("shifts.lasts_min", f"must be at most {DAY_MIN}, not {self.lasts_min}")
        if self.paid_min is not None:
            whole("shifts.paid_min", self.paid_min, most=DAY_MIN)
        whole("shifts.bonus_krw", self.bonus_krw, most=MOST_KRW)

    @property
    def paid(self) -> int:
        """Give the minutes that count."""
        return self.lasts_min if self.paid_min is None else self.paid_min

    @property
    def is_night(self) -> bool:
        """Tell whether at least three hours lie between 00:00 and 06:00."""
        return not self.is_training and self._overlap(0, NIGHT_UNTIL_MIN) >= NIGHT_LEAST_MIN

    @property
    def night_pay_min(self) -> int:
        """Give the minutes between 22:00 and 06:00, which are paid with a supplement."""
        return self._overlap(-DAY_MIN + NIGHT_PAY_FROM_MIN, NIGHT_UNTIL_MIN)

    def _overlap(self, from_min: int, until_min: int) -> int:
        ends = self.starts_min + self.lasts_min
        spans = [(from_min + day, until_min + day) for day in (0, DAY_MIN, 2 * DAY_MIN)]
        return sum(max(0, min(ends, b) - max(self.starts_min, a)) for a, b in spans)


@dataclass(frozen=True, slots=True)
class Contract:
    """What a person may work at most, and should work at least.

    Attributes
    ----------
    least_h, most_h
        Paid hours over the whole period, leave included. Below `least_h` costs; `most_h` is never passed.
    most_h_per_week
        Monday to Sunday, days of before the period included.
    most_days_running, most_nights_running
        In a row, days of before the period included.
    most_nights, most_weekends
        Over the period; None is no limit. A weekend is worked if Saturday or Sunday is.
    least_days_off_per_week
        Monday to Sunday.
    """

    least_h: float = 0.0
    most_h: float = 160.0
    most_h_per_week: float = 52.0
    most_days_running: int = 6
    most_nights_running: int = 3
    most_nights: int | None = None
    most_weekends: int | None = None
    least_days_off_per_week: int = 1

    def __post_init__(self) -> None:
        finite("contract.least_h", self.least_h, least=0, most=MOST_H)
        if finite("contract.most_h", self.most_h, least=0, most=MOST_H) < self.least_h:
            raise Nonsense("contract.most_h", f"must be at least least_h ({self.least_h:g}), not {self.most_h:g}")
        finite("contract.most_h_per_week", self.most_h_per_week, least=0, most=MOST_H)
        whole("contract.most_days_running", self.most_days_running, least=1, most=MOST_TIMES)
        whole("contract.most_nights_running", self.most_nights_running, most=MOST_TIMES)
        for name in ("most_nights", "most_weekends"):
            if getattr(self, name) is not None:
                whole(f"contract.{name}", getattr(self, name), most=MOST_TIMES)
        if whole("contract.least_days_off_per_week", self.least_days_off_per_week) > DAYS_A_WEEK:
            raise Nonsense("contract.least_days_off_per_week", "must be at most 7")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a person has worked in the past: nights, weekends and holidays. It comes in and goes out with the period's."""

    nights: float = 0.0
    weekends: float = 0.0
    holidays: float = 0.0

    def __post_init__(self) -> None:
        for name in BURDENS:
            finite(f"ledger.{name}", getattr(self, name), least=0, most=MOST_TIMES)


BURDENS = ("nights", "weekends", "holidays")


@dataclass(frozen=True, slots=True)
class Person:
    """One person.

    Attributes
    ----------
    name, contract
        Who, and on which terms.
    skills
        What the person can do beyond the shifts themselves (languages, topics).
    shifts
        The names that the person may work; None is every one.
    leave
        Days (0 is the first) off for sure; each counts `leave_h_per_day` towards the contract.
    fixed
        Day → shift (or "" for off) that is already promised, training included.
    courses
        Training that the person should have once in the period: its name → the days on which it is held.
    before
        The days just before the period, the last of them last: shift names or "".
    ledger
        What was worked in the past.
    hourly_krw
        For the night supplement.
    """

    name: str
    contract: Contract = field(default_factory=Contract)
    skills: frozenset[str] = frozenset()
    shifts: frozenset[str] | None = None
    leave: frozenset[int] = frozenset()
    leave_h_per_day: float = 8.0
    fixed: Mapping[int, str] = field(default_factory=dict)
    courses: Mapping[str, frozenset[int]] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    hourly_krw: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise Nonsense("people.name", "must be a name that is not empty")
        finite("people.leave_h_per_day", self.leave_h_per_day, least=0, most=24)
        whole("people.hourly_krw", self.hourly_krw, most=MOST_KRW)


@dataclass(frozen=True, slots=True)
class Need:
    """How many are needed at a shift, day by day: `least` at least, `wished` if it can be.

    With a `skill`, so many of those at the shift must have it; one person may count for several skills.
    """

    shift: str
    least: tuple[int, ...]
    wished: tuple[int, ...]
    skill: str = ""

    def __post_init__(self) -> None:
        if len(self.least) != len(self.wished):
            raise Nonsense("needs.wished", f"must have as many days as least ({len(self.least)})")
        for least, wished in zip(self.least, self.wished, strict=True):
            if whole("needs.wished", wished, most=MOST_TIMES) < whole("needs.least", least):
                raise Nonsense("needs.wished", f"must be at least `least` on each day: {wished} is below {least}")


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish for (or, with `is_wanted` false, against) a shift, or "" for a day off, with what ignoring it costs."""

    person: str
    day: int
    shift: str
    weight: int = 1
    is_wanted: bool = True

    def __post_init__(self) -> None:
        whole("wishes.weight", self.weight, most=MOST_WEIGHT)


@dataclass(frozen=True, slots=True)
class Weights:
    """What things cost, in points, whole numbers.

    Attributes
    ----------
    below_least, below_wished
        A person missing below `least`, and between that and `wished`.
    above_wished
        A person too many.
    hour_short
        An hour below `least_h`.
    course_missed
        Training that somebody should have had, and had on none of its days.
    night, weekend, holiday
        The square of the burdens by which somebody is above the fair share (see `fairness`).
    """

    below_least: int = 1000
    below_wished: int = 100
    above_wished: int = 5
    hour_short: int = 3
    course_missed: int = 200
    night: int = 4
    weekend: int = 6
    holiday: int = 10

    def __post_init__(self) -> None:
        for name in self.__slots__:
            whole(f"weights.{name}", getattr(self, name), most=MOST_WEIGHT)
        if self.below_least < self.below_wished:
            raise Nonsense("weights.below_least", f"must be at least below_wished ({self.below_wished})")
