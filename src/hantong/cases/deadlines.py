"""By when an answer is due: the list of deadline rules, and the one function that applies them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from hantong.cases import korean_deadlines as korean
from hantong.cases import plain_deadlines as plain
from hantong.cases.reckoning import Reckoning
from hantong.offices.hours import OfficeHours

MAX_EXTENSIONS = 2
MAX_AMOUNT = 999
Pauses = Iterable[tuple[datetime, datetime | None]]


class UnknownRule(ValueError):
    """A deadline rule that is not in the list; the message names it and the list."""


class TooManyExtensions(ValueError):
    """More extensions than the law allows (two)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A way to reckon deadlines: a pure function, and the unit of its amount ("" for a rule without one).

    `is_statutory` rules are given hours without Saturdays, Sundays and holidays. The last two are for speed
    (see `due_clock`): the working time that an amount is, for rules that reckon in it, and for those that
    reckon in days, the moment until which every receipt has the same answer.
    """

    due_at: Callable[[Reckoning], datetime | None]
    unit: str = ""
    is_statutory: bool = False
    work_of: Callable[[int], timedelta | None] = lambda _: None
    same_until: Callable[[Reckoning], datetime] = plain.same_until


def _korean(
    due_at: Callable[[Reckoning], datetime | None],
    unit: str,
    work_of: Callable[[int], timedelta | None] = lambda _: None,
) -> Kind:
    return Kind(due_at=due_at, unit=unit, is_statutory=True, work_of=work_of, same_until=korean.same_until)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "none": Kind(due_at=plain.no_deadline),
        "working_hours": Kind(due_at=plain.working_hours, unit="hours", work_of=plain.hours_of_work),
        "working_days": Kind(due_at=plain.working_days, unit="days"),
        "calendar_days": Kind(due_at=plain.calendar_days, unit="days"),
        "kr_immediate": _korean(korean.immediate, "", korean.immediate_work),
        "kr_days": _korean(korean.days, "days", korean.work_of_days),
        "kr_weeks": _korean(korean.weeks, "weeks"),
        "kr_months": _korean(korean.months, "months"),
        "kr_years": _korean(korean.years, "years"),
    }
)


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A kind of `KINDS` and its amount; written and stored as text such as "kr_days:7"."""

    kind: str
    amount: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UnknownRule(f'There is no deadline rule "{self.kind}"; there are {", ".join(KINDS)}.')
        if not KINDS[self.kind].unit:
            object.__setattr__(self, "amount", 1)
        if not 1 <= self.amount <= MAX_AMOUNT:
            raise ValueError(f"A deadline rule's amount must be from 1 to {MAX_AMOUNT}, not {self.amount}.")

    @classmethod
    def parse(cls, text: str) -> "DeadlineRule":
        """Read a rule as written by `str`; an empty text is "none". Raises UnknownRule, ValueError."""
        kind, _, amount = text.strip().partition(":")
        if not amount:
            return cls(kind or "none")
        if not amount.isdecimal():
            raise ValueError(f'"{text}" is no deadline rule: after the colon stands a whole number.')
        return cls(kind, int(amount))

    @property
    def consent_from(self) -> int:
        """From which extension on the resident has to agree (Enforcement Decree art. 21: the second); 0 for never."""
        return 2 if KINDS[self.kind].is_statutory else 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.amount}" if KINDS[self.kind].unit else self.kind


def due_at(
    *,
    received_at: datetime,
    rule: DeadlineRule,
    hours: OfficeHours,
    extensions: int = 0,
    pauses: Pauses = (),
) -> datetime | None:
    """Give the moment, in UTC, up to which (and including it) an answer is in time.

    `hours` are those of the office that must answer, with its zone and holiday calendar; after a change of
    that calendar ask again with the new one. Each of `extensions` is a further period of the rule's length.
    `pauses` are spans in which the resident was asked; one without an end is still open.

    None when the rule promises no time, and while an open question keeps the clock standing.

    Raises TooManyExtensions, NeverOpens, and ValueError for a moment without a zone.
    """
    return KINDS[rule.kind].due_at(
        reckoning(received_at=received_at, rule=rule, hours=hours, extensions=extensions, pauses=pauses)
    )


def due_clock(*, rule: DeadlineRule, hours: OfficeHours) -> Callable[[datetime], datetime | None]:
    """Make the answer of `due_at`, without extensions and pauses, cheap for many receipts.

    A rule that reckons in days is asked once for each stretch of receipts with the same answer.
    """
    kind = KINDS[rule.kind]
    work = kind.work_of(rule.amount)
    if work is not None:
        in_hours = hours.strictly_on_working_days() if kind.is_statutory else hours
        return lambda received_at: in_hours.add_working_time(received_at, work)
    known: dict[int, list[tuple[datetime, datetime | None]]] = {}
    answers: dict[datetime, datetime | None] = {}

    def stretches(day: datetime) -> Iterator[tuple[datetime, datetime | None]]:
        moment, ends_at = day, day + timedelta(days=1)
        while moment < ends_at:
            asked = reckoning(received_at=moment, rule=rule, hours=hours)
            moment = kind.same_until(asked)
            if moment not in answers:
                answers[moment] = kind.due_at(asked)
            yield moment, answers[moment]

    def at(received_at: datetime) -> datetime | None:
        moment = received_at if received_at.tzinfo is UTC else aware(received_at).astimezone(UTC)
        ordinal = moment.toordinal()
        if ordinal not in known:
            known[ordinal] = list(stretches(moment.replace(hour=0, minute=0, second=0, microsecond=0)))
        return next(due for until, due in known[ordinal] if moment < until)

    return at


def reckoning(
    *,
    received_at: datetime,
    rule: DeadlineRule,
    hours: OfficeHours,
    extensions: int = 0,
    pauses: Pauses = (),
) -> Reckoning:
    """Put together what a rule reckons with. Raises as `due_at` does."""
    if not 0 <= extensions <= MAX_EXTENSIONS:
        raise TooManyExtensions(f"A deadline is extended at most {MAX_EXTENSIONS} times, not {extensions}.")
    spans = [(aware(starts_at), ends_at) for starts_at, ends_at in pauses]
    return Reckoning(
        received_at=aware(received_at).astimezone(UTC),
        amount=rule.amount,
        periods=1 + extensions,
        hours=hours.strictly_on_working_days() if KINDS[rule.kind].is_statutory else hours,
        pauses=_apart((starts_at, aware(ends_at)) for starts_at, ends_at in spans if ends_at is not None),
        waits_from=min((starts_at for starts_at, ends_at in spans if ends_at is None), default=None),
    )


def aware(moment: datetime) -> datetime:
    """Give back a moment that has a zone. Raises ValueError for one that has none."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so no deadline can be reckoned from it.")
    return moment


def _apart(spans: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    apart: list[tuple[datetime, datetime]] = []
    for starts_at, ends_at in sorted(spans):
        if apart and starts_at <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], ends_at)
        elif starts_at < ends_at:
            apart.append((starts_at, ends_at))
    return tuple(apart)
