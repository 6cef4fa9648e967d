"""Why people are missing in a roster: the rules that keep the others from it, and what one more person would bring."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from statistics import fmean, mode

from hantong_planning.rostering.personal.changes import Move, standing
from hantong_planning.rostering.personal.check import extra_krw
from hantong_planning.rostering.personal.cost import Shortfall, parts_ticks, points, shortfalls
from hantong_planning.rostering.personal.model import Part, PartModel
from hantong_planning.rostering.personal.people import BURDENS, OFF, Ledger, Person
from hantong_planning.rostering.personal.problem import Problem, Roster
from hantong_planning.rostering.personal.tables import tables, targets

AT_WORK, TOO_DEAR = "at another shift", "costs more than it brings"
ONE_MORE = "one more"
ONE_MORE_WORK = 2.0


@dataclass(frozen=True, slots=True)
class Blocked:
    """A shift with people missing, and how many of those who could fill it are kept from it by which rule."""

    shortfall: Shortfall
    by_rule: dict[str, int]


@dataclass(frozen=True, slots=True)
class OneMore:
    """What one more person brings: missing people there (below `least`, below `wished`), and points."""

    below_least: int
    below_wished: int
    points: float


def blocked(problem: Problem, roster: Roster) -> list[Blocked]:
    """Say for each shortfall what keeps everybody else from filling it.

    The first rule that a person would break counts; who would break none costs more elsewhere than the shortfall does.
    """
    stands, found = standing(tables(problem), roster), []
    left = None if problem.budget_krw is None else problem.budget_krw - extra_krw(problem, roster)
    for short in shortfalls(problem, roster):
        rules: Counter[str] = Counter()
        for person in problem.people:
            here = roster[person.name][short.day]
            if here == short.shift or (short.skill and short.skill not in person.skills):
                continue
            move = Move(person.name, short.day, here, short.shift)
            broken = stands.newly_broken(person.name, stands.after([move])[person.name])
            if broken:
                rules[broken[0].rule] += 1
            elif left is not None and stands.extra_krw([move]) > left:
                rules["budget"] += 1
            else:
                rules[TOO_DEAR if here == OFF else AT_WORK] += 1
        found.append(Blocked(short, dict(rules.most_common())))
    return found


def binding(found: list[Blocked]) -> dict[str, int]:
    """Add up over all shortfalls what keeps people from filling them, the most frequent first."""
    total: Counter[str] = Counter()
    for one in found:
        total.update(one.by_rule)
    return dict(total.most_common())


def one_more(problem: Problem, roster: Roster, *, seed: int = 0) -> OneMore:
    """Say what one more person brings if nobody else's row changes: less than or as much as a new roster would.

    The person has the most frequent contract, every skill that is missing somewhere, and the mean ledger.
    """
    before = shortfalls(problem, roster)
    past = {burden: fmean(getattr(p.ledger, burden) for p in problem.people) for burden in BURDENS}
    person = Person(
        _free_name(problem),
        mode(p.contract for p in problem.people),
        frozenset(short.skill for short in before if short.skill),
        ledger=Ledger(**past),
    )
    more = replace(problem, people=(*problem.people, person))
    table, days = tables(more), range(problem.days)
    rows = [*(tuple(roster[p.name]) for p in problem.people), (OFF,) * problem.days]
    part = Part((len(problem.people),), days, targets(table))
    found = PartModel(table, rows, part).solve(ONE_MORE_WORK, seed).rows
    after = {**roster, person.name: found.get(len(problem.people), rows[-1])}
    left = shortfalls(more, after)
    gained = parts_ticks(problem, roster)["cover"] - parts_ticks(more, after)["cover"]
    least, wished = (
        sum(getattr(short, name) for short in before) - sum(getattr(short, name) for short in left)
        for name in ("below_least", "below_wished")
    )
    return OneMore(least, wished, points(gained))


def _free_name(problem: Problem) -> str:
    name = ONE_MORE
    while name in problem.places:
        name += "'"
    return name
