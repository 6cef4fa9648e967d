"""The public TOPTW file format, read."""

from __future__ import annotations

from pathlib import Path

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.tours.problem import Place, TourProblem

_FEWEST_FIELDS = 7


def read(path: Path, *, teams: int, decimals: int | None = None) -> TourProblem:
    """Read a TOPTW file.

    Two lines of heading, then one line a place: number, x, y, stay, score, two or more fields without meaning here,
    opens, closes; the first place is the base, and its closing is the time that every tour has.

    Parameters
    ----------
    decimals
        Where distances are cut off. By default 2 if coordinates are given with three decimals (Cordeau's files),
        else 1 (Solomon's).

    Raises Nonsense.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Nonsense("FILE", "must be a text file in the TOPTW format") from None
    rows = [line.split() for line in lines if line.strip()]
    heading, points = rows[:2], rows[2:]
    if any(len(row) >= _FEWEST_FIELDS for row in heading) or len(points) < 2:
        raise Nonsense("FILE", "must hold two lines of heading, a base and at least one place")
    if decimals is None:
        decimals = 2 if all(_decimals(word) == 3 for row in points for word in row[1:3]) else 1
    base, *places = (_place(row) for row in points)
    return TourProblem(base=base, places=tuple(places), teams=teams, decimals=decimals)


def _decimals(word: str) -> int:
    return len(word.partition(".")[2])


def _place(row: list[str]) -> Place:
    try:
        if len(row) < _FEWEST_FIELDS:
            raise ValueError
        x, y, stay, score, opens, closes = (float(word) for word in (*row[1:5], *row[-2:]))
        return Place(int(row[0]), x, y, stay, score, opens, closes)
    except ValueError as error:
        if isinstance(error, Nonsense):
            raise
        raise Nonsense("FILE", f"has a line that is not a place: {' '.join(row)!r}") from None
