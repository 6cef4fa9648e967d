"""Which part of a roster to decide anew: some people's whole period, or many people's days for a week or two."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hantong_planning.rostering.personal.model import Part
from hantong_planning.rostering.personal.people import DAYS_A_WEEK
from hantong_planning.rostering.personal.tables import Rows, Tables, targets

FIRST_CELLS, LEAST_CELLS, MOST_CELLS = 220, 84, 1400
"""Size of a part in person-days."""
GROWTH = 1.1
WINDOWS = (4, DAYS_A_WEEK, 10, 2 * DAYS_A_WEEK)


@dataclass(slots=True)
class Sizes:
    """How large each kind of part is: it grows while parts are solved to the end, and shrinks where they are not."""

    people: float = FIRST_CELLS
    window: float = FIRST_CELLS

    def learn(self, kind: str, *, is_best: bool) -> None:
        """Change the size of one kind."""
        grown = getattr(self, kind) * (GROWTH if is_best else 1 / GROWTH)
        setattr(self, kind, min(MOST_CELLS, max(LEAST_CELLS, grown)))


def choose(table: Tables, rows: Rows, sizes: Sizes, dice: random.Random) -> tuple[str, Part]:
    """Choose a part at random, leaning towards people whose rows cost much and days with people missing."""
    kind = dice.choice(("people", "window"))
    everybody, days = range(len(rows)), table.problem.days
    if kind == "people":
        wide = range(days)
    else:
        length = min(days, dice.choice(WINDOWS))
        first = dice.randrange(days - length + 1)
        wide = range(first, first + length)
    count = min(len(rows), max(2, round(getattr(sizes, kind) / len(wide))))
    dear = {p: 1.0 + table.row_ticks(p, rows[p]) ** 0.5 * dice.random() for p in everybody}
    order = sorted(everybody, key=lambda p: -dear[p] * dice.random())
    return kind, Part(tuple(sorted(order[:count])), wide, targets(table))
