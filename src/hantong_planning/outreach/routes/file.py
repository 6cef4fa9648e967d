"""Solomon's file format, read."""

from __future__ import annotations

from pathlib import Path

from hantong_planning.errors import Nonsense, whole
from hantong_planning.outreach.routes.problem import Customer, Rounding, RouteProblem


def read(path: Path, *, rounding: Rounding = "exact") -> RouteProblem:
    """Read a file in Solomon's format: a name, a fleet (number, capacity) and customers, the depot first.

    Raises Nonsense.
    """
    try:
        rows = [line.split() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise Nonsense("FILE", "must be a text file in Solomon's format") from None
    after_fleet = next((n for n, row in enumerate(rows, start=1) if len(row) == 2 and all(map(_is_number, row))), 0)
    points = [_customer(row) for row in rows[after_fleet:] if any(map(_is_number, row))] if after_fleet else []
    if len(points) < 2:
        raise Nonsense("FILE", "must hold one fleet (number and capacity), a depot and customers of seven numbers each")
    depot, *customers = points
    vehicles, capacity = (
        whole(name, float(word)) for name, word in zip(("vehicles", "capacity"), rows[after_fleet - 1], strict=True)
    )
    return RouteProblem(depot, tuple(customers), vehicles, capacity, rounding)


def _customer(row: list[str]) -> Customer:
    try:
        number, x, y, demand, ready, due, service = map(float, row)
    except ValueError:
        raise Nonsense("FILE", f"has a line that is not a customer of seven numbers: {' '.join(row)!r}") from None
    return Customer(whole("number", number), x, y, whole("demand", demand), ready, due, service)


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
