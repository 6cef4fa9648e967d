"""A roster of the benchmark as a coloured table, and the people missing on each day below."""

from __future__ import annotations

from hantong_planning.rostering.curtois.problem import RosterProblem
from hantong_planning.rostering.curtois.solve import RosterPlan
from hantong_planning.rostering.draw import fills, table_with_missing


def picture(problem: RosterProblem, plan: RosterPlan) -> str:
    """Return a plan's roster as SVG; days are counted from 0, a Monday, as in the benchmark's files."""
    missing = [0] * problem.days
    for gap in plan.unmet:
        missing[gap.day] += gap.missing
    title = f"Roster of {len(plan.roster)} people over {problem.days} days, {sum(missing)} shifts unfilled"
    columns = [str(day) for day in range(problem.days)]
    colours = fills([shift.name for shift in problem.shifts])
    return table_with_missing(plan.roster, missing, columns=columns, colours=colours, title=title).svg()
