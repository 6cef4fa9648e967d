"""The commands `rotating` and `clock`: a .dzn file or a few numbers in, a cycle or a proof out."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hantong_planning.commands import Answer, Commands, as_lines
from hantong_planning.errors import Nonsense, finite

if TYPE_CHECKING:
    from hantong_planning.rostering.rotating.problem import Rotation
    from hantong_planning.rostering.rotating.solve import Plan

FAIR_S = 0.35


def add_to(commands: Commands) -> None:
    """Add `rotating` and `clock`."""
    parser = commands.add("rotating", _rotating, show=_show)
    parser.add_argument("file", type=Path, help="a .dzn file of the format of 2018/2019 or of 2022")
    _search(parser)
    parser = commands.add("clock", _clock, show=_show)
    parser.add_argument("--turns", type=int, default=3, help="3 or 2 shifts a day, or 1: a duty of 24 hours (3)")
    parser.add_argument("--workers", type=int, required=True, help="people, or teams that work as one")
    parser.add_argument("--need", required=True, help="people in each turn, as 3,3,2")
    parser.add_argument("--weekend-need", help="the same on Saturday and Sunday, if it differs")
    parser.add_argument("--first-at", help="when the first turn begins (06:00, 07:00, 09:00)")
    parser.add_argument("--rest-h", type=float, default=11.0, help="hours from one turn to the next (11)")
    parser.add_argument("--most-days", type=int, default=5, help="days of work in a row (5)")
    parser.add_argument("--most-nights", type=int, default=3, help="nights in a row (3)")
    parser.add_argument("--out", type=Path, help="write the problem into this .dzn file, to be changed further")
    _search(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit-s", type=float, default=10.0, help="after which the answer is unknown")
    parser.add_argument("--seed", type=int, default=0, help="names the random numbers; the same seed, the same search")
    parser.add_argument(
        "--fairest",
        action="store_true",
        help=f"use the whole time for fairness, not only {FAIR_S} s after the decision",
    )
    parser.add_argument(
        "--why", action="store_true", help="say which rule would have to give for a cycle, or for more free weekends"
    )
    parser.add_argument("--svg", type=Path, help="draw the cycle into this file")


def _rotating(given: argparse.Namespace) -> Answer:
    """Decide a rotating roster and find a fair one, or prove that there is none."""
    from hantong_planning.rostering.rotating import dzn

    return _decided(dzn.read(given.file), given)


def _clock(given: argparse.Namespace) -> Answer:
    """Decide a rotating roster around the clock: three or two shifts a day, or a duty of 24 hours."""
    from hantong_planning.rostering.rotating import dzn
    from hantong_planning.rostering.rotating.clock import around_the_clock, hours_per_week

    rotation = around_the_clock(
        given.turns,
        given.workers,
        _numbers("need", given.need),
        weekend_need=_numbers("weekend_need", given.weekend_need) if given.weekend_need else None,
        first_at_min=_minutes(given.first_at) if given.first_at else None,
        rest_h=given.rest_h,
        most_days=given.most_days,
        most_nights=given.most_nights,
    )
    if given.out:
        given.out.write_text(dzn.write(rotation), encoding="utf-8")
    return {**_decided(rotation, given), "mean_h_per_week": hours_per_week(rotation)}


def _numbers(field: str, text: str) -> list[int]:
    try:
        return [int(word) for word in text.split(",")]
    except ValueError:
        raise Nonsense(field, f"must be whole numbers, as 3,3,2, not {text!r}") from None


def _minutes(text: str) -> int:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text)
    if not found:
        raise Nonsense("first_at", f"must be a time of day, as 06:00, not {text!r}")
    return int(found[1]) * 60 + int(found[2])


def _decided(rotation: Rotation, given: argparse.Namespace) -> Answer:
    limit_s = finite("time_limit_s", given.time_limit_s, above=0)
    from hantong_planning.rostering.rotating.check import violations
    from hantong_planning.rostering.rotating.solve import solve

    plan = solve(rotation, seed=given.seed, time_limit_s=limit_s, fair_s=None if given.fairest else FAIR_S)
    answer: dict[str, Any] = {"status": plan.status, "schedule": plan.schedule, "seconds": plan.seconds}
    if plan.fairness is not None:
        answer |= {"violations": violations(rotation, plan.schedule), "fairness": _fairness(rotation, plan)}
        answer["proven_best"] = list(plan.proven)
    if given.why:
        answer |= _why(rotation, plan, given.seed, limit_s)
    if given.svg:
        _draw(given.svg, rotation, plan)
    return answer


def _why(rotation: Rotation, plan: Plan, seed: int, limit_s: float) -> Answer:
    from hantong_planning.rostering.rotating.why import gains, reasons

    if plan.status == "infeasible":
        return {"feasible_with_any_of": [one.words for one in reasons(rotation, seed=seed, time_limit_s=limit_s)]}
    if plan.status == "feasible":
        return {"more_free_weekends_with": [asdict(one) for one in gains(rotation, seed=seed, time_limit_s=limit_s)]}
    return {}


def _fairness(rotation: Rotation, plan: Plan) -> Mapping[str, float]:
    if plan.fairness is None:
        return {}
    found = plan.fairness
    return {
        "free_weekends": rotation.workers - found.worked_weekends,
        "longest_wait_weeks": found.longest_wait_weeks,
        "night_lead": float(found.night_lead),
        "weekend_lead": float(found.weekend_lead),
    }


def _draw(path: Path, rotation: Rotation, plan: Plan) -> None:
    from hantong_planning.rostering.rotating.picture import picture

    path.write_text(picture(rotation, plan.schedule), encoding="utf-8")


def _show(answer: Answer) -> str:
    rest = {name: value for name, value in answer.items() if name != "schedule"}
    width = max((len(name) for week in answer["schedule"] for name in week), default=1)
    rows = [" ".join(name.ljust(width) for name in week) for week in answer["schedule"]]
    return "\n".join([*rows, as_lines(rest)])
