"""Why people are missing in a roster: the rules that keep the others from it, and what one more person would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, as_arrays, as_table
from hantong_planning.rostering.curtois.check import row_violations
from hantong_planning.rostering.curtois.columns import price
from hantong_planning.rostering.curtois.cost import counted
from hantong_planning.rostering.curtois.problem import Employee, Roster, RosterProblem
from hantong_planning.rostering.curtois.solve import MOST_STATES, Shortfall

AT_WORK, TOO_DEAR = "at another shift", "costs more than it brings"
ONE_MORE = "one more"


@dataclass(frozen=True, slots=True)
class OneMore:
    """What one more person brings if nobody else's row changes: missing people there, and penalty saved."""

    missing: int
    penalty: int


def binding(problem: RosterProblem, roster: Roster, unmet: Iterable[Shortfall]) -> dict[str, int]:
    """Count by rule how often somebody is kept from a shift of a day with people missing, the most frequent rule first.

    Of the rules that a person would break the first counts; who would break none is at another shift, or costs more.
    """
    found: Counter[str] = Counter()
    for gap in unmet:
        for person in problem.employees:
            days = roster[person.name]
            if days[gap.day] != gap.shift:
                moved = (*days[: gap.day], gap.shift, *days[gap.day + 1 :])
                broken = row_violations(problem, person, moved)
                found[broken[0].rule if broken else AT_WORK if days[gap.day] else TOO_DEAR] += 1
    return dict(found.most_common())


def one_more(problem: RosterProblem, roster: Roster) -> OneMore:
    """Say what one more person of the most frequent contract, with no wishes and no days off, brings at best.

    That person's row is the best there is for the roster as it stands; a new roster for everybody brings as much or
    more. Where even the best row only adds to what is there, the person may bring nothing, or cost: hours are owed.
    """
    name = ONE_MORE + "'" * sum(person.name.startswith(ONE_MORE) for person in problem.employees)
    contracts = [replace(person, name=name, days_off=frozenset()) for person in problem.employees]
    arrays, _ = as_arrays(replace(problem, employees=(*problem.employees, _commonest(contracts))))
    gains = _gains(arrays, counted(arrays, as_table(problem, roster)))
    alone, free = np.array([len(contracts)]), np.zeros((len(contracts) + 1, problem.days), np.int64)
    values, _, rows = price(arrays, alone, free, 0, problem.days, gains, MOST_STATES)
    days = np.flatnonzero(rows[0])
    return OneMore(int((gains[days, rows[0, days] - 1] > 0).sum()), round(-float(values[0])))


def _commonest(contracts: list[Employee]) -> Employee:
    return max(contracts, key=contracts.count)


def _gains(arrays: Arrays, here: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> Floats:
    """Return (D, S) what one more at each shift saves: below zero where enough are there."""
    return np.where(here < arrays.need, arrays.under, -arrays.over)
