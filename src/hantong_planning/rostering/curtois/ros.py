"""The benchmark's XML: a problem (`SchedulingPeriod`, .ros) read, and a solved roster written and read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, indent, tostring  # noqa: S405

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.curtois.problem import Cover, Employee, Request, Roster, RosterProblem, Shift

DAY_MIN = 24 * 60
OFF = "-"


def read_ros(text: str) -> RosterProblem:
    """Return the problem that a `.ros` file states; successions follow from start times and the least rest.

    Raises Nonsense naming what is missing. Only what the benchmark uses is understood.
    """
    root = _parsed(text, "SchedulingPeriod")
    days = (_date(root, "EndDate") - _date(root, "StartDate")).days + 1
    contracts = {found.get("ID", ""): found for found in root.iterfind("Contracts/Contract")}
    off = defaultdict(set)
    for fixed in root.iterfind("FixedAssignments/Employee"):
        for assigned in fixed.iterfind("Assign"):
            if _text(assigned, "Shift") == OFF:
                off[_text(fixed, "EmployeeID")].add(_number(assigned, "Day"))
    shifts = _shifts(root, contracts)
    people = []
    for person in root.iterfind("Employees/Employee"):
        name = person.get("ID", "")
        parts = [contracts[found.text or ""] for found in person.iterfind("ContractID")]
        people.append(_employee(name, parts, [shift.name for shift in shifts], days, frozenset(off[name])))
    return RosterProblem(days, shifts, tuple(people), tuple(_requests(root)), tuple(_cover(root)))


def write_roster(roster: Roster, penalty: int, problem_file: str) -> str:
    """Return a solved roster as XML: the problem's file, the penalty, and every shift of every person."""
    root = Element("Roster")
    SubElement(root, "SchedulingPeriodFile").text = problem_file
    SubElement(root, "Penalty").text = str(penalty)
    for name, row in roster.items():
        person = SubElement(root, "Employee", ID=name)
        for day, shift in enumerate(row):
            if shift:
                assigned = SubElement(person, "Assign")
                SubElement(assigned, "Day").text = str(day)
                SubElement(assigned, "Shift").text = shift
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def read_roster(text: str, problem: RosterProblem) -> dict[str, tuple[str, ...]]:
    """Return the roster that `write_roster` wrote. Raises Nonsense for strange people or days."""
    rows = {person.name: [""] * problem.days for person in problem.employees}
    for person in _parsed(text, "Roster").iterfind("Employee"):
        name = person.get("ID", "")
        for assigned in person.iterfind("Assign"):
            day = _number(assigned, "Day")
            if name not in rows or not 0 <= day < problem.days:
                raise Nonsense("roster", f"{name!r} on day {day} is not in the problem")
            rows[name][day] = _text(assigned, "Shift")
    return {name: tuple(row) for name, row in rows.items()}


def _parsed(text: str, tag: str) -> Element:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Nonsense("file", "must not define a document type or entities")
    try:
        root = fromstring(text.lstrip("\ufeff").encode())  # noqa: S314
    except ParseError as error:
        raise Nonsense("file", f"is not XML: {error}") from None
    if root.tag != tag:
        raise Nonsense("file", f"begins with {root.tag}, not {tag}")
    return root


def _text(element: Element, path: str) -> str:
    found = element.findtext(path)
    if found is None:
        raise Nonsense(element.tag, f"has no {path}")
    return found.strip()


def _number(element: Element, path: str) -> int:
    word = _text(element, path)
    try:
        return int(word)
    except ValueError:
        raise Nonsense(f"{element.tag}/{path}", f"{word!r} is not a whole number") from None


def _date(root: Element, path: str) -> date:
    word = _text(root, path)
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Nonsense(path, f"{word!r} is not a date") from None


def _shifts(root: Element, contracts: Mapping[str, Element]) -> tuple[Shift, ...]:
    rest_min = max((_number(found, ".") for all_ in contracts.values() for found in all_.iterfind("MinRestTime")),
                   default=0)  # fmt: skip
    found = []
    for shift in root.iterfind("ShiftTypes/Shift"):
        hours, minutes = _text(shift, "StartTime").split(":")[:2]
        found.append((shift.get("ID", ""), int(hours) * 60 + int(minutes), _number(shift, "Duration")))
    return tuple(
        Shift(
            name,
            length,
            frozenset(later for later, begins, _ in found if begins + DAY_MIN - start - length < rest_min),
        )
        for name, start, length in found
    )


def _employee(name: str, parts: list[Element], shifts: list[str], days: int, off: frozenset[int]) -> Employee:
    def limit(path: str, attribute: str | None = None, default: int = 0) -> int:
        for part in parts:
            found = part.find(path)
            if found is not None:
                return int(found.get(attribute, "")) if attribute else _number(part, path)
        return default

    valid = {
        word for part in parts for found in part.iterfind("ValidShifts") for word in found.get("shift", "").split(",")
    }
    most = {found.get("shift", ""): int(found.get("value", "")) for part in parts for found in part.iterfind("MaxTot")}
    return Employee(
        name,
        {shift: most.get(shift, days) if shift in valid else 0 for shift in shifts},
        most_min=limit("Workload/TimeUnits/Max/Count"),
        least_min=limit("Workload/TimeUnits/Min/Count"),
        most_days_running=limit("MaxSeq[@shift='$']", "value", days),
        least_days_running=limit("MinSeq[@shift='$']", "value", 1),
        least_days_off_running=limit("MinSeq[@shift='-']", "value", 1),
        most_weekends=limit("Patterns/Match/Max/Count", None, days),
        days_off=off,
    )


def _requests(root: Element) -> list[Request]:
    return [
        Request(_text(wish, "EmployeeID"), _number(wish, "Day"), _text(wish, "Shift"), int(wish.get("weight", "1")), on)
        for path, on in (("ShiftOnRequests/ShiftOn", True), ("ShiftOffRequests/ShiftOff", False))
        for wish in root.iterfind(path)
    ]


def _cover(root: Element) -> list[Cover]:
    rows = []
    for dated in root.iterfind("CoverRequirements/DateSpecificCover"):
        for cover in dated.iterfind("Cover"):
            least = cover.find("Min")
            most = cover.find("Max")
            if least is None or most is None:
                raise Nonsense("Cover", "needs a Min and a Max")
            weights = int(least.get("weight", "1")), int(most.get("weight", "1"))
            rows.append(Cover(_number(dated, "Day"), _text(cover, "Shift"), _number(cover, "Min"), *weights))
    return rows
