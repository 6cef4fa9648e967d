"""The command line: `python -m hantong_planning.outreach routes | tours | plan | replan | frontier`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hantong_planning.commands import Answer, Commands
from hantong_planning.errors import Nonsense

if TYPE_CHECKING:
    from hantong_planning.outreach.plan.problem import PlanProblem
    from hantong_planning.outreach.plan.result import Plan


def routes(given: argparse.Namespace) -> Answer:
    """Find routes for a file in Solomon's format, by PyVRP."""
    from hantong_planning.outreach.routes.check import length, violations  # engines take a second to import
    from hantong_planning.outreach.routes.draw import svg
    from hantong_planning.outreach.routes.file import read
    from hantong_planning.outreach.routes.solve import solve
    from hantong_planning.outreach.routes.why import why

    problem = read(Path(given.file), rounding=given.rounding)
    plan = solve(
        problem,
        seed=given.seed,
        time_limit_s=given.time_limit_s,
        iterations=given.iterations,
        is_fleet_first=given.fewest_vehicles,
    )
    if given.svg:
        Path(given.svg).write_text(svg(problem, plan), encoding="utf-8")
    searched = {"seed": given.seed, "time_limit_s": given.time_limit_s, "iterations": given.iterations}
    return {
        "routes": [list(route) for route in plan.routes],
        "distance": plan.distance,
        "vehicles": len(plan.routes),
        "violations": violations(problem, plan),
        "seconds": plan.seconds,
        "rounding": problem.rounding,
        "distance_exact": length(problem, plan.routes, "exact"),
        "distance_dimacs": length(problem, plan.routes, "dimacs"),
        "unmet": list(plan.unmet),
        **({"why": [dataclasses.asdict(one) for one in why(problem, plan, **searched)]} if given.why else {}),
    }


def tours(given: argparse.Namespace) -> Answer:
    """Find tours for a file in the TOPTW format: the greatest score with so many teams."""
    from hantong_planning.outreach.tours.check import violations
    from hantong_planning.outreach.tours.draw import svg
    from hantong_planning.outreach.tours.file import read
    from hantong_planning.outreach.tours.solve import solve
    from hantong_planning.outreach.tours.why import why

    problem = read(Path(given.file), teams=given.teams, decimals=given.decimals)
    plan = solve(problem, seed=given.seed, time_limit_s=given.time_limit_s, rounds=given.rounds)
    if given.svg:
        Path(given.svg).write_text(svg(problem, plan), encoding="utf-8")
    return {
        "tours": [list(tour) for tour in plan.tours],
        "score": plan.score,
        "violations": violations(problem, plan),
        "seconds": plan.seconds,
        "travel": plan.travel,
        "decimals": problem.decimals,
        "rounds": plan.rounds,
        "left_out": list(plan.left_out),
        **({"why": [dataclasses.asdict(one) for one in why(problem, plan, seed=given.seed)]} if given.why else {}),
    }


def plan(given: argparse.Namespace) -> Answer:
    """Plan visits, tours and specialists for a scenario."""
    from hantong_planning.outreach.plan.file import read
    from hantong_planning.outreach.plan.solve import solve

    problem = read(Path(given.scenario))
    found = solve(problem, seed=given.seed, time_limit_s=given.time_limit_s)
    return _told(problem, found, given)


