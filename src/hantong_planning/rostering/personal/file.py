"""Personal rostering problems as JSON: days are ISO dates, contracts are named once, needs may go by weekday."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from hantong_planning.errors import Nonsense, whole
from hantong_planning.rostering.personal.people import (
    DAYS_A_WEEK,
    Contract,
    Ledger,
    Need,
    Person,
    Shift,
    Weights,
    Wish,
)
from hantong_planning.rostering.personal.problem import MOST_DAYS, Problem, Roster

Json = Mapping[str, Any]
Made = TypeVar("Made")
PLAIN = ("days", "rest_h", "budget_krw", "night_pay_share")
KNOWN = {
    *PLAIN, "starts_on", "shifts", "people", "needs", "wishes", "forbidden", "holidays", "weights", "contracts", "roster",
}  # fmt: skip


def read(text: str) -> Problem:
    """Read a problem from JSON. Raises Nonsense with the field."""
    given = as_object("file", text)
    if strange := sorted(set(given) - KNOWN):
        raise Nonsense(strange[0], f"is not known; known are {', '.join(sorted(KNOWN))}")
    for name in ("starts_on", "days", "shifts", "people", "needs"):
        if name not in given:
            raise Nonsense(name, "is missing")
    starts_on, days = a_date("starts_on", given["starts_on"]), _days(given["days"])
    contracts = {
        name: made(Contract, f"contracts.{name}", values)
        for name, values in _map("contracts", given.get("contracts", {}))
    }
    return Problem(
        starts_on,
        days,
        tuple(made(Shift, "shifts", row) for row in _list("shifts", given["shifts"])),
        tuple(_person(row, starts_on, contracts) for row in _list("people", given["people"])),
        tuple(_need(row, starts_on, days) for row in _list("needs", given["needs"])),
        tuple(_wish(row, starts_on) for row in _list("wishes", given.get("wishes", []))),
        forbidden=tuple(_pair(pair) for pair in _list("forbidden", given.get("forbidden", []))),
        holidays=_day_set("holidays", given.get("holidays", []), starts_on),
        weights=made(Weights, "weights", given.get("weights", {})),
        **{name: given[name] for name in PLAIN if name in given and name != "days"},
    )


def read_roster(text: str, problem: Problem) -> Roster:
    """Read the roster of a problem's file, or of what `personal --json` printed. Raises Nonsense with the field."""
    given = as_object("file", text).get("roster")
    if not isinstance(given, Mapping):
        raise Nonsense("roster", "is missing: put the roster into the file, or name what `personal --json` printed")
    for name in problem.places:
        row = given.get(name)
        if not isinstance(row, list) or len(row) != problem.days:
            raise Nonsense(f"roster.{name}", f"must be a list of {problem.days} days")
        if strange := [shift for shift in row if shift and shift not in problem.by_name]:
            raise Nonsense(f"roster.{name}", f"{strange[0]!r} is not among the shifts")
    return {name: tuple(given[name]) for name in problem.places}


def write(problem: Problem, roster: Roster | None = None) -> str:
    """Return a problem, and its roster if given, as JSON; `read` of it is the same problem."""

    def day(number: int) -> str:
        return problem.date(number).isoformat()

    kinds = list(dict.fromkeys(person.contract for person in problem.people))
    found: dict[str, Any] = {"starts_on": problem.starts_on.isoformat(), **{n: getattr(problem, n) for n in PLAIN}}
    found["contracts"] = {f"contract {k + 1}": asdict(kind) for k, kind in enumerate(kinds)}
    found["shifts"] = [asdict(shift) for shift in problem.shifts]
    found["people"] = [
        {
            **{n: getattr(p, n) for n in ("name", "leave_h_per_day", "hourly_krw", "before")},
            "contract": f"contract {kinds.index(p.contract) + 1}",
            "skills": sorted(p.skills),
            "shifts": None if p.shifts is None else sorted(p.shifts),
            "leave": [day(d) for d in sorted(p.leave)],
            "fixed": {day(d): shift for d, shift in sorted(p.fixed.items())},
            "courses": {name: [day(d) for d in sorted(held)] for name, held in p.courses.items()},
            "ledger": asdict(p.ledger),
        }
        for p in problem.people
    ]
    found["needs"] = [asdict(need) for need in problem.needs]
    found["wishes"] = [{**asdict(wish), "day": day(wish.day)} for wish in problem.wishes]
    found |= {"forbidden": problem.forbidden, "holidays": [day(d) for d in sorted(problem.holidays)]}
    found["weights"] = asdict(problem.weights)
    return json.dumps(found | ({"roster": roster} if roster else {}), ensure_ascii=False, indent=1)


