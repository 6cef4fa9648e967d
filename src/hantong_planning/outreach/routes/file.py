"""Solomon's file format, read."""

from __future__ import annotations

from pathlib import Path

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.routes.problem import Customer, Rounding, RouteProblem


def read(path: Path, *, rounding: Rounding = "exact") -> RouteProblem:
    """Read a file in Solomon's format: a name, a fleet (number, capacity) and customers, the depot first.

    Raises Nonsense.
    """
    try:
        rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    except UnicodeDecodeError:
        raise Nonsense("FILE", "must be a text file in Solomon's format") from None
    numbers = [[float(word) for word in row] for row in rows if row and all(_is_number(word) for word in row)]
    fleet = [row for row in numbers if len(row) == 2]
    points = [row for row in numbers if len(row) == 7]
    if len(fleet) != 1 or len(points) < 2:
        raise Nonsense("FILE", "must hold one fleet (number and capacity), a depot and customers of seven numbers each")
    depot, *customers = (Customer(int(row[0]), row[1], row[2], int(row[3]), *row[4:]) for row in points)
    vehicles, capacity = fleet[0]
    return RouteProblem(depot, tuple(customers), int(vehicles), int(capacity), rounding)


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