def replan(given: argparse.Namespace) -> Answer:
    """Move the visits of cancelled days to later ones, with everything else left as it was."""
    from hantong_planning.outreach.plan.file import plan_of, read
    from hantong_planning.outreach.plan.replan import replan as moved

    problem = read(Path(given.scenario))
    try:
        cancelled = [date.fromisoformat(day) for day in given.cancel.split(",")]
        before = json.loads(Path(given.plan).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise Nonsense("PLAN", f"must be JSON: {error}") from None
    except ValueError:
        raise Nonsense("--cancel", f"must be dates like 2026-11-21, not {given.cancel}") from None
    if not isinstance(before, dict):
        raise Nonsense("PLAN", "must be what the command plan --json printed")
    found = moved(problem, plan_of(before), cancelled=cancelled, team=given.team)
    moves = [dataclasses.asdict(move) for move in found.moves]
    for move in moves:
        for visit in (move["lost"], move["now"]):
            if visit:
                visit["day"] = visit["day"].isoformat()
    return {"moves": moves, **_told(problem, found.plan, given)}


def frontier(given: argparse.Namespace) -> Answer:
    """Show what fairness between districts costs: bounds at rising shares of the worst-first floors."""
    from hantong_planning.outreach.plan.draw import frontier_svg
    from hantong_planning.outreach.plan.fairness import frontier as points
    from hantong_planning.outreach.plan.file import read

    found = points(read(Path(given.scenario)))
    if given.svg:
        Path(given.svg).write_text(frontier_svg(found), encoding="utf-8")
    return {"points": [dataclasses.asdict(point) for point in found]}


def _told(problem: PlanProblem, found: Plan, given: argparse.Namespace) -> dict[str, Any]:
    from hantong_planning.outreach.plan.check import violations
    from hantong_planning.outreach.plan.draw import svg
    from hantong_planning.outreach.plan.file import plan_json

    if given.svg:
        try:
            day = date.fromisoformat(given.day) if given.day else None
        except ValueError:
            raise Nonsense("--day", f"must be a date like 2026-11-21, not {given.day}") from None
        Path(given.svg).write_text(svg(problem, found, day=day), encoding="utf-8")
    return {**plan_json(found), "violations": violations(problem, found)}


def main(words: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    commands = Commands("outreach", "Where and when mobile teams stand, and the routes they drive.")
    parser = commands.add("routes", routes)
    parser.add_argument("file", metavar="FILE.txt", help="customers in Solomon's format")
    parser.add_argument("--rounding", choices=("exact", "dimacs"), default="exact", help="convention of distances")
    parser.add_argument("--iterations", type=int, help="PyVRP's iterations per start, for a repeatable result")
    parser.add_argument("--fewest-vehicles", action="store_true", help="look for the smallest fleet first")
    _explained(parser, "routes")
    _search(parser, 30)
    parser = commands.add("tours", tours)
    parser.add_argument("file", metavar="FILE.txt", help="places in the TOPTW format")
    parser.add_argument("--teams", type=int, default=1, help="tours at most (1)")
    parser.add_argument("--decimals", type=int, help="where distances are cut off (default: by the file)")
    parser.add_argument("--rounds", type=int, help="rounds of the search in all, for a repeatable result")
    _explained(parser, "tours")
    _search(parser, 10)
    _add_plans(commands)
    return commands.main(words)


def _add_plans(commands: Commands) -> None:
    for name, run in (("plan", plan), ("replan", replan)):
        parser = commands.add(name, run)
        parser.add_argument(
            "scenario", metavar="SCENARIO.json", help="sites, teams and days: see docs/planning/outreach.md"
        )
        if name == "replan":
            parser.add_argument("plan", metavar="PLAN.json", help="what the command plan --json printed")
            parser.add_argument("--cancel", required=True, metavar="DATE[,DATE…]", help="the days that fall out")
            parser.add_argument("--team", default="", help="only this team falls out")
        parser.add_argument("--svg", metavar="FILE", help="draw the map of visits")
        parser.add_argument("--day", help="draw the ways of this day")
        _search(parser, 300)
    parser = commands.add("frontier", frontier)
    parser.add_argument(
        "scenario", metavar="SCENARIO.json", help="sites, teams and days: see docs/planning/outreach.md"
    )
    parser.add_argument("--svg", metavar="FILE", help="draw value over the level of the worst district")


def _explained(parser: argparse.ArgumentParser, things: str) -> None:
    parser.add_argument("--svg", metavar="FILE", help=f"draw the map of {things}")
    parser.add_argument(
        "--why", action="store_true", help="say what each rule, relaxed alone, would bring: four times as long"
    )


def _search(parser: argparse.ArgumentParser, time_limit_s: float) -> None:
    parser.add_argument(
        "--time-limit-s", type=float, default=time_limit_s, help=f"seconds to search at most ({time_limit_s:g})"
    )
    parser.add_argument("--seed", type=int, default=1, help="names the random numbers; the same seed, the same search")


if __name__ == "__main__":
    sys.exit(main())
