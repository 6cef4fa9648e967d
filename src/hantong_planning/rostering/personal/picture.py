"""A personal roster as a coloured table with its days, nights dark, and the people missing below."""

from __future__ import annotations

from hantong_planning.rostering.draw import fills, table_with_missing
from hantong_planning.rostering.personal.cost import shortfalls
from hantong_planning.rostering.personal.problem import Problem, Roster


def picture(problem: Problem, roster: Roster) -> str:
    """Return a roster as SVG; the last row counts who is missing on each day, of `wished`."""
    names = [shift.name for shift in problem.shifts]
    colours = fills(names, frozenset(shift.name for shift in problem.shifts if shift.is_night))
    missing = [0] * problem.days
    for short in shortfalls(problem, roster):
        if not short.skill:
            missing[short.day] += short.below_least + short.below_wished
    columns = [f"{problem.date(day):%d}" for day in range(problem.days)]
    rows = {person.name: roster[person.name] for person in problem.people}
    until = problem.date(problem.days - 1)
    title = f"Roster of {len(rows)} people from {problem.starts_on} to {until}, {sum(missing)} shifts unfilled"
    return table_with_missing(rows, missing, columns=columns, colours=colours, title=title).svg()
