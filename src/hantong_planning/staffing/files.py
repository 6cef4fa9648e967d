"""Columns of CSV files as numbers, refused with the column and the line where they are none."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from pathlib import Path

from hantong_planning.errors import Nonsense

Row = dict[str, str]


def rows(path: Path, columns: Iterable[str]) -> list[Row]:
    """Return the rows of a CSV file with a header line. Raises Nonsense if a column is missing or there are no rows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, skipinitialspace=True)
            names = [name.strip() for name in reader.fieldnames or []]
            reader.fieldnames = names
            found = list(reader)
    except UnicodeDecodeError:
        raise Nonsense("file", f"{path} is not UTF-8 text") from None
    for column in columns:
        if names.count(column) > 1:
            raise Nonsense(column, f"is a column of {path} more than once")
        if column not in names:
            raise Nonsense(column, f"is not a column of {path}, which has {', '.join(names) or 'none'}")
    if not found:
        raise Nonsense("file", f"{path} has no rows")
    for line, row in enumerate(found, start=2):
        if None in row:
            raise Nonsense("file", f"line {line}: has more cells than the header names; a number holds no comma")
    return found


def number(row: Row, column: str, line: int, *, least: float = 0.0) -> float:
    """Return a cell as a finite number of at least `least`. Raises Nonsense with the column and the line."""
    said = (row.get(column) or "").strip()
    try:
        value = float(said)
    except ValueError:
        raise Nonsense(column, f"line {line}: must be a number, not '{said}'") from None
    if not math.isfinite(value) or value < least:
        raise Nonsense(column, f"line {line}: must be a finite number of at least {least:g}, not {said}")
    return value


def column_of(found: list[Row], column: str, *, default: float | None = None) -> tuple[float, ...]:
    """Return a column as numbers; `default` in every row if there is no such column."""
    if column not in found[0] and default is not None:
        return (default,) * len(found)
    return tuple(number(row, column, line) for line, row in enumerate(found, start=2))
