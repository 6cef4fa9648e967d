"""The commands `personal`, `repair`, `why-not` and `swap`: a JSON problem in, a roster or an answer about one out."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hantong_planning.commands import Answer, Commands, as_lines, as_table
from hantong_planning.errors import Nonsense, finite, whole

if TYPE_CHECKING:
    from hantong_planning.rostering.personal.ask import Judged
    from hantong_planning.rostering.personal.changes import Move
    from hantong_planning.rostering.personal.problem import Problem, Roster

FILE_WORDS = "JSON: starts_on, days, shifts, people, needs, … (see docs/planning/rostering-personal.md)"


def add_to(commands: Commands) -> None:
    """Add the four commands."""
    parser = commands.add("personal", _personal, show=_show_roster)
    parser.add_argument("file", type=Path, help=FILE_WORDS)
    parser.add_argument("--time-limit-s", type=float, default=60.0, help="seconds to search at most (60)")
    parser.add_argument("--seed", type=int, default=0, help="names the random numbers; the same seed, the same search")
    parser.add_argument("--svg", type=Path, help="draw the roster into this file")
    parser = commands.add("repair", _repair, show=_show_repair)
    _standing(parser)
    parser.add_argument("--absent", required=True, help="who cannot come")
    parser.add_argument("--from", dest="begins", required=True, help="since when, like 2026-12-03T21:00")
    parser.add_argument("--until", help="until when; a day later if left out")
    parser.add_argument("--most", type=int, default=10, help="proposals for each shift")
    parser = commands.add("why-not", _why_not, show=_show_judged)
    _standing(parser)
    parser.add_argument("--person", required=True, help="who asks")
    parser.add_argument("--day", required=True, help="like 2026-12-03")
    parser.add_argument("--shift", required=True, help='a shift\'s name, or "" for a day off')
    parser = commands.add("swap", _swap, show=_show_judged)
    _standing(parser)
    parser.add_argument("--people", nargs=2, required=True, metavar=("ONE", "OTHER"), help="who exchange")
    parser.add_argument("--days", nargs="+", required=True, help="on these days the two exchange what they have")


def _standing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=FILE_WORDS)
    parser.add_argument("--roster", type=Path, help="what `personal --json` printed; else `roster` in the file itself")


def _personal(given: argparse.Namespace) -> Answer:
    """Find a legal and fair roster, with a bound, what is missing, why, and everybody's ledger afterwards."""
    limit_s = finite("time_limit_s", given.time_limit_s, above=0)
    from hantong_planning.rostering.personal.check import plan_violations
    from hantong_planning.rostering.personal.cost import missed_courses, points
    from hantong_planning.rostering.personal.file import read
    from hantong_planning.rostering.personal.picture import picture
    from hantong_planning.rostering.personal.solve import solve
    from hantong_planning.rostering.personal.why import binding, blocked, one_more

    problem = read(_text(given.file))
    plan = solve(problem, seed=given.seed, time_limit_s=limit_s)
    if given.svg:
        given.svg.write_text(picture(problem, plan.roster), encoding="utf-8")
    kept = blocked(problem, plan.roster)
    return {
        "cost": plan.cost,
        "bound": plan.bound,
        "gap_share": plan.gap_share,
        "stopped": plan.stopped,
        "parts": {name: points(ticks) for name, ticks in plan.parts_ticks.items()},
        "unmet": [
            {**asdict(one.shortfall), "day": problem.date(one.shortfall.day).isoformat(), "kept_from_it": one.by_rule}
            for one in kept
        ],
        "binding": binding(kept),
        "one_more_brings": asdict(one_more(problem, plan.roster, seed=given.seed)) if kept else None,
        "hours_short": dict(plan.hours_short),
        "courses_missed": {
            p.name: missed for p in problem.people if (missed := missed_courses(p, plan.roster[p.name]))
        },
        "extra_krw": plan.extra_krw,
        "ledger": {name: asdict(ledger) for name, ledger in plan.ledger.items()},
        "violations": plan_violations(problem, plan),
        "roster": plan.roster,
        "seconds": plan.seconds,
    }


def _repair(given: argparse.Namespace) -> Answer:
    """Rank the least disturbing legal changes for what somebody who is absent cannot work."""
    from hantong_planning.rostering.personal.repair import repair

    problem, roster = _read(given)
    found = repair(
        problem,
        roster,
        absent=given.absent,
        from_min=_minute("from", given.begins, problem),
        until_min=_minute("until", given.until, problem) if given.until else None,
        most=whole("most", given.most, least=1),
    )
    return {
        "vacancies": [
            {
                "day": problem.date(one.day).isoformat(),
                "shift": one.shift,
                "proposals": [
                    {
                        "kind": proposal.kind,
                        "points": proposal.points,
                        "disturbs": proposal.disturbs,
                        "moves": [_move(problem, move) for move in proposal.moves],
                        "effects": [asdict(effect) for effect in proposal.effects],
                        "reason": proposal.reason,
                    }
                    for proposal in one.proposals
                ],
            }
            for one in found.vacancies
        ],
        "roster": found.roster,
        "seconds": found.seconds,
    }


