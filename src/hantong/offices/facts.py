"""What an office is, as plain values: what a form or a file says, what is compared, and what the audit trail keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from hashlib import sha256

from hantong.offices.hours import HoursException, WeeklyInterval

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionFacts:
    """A jurisdiction; `parent` is the code of the one above."""

    code: str
    names: Words
    kind: str
    parent: str = ""
    zone: str = "Asia/Seoul"
    holidays: str = "KR"
    lat: float | None = None
    lon: float | None = None
    outline: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentFacts:
    """A department; `jurisdiction` is a code."""

    jurisdiction: str
    code: str
    names: Words
    phone: str = ""
    email: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """A place; `jurisdiction` is a code and `department` a key such as "suwon/front-office"."""

    code: str
    names: Words
    kind: str
    jurisdiction: str
    department: str
    address: str = ""
    directions: Words = field(default_factory=dict)
    phone: str = ""
    lat: float | None = None
    lon: float | None = None
    desks: tuple[str, ...] = ()
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDay:
    """A day that a jurisdiction makes a holiday, or a working day after all."""

    day: date
    names: Words
    is_working_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BandFacts:
    """What counts as day, evening, night and weekend from a local date on, in minutes from midnight."""

    valid_from: date
    day_from: int
    evening_from: int
    night_from: int
    weekend: tuple[int, ...]
    names: Words = field(default_factory=dict)


Hours = tuple[WeeklyInterval, ...]
Exceptions = tuple[HoursException, ...]


def mark_of(facts: object) -> str:
    """Give a short mark that is another one as soon as anything of `facts` is: how a stale form is noticed."""
    return sha256(repr(_fixed(facts)).encode()).hexdigest()[:16]


def _fixed(value: object) -> object:
    """The value with its mappings in order, as a database may give their names in any."""
    if is_dataclass(value) and not isinstance(value, type):
        return [(each.name, _fixed(getattr(value, each.name))) for each in fields(value)]
    if isinstance(value, Mapping):
        return sorted((str(name), _fixed(each)) for name, each in value.items())
    if isinstance(value, tuple | list):
        return [_fixed(each) for each in value]
    return value


def differences(before: object, after: object) -> dict[str, list[object]]:
    """Give the fields in which two facts of one kind differ, each with its two values, plain enough for JSON."""
    return {
        each.name: [plain(getattr(before, each.name)), plain(getattr(after, each.name))]
        for each in fields(after)  # type: ignore[arg-type]
        if getattr(before, each.name) != getattr(after, each.name)
    }


def plain(value: object) -> object:
    """Give a value as JSON knows it."""
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, str | int | dict) else str(value)