def as_object(name: str, text: str) -> Json:
    """Return JSON text as an object. Raises Nonsense."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise Nonsense(name, f"must be JSON: {error.msg} in line {error.lineno}") from error
    except RecursionError:
        raise Nonsense(name, "holds too many lists within lists") from None
    if not isinstance(given, dict):
        raise Nonsense(name, "must be a JSON object")
    return given


def a_date(name: str, value: object) -> date:
    """Return an ISO date. Raises Nonsense."""
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Nonsense(name, f"must be a date like 2026-12-24, not {value!r}") from error


def a_day(name: str, value: object, starts_on: date) -> int:
    """Return the day of the period that an ISO date names (it may lie outside). Raises Nonsense."""
    return (a_date(name, value) - starts_on).days


def made(kind: type[Made], name: str, given: Any) -> Made:
    """Return a dataclass from a JSON object with its fields. Raises Nonsense with the field."""
    if not isinstance(given, Mapping):
        raise Nonsense(name, "must be an object")
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    if strange := sorted(set(given) - set(known)):
        raise Nonsense(f"{name}.{strange[0]}", f"is not known; known are {', '.join(known)}")
    try:
        return kind(**given)
    except Nonsense:
        raise
    except (TypeError, ValueError) as error:
        raise Nonsense(name, f"has a field missing or of a wrong kind: {error}") from error


def _person(given: Any, starts_on: date, contracts: Mapping[str, Contract]) -> Person:
    if not isinstance(given, Mapping) or "name" not in given:
        raise Nonsense("people", "must be objects with a name")
    row, where = dict(given), f"people.{given['name']}"
    kind = row.get("contract")
    if kind is not None and (not isinstance(kind, str) or kind not in contracts):
        raise Nonsense(f"{where}.contract", f"{kind!r} is not among the contracts")
    changed: dict[str, Any] = {"contract": contracts[kind]} if kind is not None else {}
    if kind is None:
        row.pop("contract", None)
    if row.get("shifts") is not None:
        changed["shifts"] = frozenset(_names(f"{where}.shifts", row["shifts"]))
    changed["skills"] = frozenset(_names(f"{where}.skills", row.get("skills", [])))
    changed["leave"] = _day_set(f"{where}.leave", row.get("leave", []), starts_on)
    fixed = _map(f"{where}.fixed", row.get("fixed", {}))
    changed["fixed"] = {
        a_day(f"{where}.fixed", day, starts_on): shift
        for (day, _), shift in zip(fixed, _names(f"{where}.fixed", [shift for _, shift in fixed]), strict=True)
    }
    changed["courses"] = {
        name: _day_set(f"{where}.courses.{name}", held, starts_on)
        for name, held in _map(f"{where}.courses", row.get("courses", {}))
    }
    changed["before"] = tuple(_names(f"{where}.before", row.get("before", [])))
    changed["ledger"] = made(Ledger, f"{where}.ledger", row.get("ledger", {}))
    return made(Person, where, row | changed)


def _need(given: Any, starts_on: date, days: int) -> Need:
    if not isinstance(given, Mapping) or not {"shift", "least"} <= set(given):
        raise Nonsense("needs", "must be objects with shift, least and (if more are wished) wished")
    _names("needs.shift", [given["shift"]])
    least = _by_day("needs.least", given["least"], starts_on, days)
    wished = _by_day("needs.wished", given.get("wished", given["least"]), starts_on, days)
    return made(Need, "needs", {**given, "least": least, "wished": wished})


def _by_day(name: str, given: Any, starts_on: date, days: int) -> tuple[int, ...]:
    if isinstance(given, Mapping):
        week = given.get("by_weekday")
        if not isinstance(week, list) or len(week) != DAYS_A_WEEK:
            raise Nonsense(name, 'must be a number, a number per day, or {"by_weekday": [Monday … Sunday]}')
        given = [week[(starts_on.weekday() + day) % DAYS_A_WEEK] for day in range(days)]
    numbers = given if isinstance(given, list) else [given] * days
    return tuple(whole(name, _number(name, number)) for number in numbers)


def _wish(given: Any, starts_on: date) -> Wish:
    if not isinstance(given, Mapping) or not {"person", "day", "shift"} <= set(given):
        raise Nonsense("wishes", "must be objects with person, day and shift")
    for name in ("person", "shift"):
        _names(f"wishes.{name}", [given[name]])
    return made(Wish, "wishes", {**given, "day": a_day("wishes.day", given["day"], starts_on)})


def _pair(given: Any) -> tuple[str, str]:
    if not isinstance(given, list) or len(given) != 2:
        raise Nonsense("forbidden", "must be pairs [before, after]")
    return str(given[0]), str(given[1])


def _day_set(name: str, given: Any, starts_on: date) -> frozenset[int]:
    return frozenset(a_day(name, day, starts_on) for day in _list(name, given))


def _list(name: str, given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise Nonsense(name, "must be a list")
    return given


def _names(name: str, given: Any) -> list[str]:
    found = _list(name, given)
    if strange := [one for one in found if not isinstance(one, str)]:
        raise Nonsense(name, f"must be names, not {strange[0]!r}")
    return found


def _days(given: Any) -> int:
    return whole("days", _number("days", given), least=1, most=MOST_DAYS)


def _map(name: str, given: Any) -> Iterable[tuple[str, Any]]:
    if not isinstance(given, Mapping):
        raise Nonsense(name, "must be an object")
    return given.items()


def _number(name: str, given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise Nonsense(name, f"must be a number, not {given!r}")
    return given