def _why_not(given: argparse.Namespace) -> Answer:
    """Say which rules forbid somebody a shift on a day, with their numbers, or what it would cost."""
    from hantong_planning.rostering.personal.ask import why_not

    problem, roster = _read(given)
    day = (_date("day", given.day) - problem.starts_on).days
    return _judged(problem, why_not(problem, roster, person=given.person, day=day, shift=given.shift))


def _swap(given: argparse.Namespace) -> Answer:
    """Judge a swap: on each of the days the two people exchange what they have."""
    from hantong_planning.rostering.personal.ask import swap

    problem, roster = _read(given)
    days = [(_date("days", day) - problem.starts_on).days for day in given.days]
    return _judged(problem, swap(problem, roster, people=(given.people[0], given.people[1]), days=days))


def _judged(problem: Problem, judged: Judged) -> Answer:
    return {
        "is_legal": judged.is_legal,
        "broken": [
            {
                "person": v.person,
                "rule": v.rule,
                "day": None if v.day is None else problem.date(v.day).isoformat(),
                "words": v.words,
            }
            for v in judged.broken
        ],
        "points": judged.points,
        "moves": [_move(problem, move) for move in judged.moves],
        "effects": [asdict(effect) for effect in judged.effects],
    }


def _read(given: argparse.Namespace) -> tuple[Problem, Roster]:
    from hantong_planning.rostering.personal.file import read, read_roster

    text = _text(given.file)
    problem = read(text)
    return problem, read_roster(_text(given.roster) if given.roster else text, problem)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Nonsense("file", "must be UTF-8 text") from error


def _move(problem: Problem, move: Move) -> Mapping[str, Any]:
    return {**asdict(move), "day": problem.date(move.day).isoformat()}


def _date(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Nonsense(name, f"must be a date like 2026-12-24, not {text!r}") from error


def _minute(name: str, text: str, problem: Problem) -> int:
    """Return a local time as minutes from the start of the period."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Nonsense(name, f"must be a time like 2026-12-03T21:00, not {text!r}") from error
    if at.tzinfo is not None:
        raise Nonsense(name, "must be a local time, without a zone: rosters are local")
    return (at.date() - problem.starts_on).days * 24 * 60 + at.hour * 60 + at.minute


def _show_repair(answer: Answer) -> str:
    """Say each vacancy with its proposals, cheapest first, then the roster in which the first ones are made."""
    lines = [] if answer["vacancies"] else ["no shift falls empty"]
    for one in answer["vacancies"]:
        lines.append(f"{one['day']} {one['shift']} falls empty:")
        for n, proposal in enumerate(one["proposals"], start=1):
            lines += [f"  {n}. {proposal['points']:+g} points, {proposal['kind']}", f"     {proposal['reason']}"]
    return "\n".join([*lines, "with the first of each:", *_roster_lines(answer["roster"])])


def _show_judged(answer: Answer) -> str:
    """Say yes or no, the rules in the way or the price, and what the change means for whom."""
    broken = [
        f"  {v['person']}: {v['rule']}{' on ' + v['day'] if v['day'] else ''}: {v['words']}" for v in answer["broken"]
    ]
    said = (
        "no:"
        if broken
        else f"yes, it {'costs' if answer['points'] >= 0 else 'brings'} {abs(answer['points']):g} points"
    )
    rows = [
        {**{n: "–" if value is None else value for n, value in effect.items() if n != "ledger"}, **effect["ledger"]}
        for effect in answer["effects"]
    ]
    return "\n".join([said, *broken, *as_table(rows)])


def _roster_lines(roster: Mapping[str, list[str]]) -> list[str]:
    wide = max((len(name) for row in roster.values() for name in row), default=1) or 1
    longest = max(len(name) for name in roster)
    return [
        f"{name:{longest}} " + " ".join((shift or "-").ljust(wide) for shift in row) for name, row in roster.items()
    ]


def _show_roster(answer: Answer) -> str:
    rows = _roster_lines(answer["roster"])
    kept = {name: value for name, value in answer.items() if name not in {"roster", "ledger", "unmet"}}
    missing = [f"missing on {u['day']}: {u['shift']} {u['skill']}".rstrip() for u in answer["unmet"]]
    return "\n".join([*rows, *missing, as_lines(kept)])
