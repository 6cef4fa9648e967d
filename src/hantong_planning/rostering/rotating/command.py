"""The command `rotating`: a .dzn file in, a cycle or a proof out."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hantong_planning.commands import Answer, Commands, as_lines
from hantong_planning.errors import finite

if TYPE_CHECKING:
    from hantong_planning.rostering.rotating.problem import Rotation
    from hantong_planning.rostering.rotating.solve import Plan

FAIR_S = 0.35


def add_to(commands: Commands) -> None:
    """Add `rotating`."""
    parser = commands.add("rotating", _rotating, show=_show)
    parser.add_argument("file", type=Path, help="a .dzn file of the format of 2018/2019 or of 2022")
    parser.add_argument("--time-limit-s", type=float, default=10.0, help="after which the answer is unknown")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--fairest",
        action="store_true",
        help=f"use the whole time for fairness, not only {FAIR_S} s after the decision",
    )
    parser.add_argument("--why", action="store_true", help="if there is no cycle, say which rule would have to give")
    parser.add_argument("--svg", type=Path, help="draw the cycle into this file")


def _rotating(given: argparse.Namespace) -> Answer:
    """Decide a rotating roster and find a fair one, or prove that there is none."""
    limit_s = finite("time_limit_s", given.time_limit_s, above=0)
    from hantong_planning.rostering.rotating import dzn
    from hantong_planning.rostering.rotating.check import violations
    from hantong_planning.rostering.rotating.solve import solve

    rotation = dzn.read(given.file)
    plan = solve(rotation, seed=given.seed, time_limit_s=limit_s, fair_s=None if given.fairest else FAIR_S)
    answer: dict[str, Any] = {"status": plan.status, "schedule": plan.schedule, "seconds": plan.seconds}
    if plan.fairness is not None:
        answer |= {"violations": violations(rotation, plan.schedule), "fairness": _fairness(rotation, plan)}
        answer["proven_best"] = list(plan.proven)
    elif given.why and plan.status == "infeasible":
        from hantong_planning.rostering.rotating.why import reasons

        found = reasons(rotation, seed=given.seed, time_limit_s=limit_s)
        answer["feasible_with_any_of"] = [relaxation.words for relaxation in found]
    if given.svg:
        _draw(given.svg, rotation, plan)
    return answer


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
