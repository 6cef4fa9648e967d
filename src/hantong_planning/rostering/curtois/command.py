"""The command `curtois`: a problem in the benchmark's text or XML format in, a checked roster and a bound out."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from hantong_planning.commands import Answer, Commands, as_lines
from hantong_planning.errors import Nonsense, finite, whole


def add_to(commands: Commands) -> None:
    """Add `curtois`."""
    parser = commands.add("curtois", _curtois, show=_show)
    parser.add_argument("file", type=Path, help="InstanceN.txt, or the same problem as .ros")
    parser.add_argument("--time-limit-s", type=float, default=600.0, help="seconds to search at most (600)")
    parser.add_argument("--seed", type=int, default=1, help="names the random numbers; the same seed, the same search")
    parser.add_argument("--turns", type=int, help="end after so many turns: the same roster on every machine")
    parser.add_argument("--cores", type=int, choices=(1, 2), help="processes; 2 by default from 30 s on")
    parser.add_argument("--svg", type=Path, help="draw the roster into this file")
    parser.add_argument("--why", action="store_true", help="say what keeps people from shifts with somebody missing")
    parser.add_argument("--out", type=Path, help="write the roster into this file as the benchmark's roster XML")


def _curtois(given: argparse.Namespace) -> Answer:
    """Solve a personal rostering problem of Curtois and Qu, and say how far the roster can be from the best."""
    limit_s = finite("time_limit_s", given.time_limit_s, above=0)
    seed = whole("seed", given.seed)
    from hantong_planning.rostering.curtois.check import violations
    from hantong_planning.rostering.curtois.picture import picture
    from hantong_planning.rostering.curtois.ros import read_ros, write_roster
    from hantong_planning.rostering.curtois.solve import solve
    from hantong_planning.rostering.curtois.text import read_text
    from hantong_planning.rostering.curtois.why import binding, one_more

    try:
        text = given.file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Nonsense("file", "is not text in UTF-8") from None
    problem = read_ros(text) if text.lstrip().startswith("<") else read_text(text)
    plan = solve(problem, seed=seed, time_limit_s=limit_s, turns=given.turns, cores=given.cores)
    if given.out:
        given.out.write_text(write_roster(plan.roster, plan.penalty, given.file.name), encoding="utf-8")
    if given.svg:
        given.svg.write_text(picture(problem, plan), encoding="utf-8")
    why: Answer = {}
    if given.why:
        more = asdict(one_more(problem, plan.roster))
        why = {"binding": binding(problem, plan.roster, plan.unmet), "one_more_brings": more}
    return {
        "penalty": plan.penalty,
        "bound": plan.bound,
        "gap_share": round(plan.gap_share, 6),
        "violations": [str(broken) for broken in violations(problem, plan.roster)],
        "unmet": [{"day": gap.day, "shift": gap.shift, "missing": gap.missing} for gap in plan.unmet],
        **why,
        "roster": {name: list(days) for name, days in plan.roster.items()},
        "seconds": round(plan.seconds, 3),
    }


def _show(found: Answer) -> str:
    lines = [
        f"penalty {found['penalty']}, none is below {found['bound']} (gap {100 * found['gap_share']:.2f} %), "
        f"{len(found['violations'])} broken rules, {len(found['unmet'])} shifts short, {found['seconds']:.1f} s",
    ]
    why = {name: found[name] for name in ("binding", "one_more_brings") if name in found}
    lines += [as_lines(why)] if why else []
    width = max(len(shift) for days in found["roster"].values() for shift in (*days, "."))
    names = max(map(len, found["roster"]))
    lines += [
        f"{name:<{names}}  " + " ".join(f"{shift or '.':<{width}}" for shift in days)
        for name, days in found["roster"].items()
    ]
    return "\n".join([*lines, *found["violations"]])
