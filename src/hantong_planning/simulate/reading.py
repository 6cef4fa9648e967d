"""Scenarios as JSON: every field is known, and what is wrong is named by its path."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.simulate.calendar import DAY_S, DAYS, EVERY_DAY, Window, clock_s
from hantong_planning.simulate.durations import Duration
from hantong_planning.simulate.problem import Break, CallBack, CallClass, Group, Pay, Route, Scenario, Shift, Transfer

T = TypeVar("T")
Fields = Mapping[str, Callable[[Any], Any]]
MOST = 10**9
EXAMPLES = files("hantong_planning.simulate") / "examples"


def read_file(path: str | Path) -> Scenario:
    """Read a scenario from a JSON file, or the package's own example of that name. Raises Nonsense, OSError."""
    if not Path(path).exists() and str(path) in example_names():
        return read_example(str(path))
    return _parsed(Path(path).read_text(encoding="utf-8-sig"))


def read_example(name: str) -> Scenario:
    """Read an example that comes with the package."""
    return _parsed((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def example_names() -> list[str]:
    """Return the names of the examples that come with the package."""
    return sorted(entry.name.removesuffix(".json") for entry in EXAMPLES.iterdir() if entry.name.endswith(".json"))


def _parsed(text: str) -> Scenario:
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise Nonsense("file", f"is not JSON: {error}") from error
    except RecursionError:
        raise Nonsense("file", "holds too many lists within lists") from None
    if not isinstance(given, dict):
        raise Nonsense("file", "must hold one object with classes and groups")
    return read_scenario(given)


def read_scenario(given: object) -> Scenario:
    """Return the scenario that a JSON object describes. Raises Nonsense with the path of the field."""
    fields = _fields(given, SCENARIO, required=("classes", "groups"))
    return Scenario(**({"name": "scenario"} | fields))


def _made(kind: Callable[..., T], given: object, known: Fields, required: Sequence[str] = ()) -> T:
    return kind(**_fields(given, known, required))


def _fields(given: object, known: Fields, required: Sequence[str] = ()) -> dict[str, Any]:
    """Return the keyword arguments that an object holds; a field may set several (`when_closed`)."""
    if not isinstance(given, dict):
        raise Nonsense("", f"must be an object with {', '.join(known)}")
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise Nonsense(name, f"is not known here; known are {', '.join(known)}")
        read = _at(name, known[name], value)
        found |= read if isinstance(read, dict) else {name: read}
    for name in required:
        if name not in given:
            raise Nonsense(name, "is missing")
    return found


def _at(path: str, read: Callable[[Any], T], value: object) -> T:
    """Read a value; what is wrong inside is named from here."""
    try:
        return read(value)
    except Nonsense as error:
        inner = error.field
        if inner and not inner.startswith("["):
            inner = "." + inner
        raise Nonsense(path + inner, error.words) from error


def _each(read: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    def read_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Nonsense("", f"must be a list, not {json.dumps(value)}")
        return tuple(_at(f"[{place}]", read, each) for place, each in enumerate(value))

    return read_all


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise Nonsense("", f"must be words, not {json.dumps(value)}")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Nonsense("", f"must be a number, not {json.dumps(value)}")
    return finite("", value)


def _whole(value: object, *, least: int = 0) -> int:
    return whole("", _number(value), least=least, most=MOST)


def _signed(value: object) -> int:
    return _whole(value, least=-MOST)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Nonsense("", f"must be true or false, not {json.dumps(value)}")
    return value


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_words(value))
    except ValueError as error:
        if isinstance(error, Nonsense):
            raise
        raise Nonsense("", f"must be a date like 2026-11-23, not {json.dumps(value)}") from error


def _profile(read: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    return lambda value: _each(read)(value) if isinstance(value, list) else (read(value),)


def _duration(value: object) -> Duration | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        return Duration(kind="exponential", mean_s=finite("", _number(value), above=0))
    given = {"kind": "values" if "values_s" in value else "lognormal"} | value
    return _made(Duration, given, {"kind": _words, "mean_s": _number, "cv": _number, "values_s": _each(_number)})


def _handling(value: object) -> Duration:
    found = _duration(value)
    if found is None:
        raise Nonsense("", "must be a time: a conversation ends")
    return found


def _days(value: object) -> frozenset[int]:
    names = _each(_words)([value] if isinstance(value, str) else value)
    found: set[int] = set()
    for name in names:
        first, dash, last = name.lower().partition("-")
        if first not in DAYS or (dash and (last not in DAYS[:7] or first not in DAYS[:7])):
            raise Nonsense("", f"{name!r} is no day; days are {', '.join(DAYS)} and spans like mon-fri")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found |= {day % 7 for day in range(begin, end + (8 if end < begin else 1))} if dash else {begin}
    return frozenset(found)


def _window(value: object) -> Window:
    given = _fields(value, {"days": _days, "from": _words, "to": _words})
    begin, end = clock_s("from", given.get("from", "00:00")), clock_s("to", given.get("to", "24:00"))
    return Window(given.get("days", EVERY_DAY), begin, end if end > begin else end + DAY_S)


def _shift(value: object) -> Shift:
    known: Fields = {"days": _days, "from": _words, "to": _words, "people": _whole, "breaks": _each(_break)}
    given = _fields(value, known, required=("from", "to", "people"))
    window = _window(
        {name: value[name] for name in ("days", "from", "to") if isinstance(value, dict) and name in value}
    )
    return Shift(people=given["people"], window=window, breaks=given.get("breaks", ()))


def _break(value: object) -> Break:
    given = _fields(
        value, {"after_h": _number, "minutes": _number, "in_turns": _whole}, required=("after_h", "minutes")
    )
    after_s, length_s = round(given["after_h"] * 3600), round(given["minutes"] * 60)
    return Break(after_s=after_s, length_s=length_s, in_turns=given.get("in_turns", 1))


def _when_closed(value: object) -> dict[str, Any]:
    given = _fields(value, {"to": _words, "share": _number}, required=("to", "share"))
    return {"diverted_to": given["to"], "diverted_share": given["share"]}


def _transfer(value: object) -> Transfer:
    known: Fields = {"to": _words, "share": _number, "hand_over_s": _number, "is_held": _flag}
    return _made(Transfer, value, known, ("to", "share"))


def _call_back(value: object) -> CallBack | None:
    names = ("offer_above_s", "accept_share", "due_after_s", "reached_share", "try_s", "retry_after_s")
    known: Fields = {name: _number for name in names} | {"tries": _whole}
    return None if value is None else _made(CallBack, value, known, ("offer_above_s", "accept_share"))


def _route(value: object) -> Route:
    if isinstance(value, str):
        return Route(group=value)
    known: Fields = {
        "group": _words, "after_s": _number, "during": _each(_window), "priority": _signed, "handling_factor": _number,
    }  # fmt: skip
    return _made(Route, value, known, ("group",))


def _class(value: object) -> CallClass:
    return _made(CallClass, value, CLASS, ("name", "arrivals_per_h", "handling_s"))


def _group(value: object) -> Group:
    return _made(Group, value, GROUP, ("name", "skills"))


def _pay(value: object) -> Pay:
    known: Fields = {"night_premium_share": _number, "holiday_premium_share": _number, "night": _window}
    return _made(Pay, value, known)


CLASS: Fields = {
    "name": _words, "arrivals_per_h": _profile(_number), "handling_s": _handling, "patience_s": _duration, "skill": _words,
    "place": _words, "priority": _signed, "within_s": _number, "day_cv": _number, "interval_cv": _number,
    "holiday_factor": _number, "open": _each(_window), "is_sent_home": _flag, "when_closed": _when_closed,
    "transfers": _each(_transfer), "call_back": _call_back, "routes": _each(_route),
}  # fmt: skip
GROUP: Fields = {
    "name": _words, "skills": _each(_words), "place": _words, "staff": _profile(_whole), "shifts": _each(_shift),
    "closed": _each(_window), "krw_per_h": _number, "room_krw_per_h": _number,
}  # fmt: skip
SCENARIO: Fields = {
    "name": _words, "starts_on": _day, "days": _whole, "interval_s": _whole, "warm_up_h": _number, "days_cv": _number,
    "holidays": lambda value: frozenset(_each(_day)(value)), "pay": _pay, "classes": _each(_class), "groups": _each(_group),
}  # fmt: skip
