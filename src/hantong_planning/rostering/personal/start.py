"""A first roster: the rows that the linear program used most, or groups of people in turn with a share of the needs."""

from __future__ import annotations

import random

from hantong_planning.rostering.personal.check import extra_krw, row_violations
from hantong_planning.rostering.personal.master import Master
from hantong_planning.rostering.personal.model import Part, PartModel
from hantong_planning.rostering.personal.people import OFF
from hantong_planning.rostering.personal.tables import Rows, Tables, Target

GROUP_CELLS = 300
"""Person-days decided together."""


def promised(table: Tables) -> Rows:
    """Return the roster in which everybody works only what is promised."""
    days = range(table.problem.days)
    return [tuple(person.fixed.get(day, OFF) for day in days) for person in table.problem.people]


def groups(table: Tables) -> int:
    """Return how many groups there are."""
    return -(-len(table.problem.people) // _size(table))


def _size(table: Tables) -> int:
    return max(2, round(GROUP_CELLS / table.problem.days))


def rounded(table: Tables, master: Master) -> Rows:
    """Return the legal rows that a linear program used most, one for each person, within the budget."""
    problem, rows, left = table.problem, promised(table), table.problem.budget_krw
    if left is not None:
        left -= extra_krw(problem, {p.name: row for p, row in zip(problem.people, rows, strict=True)})
    done: set[int] = set()
    for _, p, row in master.shares():
        person = problem.people[p]
        if p in done or row_violations(problem, person, row):
            continue
        extra = sum(
            problem.extra_krw(person, problem.shift(s)) for s, old in zip(row, rows[p], strict=True) if s != old
        )
        if left is not None and extra > left:
            continue
        left = None if left is None else left - extra
        rows[p] = row
        done.add(p)
    return rows


def first_rows(table: Tables, work_each: float, seed: int) -> tuple[Rows, float]:
    """Return a first legal roster and the work that it took.

    A group's share of a need goes by how many of those who count for it have had their turn; the fraction that no whole
    person makes falls to a random group.
    """
    dice = random.Random(seed)
    rows, people = promised(table), list(range(len(table.problem.people)))
    dice.shuffle(people)
    size = _size(table)
    offsets = [[dice.random() for _ in range(table.problem.days)] for _ in table.needs]
    spent, done = 0.0, set[int]()
    for first in range(0, len(people), size):
        group = people[first : first + size]
        share = [_share(table, k, done, group, offsets[k]) for k in range(len(table.needs))]
        found = PartModel(
            table, rows, Part(tuple(sorted(group)), range(table.problem.days), share, others=False)
        ).solve(work_each, seed)
        spent += found.work
        for p, row in found.rows.items():
            rows[p] = row
        done.update(group)
    return rows, spent


def _share(table: Tables, k: int, done: set[int], group: list[int], offset: list[float]) -> Target:
    able, need = table.able[k], table.needs[k]
    if not able:
        return need.least, need.wished
    before = len(able & done) / len(able)
    after = len(able & done.union(group)) / len(able)
    wished = tuple(int(n * after + o) - int(n * before + o) for n, o in zip(need.wished, offset, strict=True))
    least = tuple(int(n * after + o) - int(n * before + o) for n, o in zip(need.least, offset, strict=True))
    return tuple(min(a, b) for a, b in zip(least, wished, strict=True)), wished
