"""The command `design`: a requirement curve and kinds of shifts in, the shifts with the fewest paid hours out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hantong_planning.commands import Answer, Commands
from hantong_planning.errors import Nonsense, finite

if TYPE_CHECKING:
    from hantong_planning.rostering.design.problem import Design

DAY_MIN = 24 * 60


def add_to(commands: Commands) -> None:
    """Add `design`."""
    parser = commands.add("design", _design)
    parser.add_argument("file", type=Path, help="JSON: need, interval_min, kinds [{name, lasts_min, starts_min, …}]")
    parser.add_argument("--time-limit-s", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--svg", type=Path, help="draw cover against need into this file")


def _design(given: argparse.Namespace) -> Answer:
    """Find the shifts that cover a requirement curve with the fewest paid hours, with a bound."""
    limit_s = finite("time_limit_s", given.time_limit_s, above=0)
    from hantong_planning.rostering.design.check import violations
    from hantong_planning.rostering.design.solve import one_more, solve
    from hantong_planning.rostering.draw import cover_against_need

    design = parse(given.file.read_text(encoding="utf-8"))
    plan = solve(design, seed=given.seed, time_limit_s=limit_s)
    if given.svg:
        step = design.interval_min
        labels = [f"{k * step % DAY_MIN // 60}" if k * step % 180 == 0 else "" for k in range(len(design.need))]
        drawn = cover_against_need(plan.cover, design.need, labels=labels, title="People there and people needed")
        given.svg.write_text(drawn.svg(), encoding="utf-8")
    names = ("kind", "starts_min", "lasts_min", "break_starts_min")
    return {
        "shifts": [{**{name: getattr(s, name) for name in names}, "people": people} for s, people in plan.shifts],
        "paid_h": plan.paid_h,
        "bound_h": plan.bound_h,
        "is_proven": plan.is_proven,
        "unmet": {str(place): missing for place, missing in plan.unmet.items()},
        "one_more_brings": one_more(design, plan, seed=given.seed, time_limit_s=limit_s),
        "violations": violations(design, plan),
        "seconds": plan.seconds,
    }


def parse(text: str) -> Design:
    """Read a problem from JSON with the fields of `Design` and `ShiftKind`. Raises Nonsense with the field."""
    from hantong_planning.rostering.design.problem import Design, ShiftKind

    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise Nonsense("file", f"must be JSON: {error.msg} in line {error.lineno}") from error
    if not isinstance(given, dict):
        raise Nonsense("file", "must be a JSON object")
    kinds = given.get("kinds")
    if not isinstance(kinds, list) or not all(isinstance(kind, dict) for kind in kinds):
        raise Nonsense("kinds", "must be a list of objects")
    made = tuple(_made(ShiftKind, _tuples(kind)) for kind in kinds)
    found = _made(Design, {**_tuples(given), "kinds": made})
    if not isinstance(found, Design):
        raise Nonsense("file", "must be a shift design problem")
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
