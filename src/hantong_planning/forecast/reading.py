"""A file of counts or of single calls becomes a history; what is wrong with it is refused or told, column by column."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hantong_planning.errors import Nonsense

SPAN = re.compile(r"(\d+)\s*(min|h|d)")
MINUTES = {"min": 1, "h": 60, "d": 1440}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: local wall-clock time, the instant if the stamp told it, and the value (NaN: not recorded)."""

    local: datetime
    instant: datetime | None
    value: float
    line: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns to read: `value` None counts the rows (a log of single calls); `by` splits into several series."""

    time: str
    value: str | None = None
    by: tuple[str, ...] = ()


def minutes(text: str) -> int:
    """Return "30min", "1h" or "1d" in minutes. Raises Nonsense if it does not divide a day."""
    found = SPAN.fullmatch(text.strip())
    length = int(found[1]) * MINUTES[found[2]] if found else 0
    if length < 1 or 1440 % length:
        raise Nonsense("every", f"must be minutes, hours or a day that divide a day, as 30min, 1h or 1d, not {text!r}")
    return length


def read(
    path: Path, columns: Columns, zone: str | None = None
) -> tuple[Mapping[tuple[str, ...], Sequence[Row]], list[str]]:
    """Return the rows by series, in order of time and each moment once, and notes on what was treated.

    Stamps with an offset or Z are turned into the local time of `zone`; without a zone they are read as local time as
    written, which is noted. Raises Nonsense naming the column and line.
    """
    place = _zone(zone)
    notes: list[str] = []
    series: dict[tuple[str, ...], list[Row]] = {}
    try:
        _fill(series, path, columns, place)
    except UnicodeDecodeError as error:
        raise Nonsense("file", f"{path.name} is not UTF-8 text") from error
    if not series:
        raise Nonsense(columns.time, f"has no rows in {path.name}")
    _stamps(series, columns, place, notes)
    return {key: _in_order(rows, columns, notes) for key, rows in series.items()}, notes


def _fill(series: dict[tuple[str, ...], list[Row]], path: Path, columns: Columns, place: ZoneInfo | None) -> None:
    """Read every line of the file into its series."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        lines = csv.DictReader(file)
        for column in (columns.time, *((columns.value,) if columns.value else ()), *columns.by):
            if column not in (lines.fieldnames or ()):
                raise Nonsense(column, f"is not a column of {path.name}; there are {', '.join(lines.fieldnames or ())}")
        for number, line in enumerate(lines, start=2):
            if None in line:
                raise Nonsense("file", f"line {number}: has more cells than the header names; a number holds no comma")
            row = _row(line, number, columns, place)
            series.setdefault(tuple(line[column] or "" for column in columns.by), []).append(row)


def _zone(zone: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Nonsense("zone", f"{zone!r} is no known time zone") from error


def _row(line: Mapping[str, str | None], number: int, columns: Columns, place: ZoneInfo | None) -> Row:
    text = (line[columns.time] or "").strip()
    try:
        stamp = datetime.fromisoformat(text)
    except ValueError as error:
        raise Nonsense(columns.time, f"line {number}: {text!r} is no ISO date or time") from error
    instant = stamp.astimezone(UTC) if stamp.tzinfo else None
    local = stamp.astimezone(place) if instant and place else stamp
    value = _value(line[columns.value] or "", number, columns.value) if columns.value else 1.0
    return Row(local.replace(tzinfo=None), instant, value, number)


def _value(text: str, number: int, column: str) -> float:
    if text.strip().lower() in ("", "na", "nan", "null", "none"):
        return math.nan
    try:
        value = float(text)
    except ValueError as error:
        raise Nonsense(column, f"line {number}: {text!r} is no number") from error
    if value < 0 or math.isinf(value):
        raise Nonsense(column, f"line {number}: must be a finite count of at least 0, not {text}")
    return value


def _stamps(
    series: Mapping[tuple[str, ...], Sequence[Row]], columns: Columns, place: ZoneInfo | None, notes: list[str]
) -> None:
    """Refuse a mixture of stamps, and tell how they were read."""
    kinds = {row.instant is None for rows in series.values() for row in rows}
    if len(kinds) > 1:
        raise Nonsense(columns.time, "some stamps have an offset or Z and some have not")
    if kinds == {False} and place is None:
        notes.append(f"{columns.time}: offsets (Z) ignored, times read as local as written; name a --zone to convert")
    empty = sum(math.isnan(row.value) for rows in series.values() for row in rows)
    if empty:
        notes.append(f"{columns.value}: {empty} empty values treated as not recorded")


def _in_order(rows: list[Row], columns: Columns, notes: list[str]) -> Sequence[Row]:
    """Return rows by time; identical ones once. Raises Nonsense for two different counts of one moment."""
    if columns.value is None:
        return sorted(rows, key=lambda row: row.local)
    kept: dict[datetime, Row] = {}
    again = 0
    for row in rows:
        moment = row.instant or row.local
        before = kept.get(moment)
        if before is None or math.isnan(before.value):
            kept[moment] = row
        elif not math.isnan(row.value) and row.value != before.value:
            words = f"lines {before.line} and {row.line} give {before.value:g} and {row.value:g} for {row.local}"
            raise Nonsense(columns.time, f"{words}; if clocks went back then, give stamps with offsets, or use --by")
        again += before is not None
    found = sorted(kept.values(), key=lambda row: row.instant or row.local)
    if again:
        notes.append(f"{columns.time}: {again} repeated rows counted once")
    if any(later.line < earlier.line for earlier, later in pairwise(found)):
        notes.append(f"{columns.time}: rows were out of order and have been sorted")
    return found
