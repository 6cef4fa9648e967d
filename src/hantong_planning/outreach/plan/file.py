"""Scenarios and plans as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.plan.problem import (
    Area,
    Fairness,
    Group,
    Hours,
    PlanProblem,
    Run,
    Site,
    Specialist,
    Team,
)
from hantong_planning.outreach.plan.result import Plan, Visit

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LISTS = ("groups", "areas", "sites", "teams", "specialists", "runs")
Thing = TypeVar("Thing")
Entry = Mapping[str, Any]


def read(path: Path) -> PlanProblem:
    """Read a scenario; the fields are those of `PlanProblem`, described in docs/planning/outreach.md.

    Raises Nonsense.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Nonsense("SCENARIO", f"must be JSON: {error}") from None
    if not isinstance(told, dict):
        raise Nonsense("SCENARIO", "must be a JSON object")
    return problem_of(told)


def problem_of(told: Entry) -> PlanProblem:
    """Return the problem that a JSON object describes. Raises Nonsense."""
    first = _date("first_day", told.get("first_day"))
    keys = [entry.get("key", "") for entry in _entries(told, "groups")]
    days = told.get("days", 0)
    span = (first, days if isinstance(days, int) else 0)
    read_one: dict[str, Callable[[Entry], object]] = {
        "groups": lambda entry: _made(Group, "groups", entry),
        "areas": lambda entry: _area(entry, keys),
        "sites": lambda entry: _made(Site, "sites", entry, hours=_hours, closed=_dates),
        "teams": lambda entry: _made(Team, "teams", entry, hours=_hours, away=_dates),
        "specialists": lambda entry: _made(Specialist, "specialists", _dated(entry, span), days=_dates),
        "runs": lambda entry: _made(Run, "runs", _dated(entry, span), days=_dates, sites=_keys),
    }
    lists = {name: tuple(read_one[name](entry) for entry in _entries(told, name)) for name in LISTS}
    rest = {name: value for name, value in told.items() if name not in LISTS}
    fairness = _made(Fairness, "fairness", rest.pop("fairness", {}))
    return _made(PlanProblem, "SCENARIO", {**rest, **lists, "first_day": first, "fairness": fairness})


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON-like values."""
    visits = [{**dataclasses.asdict(visit), "day": visit.day.isoformat()} for visit in plan.visits]
    unmet = [dataclasses.asdict(one) for one in plan.unmet]
    figures = {"value": plan.value, "bound": plan.bound, "gap_share": plan.gap_share, "drive_km": plan.drive_km}
    levels = {"levels": dict(plan.levels), "floors": dict(plan.floors)}
    return {"visits": visits, **figures, **levels, "unmet": unmet, "why": dict(plan.why), "seconds": plan.seconds}


def plan_of(told: Entry) -> Plan:
    """Return the plan that `plan_json` wrote. Raises Nonsense."""
    try:
        visits = [
            Visit(**{**visit, "day": date.fromisoformat(visit["day"]), "kinds": tuple(visit["kinds"])})
            for visit in told["visits"]
        ]
        return Plan(tuple(visits), told["value"], told["bound"], told["levels"], told["floors"], told["drive_km"])
    except (KeyError, TypeError, ValueError) as error:
        raise Nonsense("PLAN", f"must be what the command plan --json printed ({error})") from None


def _entries(told: Entry, name: str) -> list[Entry]:
    found = told.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise Nonsense(name, "must be a list of objects")
    return found


def _made(kind: Callable[..., Thing], name: str, entry: Entry, **converters: Callable[[str, Any], object]) -> Thing:
    if not isinstance(entry, Mapping):
        raise Nonsense(name, "must be an object")
    known = {one.name for one in dataclasses.fields(kind)}  # type: ignore[arg-type]  # always a dataclass
    if unknown := set(entry) - known:
        raise Nonsense(name, f"has unknown fields: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    values = {
        key: converters[key](f"{name}.{key}", value) if key in converters else value for key, value in entry.items()
    }
    try:
        return kind(**values)
    except TypeError as error:
        raise Nonsense(name, str(error).partition(") ")[2] or str(error)) from None
    except Nonsense:
        raise
    except ValueError as error:
        raise Nonsense(name, str(error)) from None


def _area(entry: Entry, groups: list[str]) -> Area:
    people = entry.get("people", {})
    if not isinstance(people, dict):
        raise Nonsense("areas.people", "must be an object of group: number")
    if unknown := set(people) - set(groups):
        raise Nonsense("areas.people", f"names unknown groups: {', '.join(sorted(unknown))}")
    return _made(Area, "areas", {**entry, "people": tuple(people.get(key, 0) for key in groups)})


def _dated(entry: Entry, span: tuple[date, int]) -> Entry:
    """Return the entry with `weekdays` (mon …) turned into days of the horizon."""
    if "weekdays" not in entry:
        return entry
    rest = {key: value for key, value in entry.items() if key != "weekdays"}
    wanted = set(_keys("weekdays", entry["weekdays"]))
    if unknown := wanted - set(WEEKDAYS):
        raise Nonsense("weekdays", f"must be of {', '.join(WEEKDAYS)}, not {', '.join(sorted(unknown))}")
    days = [span[0] + timedelta(days=k) for k in range(span[1])]
    return {**rest, "days": [day.isoformat() for day in days if WEEKDAYS[day.weekday()] in wanted]}


def _date(name: str, value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Nonsense(name, f"must be a date like 2026-11-21, not {value}") from None


def _dates(name: str, value: Any) -> frozenset[date]:
    return frozenset(_date(name, one) for one in _keys(name, value))


def _keys(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Nonsense(name, "must be a list of words")
    return tuple(value)


def _hours(name: str, value: Any) -> tuple[Hours | None, ...]:
    """Read {"mon": "09:00-18:00", …}; a weekday that is not named is shut."""
    if not isinstance(value, dict) or set(value) - set(WEEKDAYS):
        raise Nonsense(name, 'must be an object like {"mon": "09:00-18:00"}')
    return tuple(_span(name, value[day]) if day in value else None for day in WEEKDAYS)


def _span(name: str, words: object) -> Hours:
    try:
        (h1, m1), (h2, m2) = (part.split(":") for part in str(words).split("-"))
        return int(h1) * 60 + int(m1), int(h2) * 60 + int(m2)
    except ValueError:
        raise Nonsense(name, f"must be like 09:00-18:00, not {words}") from None
