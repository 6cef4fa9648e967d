"""The benchmark's own text format (`SECTION_…`), read and written."""

from __future__ import annotations

from collections import defaultdict

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.curtois.problem import Cover, Employee, Request, RosterProblem, Shift

SECTIONS = ("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")
_CONTRACT = (
    "most_min",
    "least_min",
    "most_days_running",
    "least_days_running",
    "least_days_off_running",
    "most_weekends",
)


def read_text(text: str) -> RosterProblem:
    """Return the problem that a `InstanceN.txt` states. Raises Nonsense naming the section and the line."""
    sections = _sections(text)
    for needed in SECTIONS[:3]:
        if not sections[needed]:
            raise Nonsense(f"SECTION_{needed}", "is missing or empty")
    number, (days,) = _row("HORIZON", *sections["HORIZON"][0], 1)
    return RosterProblem(
        days=_whole("HORIZON", number, days),
        shifts=tuple(_shift(number, line) for number, line in sections["SHIFTS"]),
        employees=_employees(sections),
        requests=tuple(
            _request(section, number, line)
            for section in ("SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS")
            for number, line in sections[section]
        ),
        cover=tuple(_cover(number, line) for number, line in sections["COVER"]),
    )


def write_text(problem: RosterProblem) -> str:
    """Return the problem in the text format; `read_text` of it is the same problem."""
    lines = ["SECTION_HORIZON", str(problem.days), "", "SECTION_SHIFTS"]
    order = {shift.name: place for place, shift in enumerate(problem.shifts)}
    for shift in problem.shifts:
        lines.append(
            f"{shift.name},{shift.length_min},{'|'.join(sorted(shift.not_followed_by, key=order.__getitem__))}"
        )
    lines += ["", "SECTION_STAFF"]
    for person in problem.employees:
        most = "|".join(f"{name}={person.most_of_shift.get(name, 0)}" for name in order)
        lines.append(",".join([person.name, most, *(str(getattr(person, field)) for field in _CONTRACT)]))
    lines += ["", "SECTION_DAYS_OFF"]
    lines += [
        ",".join([person.name, *map(str, sorted(person.days_off))]) for person in problem.employees if person.days_off
    ]
    for section, is_on in (("SHIFT_ON_REQUESTS", True), ("SHIFT_OFF_REQUESTS", False)):
        lines += ["", f"SECTION_{section}"]
        lines += [f"{wish.employee},{wish.day},{wish.shift},{wish.weight}" for wish in problem.requests
                  if wish.is_on is is_on]  # fmt: skip
    lines += ["", "SECTION_COVER"]
    lines += [f"{row.day},{row.shift},{row.need},{row.under_weight},{row.over_weight}" for row in problem.cover]
    return "\n".join(lines) + "\n"


def _sections(text: str) -> dict[str, list[tuple[int, str]]]:
    sections: dict[str, list[tuple[int, str]]] = defaultdict(list)
    name = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            name = line.removeprefix("SECTION_")
            if name not in SECTIONS:
                raise Nonsense(f"line {number}", f"{line} is not a section of this format")
        elif name:
            sections[name].append((number, line))
        else:
            raise Nonsense(f"line {number}", "stands before the first SECTION_")
    return sections


def _row(section: str, number: int, line: str, width: int) -> tuple[int, list[str]]:
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != width:
        raise Nonsense(f"SECTION_{section}, line {number}", f"needs {width} fields, not {len(fields)}")
    return number, fields


def _whole(section: str, number: int, word: str) -> int:
    try:
        return int(word)
    except ValueError:
        raise Nonsense(f"SECTION_{section}, line {number}", f"{word!r} is not a whole number") from None


def _shift(number: int, line: str) -> Shift:
    _, (name, length, after) = _row("SHIFTS", number, line, 3)
    return Shift(name, _whole("SHIFTS", number, length), frozenset(filter(None, after.split("|"))))


def _employees(sections: dict[str, list[tuple[int, str]]]) -> tuple[Employee, ...]:
    off: dict[str, frozenset[int]] = {}
    for number, line in sections["DAYS_OFF"]:
        name, *days = (field.strip() for field in line.split(","))
        off[name] = frozenset(_whole("DAYS_OFF", number, day) for day in days) | off.get(name, frozenset())
    people = tuple(_employee(number, line, off) for number, line in sections["STAFF"])
    strange = sorted(set(off) - {person.name for person in people})
    if strange:
        raise Nonsense("SECTION_DAYS_OFF", f"nobody said who {strange[0]} is")
    return people


def _employee(number: int, line: str, off: dict[str, frozenset[int]]) -> Employee:
    _, (name, most, *numbers) = _row("STAFF", number, line, 2 + len(_CONTRACT))
    most_of_shift = {}
    for part in filter(None, most.split("|")):
        shift, equals, count = part.partition("=")
        if not equals:
            raise Nonsense(f"SECTION_STAFF, line {number}", f"{part!r} is not shift=number")
        most_of_shift[shift] = _whole("STAFF", number, count)
    limits = {field: _whole("STAFF", number, word) for field, word in zip(_CONTRACT, numbers, strict=True)}
    return Employee(name=name, most_of_shift=most_of_shift, days_off=off.get(name, frozenset()), **limits)


def _request(section: str, number: int, line: str) -> Request:
    _, (name, day, shift, weight) = _row(section, number, line, 4)
    return Request(
        name, _whole(section, number, day), shift, _whole(section, number, weight), section == "SHIFT_ON_REQUESTS"
    )


def _cover(number: int, line: str) -> Cover:
    _, (day, shift, *numbers) = _row("COVER", number, line, 5)
    need, under, over = (_whole("COVER", number, word) for word in numbers)
    return Cover(_whole("COVER", number, day), shift, need, under, over)
