"""Where a matter goes, and why: the first rule that fits, else who is responsible, else the front office."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What decides about the way: `jurisdictions` is where the matter is about and all above it, nearest first."""

    service: UUID | None
    group: str | None
    jurisdictions: tuple[UUID, ...]
    place: UUID | None
    channel: str
    band: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the rule page; None and the empty set hold always."""

    id: UUID
    rank: int
    department: UUID
    service: UUID | None = None
    group: str | None = None
    jurisdiction: UUID | None = None
    place: UUID | None = None
    channel: str = ""
    bands: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A department's standing responsibility for a service, everywhere or in one jurisdiction or place."""

    department: UUID
    jurisdiction: UUID | None = None
    place: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A rule that did not fit, and the condition that failed first."""

    rule: UUID
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where to, on what ground (`rule`, `duty` or `front_office`), and the rules passed over on the way."""

    department: UUID
    ground: str
    rule: UUID | None = None
    passed: tuple[Passed, ...] = ()


class NoRoute(ValueError):
    """No rule fits, nobody is responsible, and no front office is named from here to the root."""


CONDITIONS: Mapping[str, Callable[[Rule, Question], bool]] = {
    "service": lambda rule, asked: rule.service is None or rule.service == asked.service,
    "group": lambda rule, asked: rule.group is None or rule.group == asked.group,
    "jurisdiction": lambda rule, asked: rule.jurisdiction is None or rule.jurisdiction in asked.jurisdictions,
    "place": lambda rule, asked: rule.place is None or rule.place == asked.place,
    "channel": lambda rule, asked: not rule.channel or rule.channel == asked.channel,
    "band": lambda rule, asked: not rule.bands or asked.band in rule.bands,
}


def unmet(rule: Rule, asked: Question) -> str:
    """Name the first condition of `rule` that does not hold, or nothing where all do."""
    return next((name for name, holds in CONDITIONS.items() if not holds(rule, asked)), "")


def route(asked: Question, *, rules: Iterable[Rule], duties: Iterable[Duty], front_office: UUID | None) -> Route:
    """Decide where a matter goes. Raises NoRoute when nothing fits and there is no front office."""
    passed: list[Passed] = []
    for rule in sorted(rules, key=lambda rule: rule.rank):
        because = unmet(rule, asked)
        if not because:
            return Route(department=rule.department, ground="rule", rule=rule.id, passed=tuple(passed))
        passed.append(Passed(rule=rule.id, because=because))
    duty = nearest(duties, asked)
    if duty is not None:
        return Route(department=duty.department, ground="duty", passed=tuple(passed))
    if front_office is None:
        raise NoRoute
    return Route(department=front_office, ground="front_office", passed=tuple(passed))


def nearest(duties: Iterable[Duty], asked: Question) -> Duty | None:
    """Give the most particular duty that covers the question: its place first, then the nearest jurisdiction."""

    def distance(duty: Duty) -> int | None:
        if duty.place is not None and duty.place != asked.place:
            return None
        if duty.jurisdiction is not None and duty.jurisdiction not in asked.jurisdictions:
            return None
        far = len(asked.jurisdictions) if duty.jurisdiction is None else asked.jurisdictions.index(duty.jurisdiction)
        return far - (1000 if duty.place is not None else 0)

    covering = [(reached, duty) for duty in duties if (reached := distance(duty)) is not None]
    return min(covering, key=lambda pair: pair[0])[1] if covering else None
