"""A week of a mayor's line: what came, what was answered and kept, in the residents' own words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hantong.cases.models import Case
from hantong.offices.directory import directory
from hantong.people.models import ContactPoint
from hantong.praise.masked import masked
from hantong.praise.models import MayorsLine, MayorWord, Praise
from hantong.shell.quotes import unfolded

Kind = MayorWord.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message as the mayor reads it."""

    word: MayorWord
    text: str
    case: Case
    praised: tuple[str, ...]
    is_answered: bool
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What came from a Monday to the next: counts, each with what it counts, and the lines."""

    monday: date
    lines: tuple[Line, ...]
    counts: Counter[str]

    @property
    def total(self) -> int:
        """How many messages came."""
        return len(self.lines)


def monday_of(at: datetime, zone: ZoneInfo) -> date:
    """Give the Monday of the week that `at` lies in."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def zone_of(line: MayorsLine) -> ZoneInfo:
    """Give the zone of the line's office."""
    return directory().jurisdictions[line.address.jurisdiction_id].zone


def week_of(line: MayorsLine, monday: date, *, at: datetime) -> Week:
    """Give the week of a line that began on `monday`, as it stands at `at`."""
    zone = zone_of(line)
    starts = datetime.combine(monday, time(), tzinfo=zone)
    rows = MayorWord.objects.filter(line=line, said_at__gte=starts, said_at__lt=starts + timedelta(days=7))
    words = list(rows.select_related("case", "contact__resident").order_by("said_at", "pk"))
    residents = {word.contact.resident_id for word in words if word.contact.resident_id}
    points: dict[object, list[str]] = {}
    for key, value in ContactPoint.objects.filter(resident__in=residents).values_list("resident_id", "value"):
        points.setdefault(key, []).append(value)
    praised: dict[object, list[str]] = {}
    for each in Praise.objects.filter(word__in=words).select_related("staff"):
        praised.setdefault(each.word_id, []).append(name_of(each))
    lines = tuple(_line(word, points, praised, at=at) for word in words)
    return Week(monday=monday, lines=lines, counts=_counted(lines))


def _line(word: MayorWord, points: dict[object, list[str]], praised: dict[object, list[str]], *, at: datetime) -> Line:
    resident = word.contact.resident
    known = [resident.name, *points.get(resident.pk, [])] if resident else []
    case = word.case
    ended = case.closed_at
    is_late = case.is_overdue(at) or (ended is not None and case.due_at is not None and ended > case.due_at)
    return Line(
        word=word,
        text=masked(unfolded(word.contact.text).fresh, known),
        case=case,
        praised=tuple(praised.get(word.pk, ())),
        is_answered=case.first_answered_at is not None,
        is_late=is_late,
    )


def _counted(lines: Iterable[Line]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        kind = line.word.kind
        counts["praise"] += kind in {Kind.PRAISE, Kind.BOTH}
        counts["complaint"] += kind in {Kind.COMPLAINT, Kind.BOTH}
        counts["other"] += kind == Kind.OTHER
        counts["answered"] += line.is_answered
        counts["on_time"] += line.is_answered and not line.is_late
    return counts


def name_of(praise: Praise) -> str:
    """Give who is praised."""
    offices = directory()
    if praise.staff is not None:
        return str(praise.staff.name)
    if praise.place_id is not None:
        return str(offices.places[praise.place_id].name)
    return str(offices.departments[praise.department_id].name) if praise.department_id else ""
