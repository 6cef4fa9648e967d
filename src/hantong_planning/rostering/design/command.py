"""The command `design`: a requirement curve and kinds of shifts in, the shifts with the fewest paid hours out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hantong_planning.commands import Answer, Commands, as_lines, as_table
from hantong_planning.errors import Nonsense, finite

if TYPE_CHECKING:
    from hantong_planning.rostering.design.problem import Design

DAY_MIN = 24 * 60
CLOSE_H = 1e-6
FIELDS = ("kind", "starts_min", "lasts_min", "breaks")


def add_to(commands: Commands) -> None:
    """Add `design`."""
    parser = commands.add("design", _design, show=_show)
    parser.add_argument("file", type=Path, help="JSON: need, interval_min, kinds [{name, lasts_min, starts_min, …}]")
    parser.add_argument("--time-limit-s", type=float, default=10.0, help="seconds to search at most (10)")
    parser.add_argument("--seed", type=int, default=0, help="names the random numbers; the same seed, the same search")
    parser.add_argument("--svg", type=Path, help="draw cover against need into this file")


def _design(given: argparse.Namespace) -> Answer:
    """Find the shifts that cover a requirement curve with the fewest paid hours, with a bound."""
    limit_s = finite("time_limit_s", given.time_limit_s, above=0)
    from hantong_planning.rostering.design.check import violations
    from hantong_planning.rostering.design.solve import one_more, prices, solve
    from hantong_planning.rostering.draw import cover_against_need

    design = parse(given.file.read_text(encoding="utf-8"))
    plan = solve(design, seed=given.seed, time_limit_s=limit_s)
    if given.svg:
        step = design.interval_min
        labels = [f"{k * step % DAY_MIN // 60}" if k * step % 180 == 0 else "" for k in range(len(design.need))]
        drawn = cover_against_need(plan.cover, design.need, labels=labels, title="People there and people needed")
        given.svg.write_text(drawn.svg(), encoding="utf-8")
    binds = [(k, saved_h) for k, saved_h in enumerate(prices(design)) if saved_h > CLOSE_H]
    return {
        "shifts": [{**{name: getattr(s, name) for name in FIELDS}, "people": people} for s, people in plan.shifts],
        "paid_h": plan.paid_h,
        "bound_h": plan.bound_h,
        "is_proven": plan.is_proven,
        "unmet": {str(place): missing for place, missing in plan.unmet.items()},
        "binding": [
            {"interval": k, "starts": _clock(k * design.interval_min), "one_less_saves_h": h} for k, h in binds
        ],
        "one_more_brings": one_more(design, plan, seed=given.seed, time_limit_s=limit_s),
        "violations": violations(design, plan),
        "seconds": plan.seconds,
    }


def _show(found: Answer) -> str:
    """Return the shifts as a table of clock times, then the figures."""
    rows = [
        {
            "kind": one["kind"],
            "from": _clock(one["starts_min"]),
            "to": _clock(one["starts_min"] + one["lasts_min"]),
            "breaks": ", ".join(f"{_clock(begins)} ({lasts} min)" for begins, lasts in one["breaks"]),
            "people": one["people"],
        }
        for one in found["shifts"]
    ]
    return "\n".join([*as_table(rows), as_lines({name: value for name, value in found.items() if name != "shifts"})])


def _clock(minutes: int) -> str:
    """Return minutes from the start of the curve as its day, if not the first, and time."""
    day, rest = divmod(minutes, DAY_MIN)
    return f"{f'day {day + 1} ' if day else ''}{rest // 60:02d}:{rest % 60:02d}"


def parse(text: str) -> Design:
    """Read a problem from JSON with the fields of `Design` and `ShiftKind`. Raises Nonsense with the field."""
    from hantong_planning.rostering.design.problem import Break, Design, ShiftKind

    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise Nonsense("file", f"must be JSON: {error.msg} in line {error.lineno}") from error
    if not isinstance(given, dict):
        raise Nonsense("file", "must be a JSON object")
    kinds = _objects(given, "kinds")
    made = tuple(
        _made(ShiftKind, {**_tuples(kind), "breaks": tuple(_made(Break, rest) for rest in _objects(kind, "breaks"))})
        for kind in kinds
    )
    found = _made(Design, {**_tuples(given), "kinds": made})
    if not isinstance(found, Design):
        raise Nonsense("file", "must be a shift design problem")
    return found


def _objects(given: Mapping[str, Any], field: str) -> list[dict[str, Any]]:
    found = given.get(field, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Nonsense(field, "must be a list of objects")
    return found


def _tuples(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def _made(kind: Any, given: Mapping[str, Any]) -> Any:
    known = kind.__dataclass_fields__
    if strange := sorted(set(given) - set(known)):
        raise Nonsense(strange[0], f"is not a field; there are {', '.join(known)}")
    try:
        return kind(**given)
    except (TypeError, ValueError) as error:
        if isinstance(error, Nonsense):
            raise
        raise Nonsense("file", str(error)) from error
