"""The cycle as a coloured table."""

from __future__ import annotations

from collections.abc import Sequence

from hantong_planning.rostering.draw import fills, roster_table
from hantong_planning.rostering.rotating.check import DAY_NAMES
from hantong_planning.rostering.rotating.problem import OFF, Rotation


def picture(rotation: Rotation, schedule: Sequence[Sequence[str]]) -> str:
    """Draw the cycle as SVG, one row per week; an empty table if there is none."""
    nights = frozenset(shift.name for shift in rotation.shifts if shift.is_night)
    rows = {f"week {number}": list(week) for number, week in enumerate(schedule, 1)}
    return roster_table(
        rows,
        columns=[name[:3] for name in DAY_NAMES],
        colours=fills([shift.name for shift in rotation.shifts], nights),
        title=f"A cycle of {rotation.workers} weeks",
        off=OFF,
    ).svg()
