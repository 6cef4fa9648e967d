"""Rows of a file are gathered into days and intervals; intervals and days that are not whole are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.problem import Days, Floats, History, Minutes, weekday
from hantong_planning.forecast.reading import Columns, Row


def gather(rows: Sequence[Row], columns: Columns, every_min: int, notes: list[str], name: str = "calls") -> History:
    """Return the history of one series.

    Counts: the usual distance of two rows is the step of the file, which must divide `every_min`; an interval counts as
    recorded on a day if all of its steps are there, and is left out altogether if it never is whole (a last row at
    21:00). The hour that clocks repeat is brought to its usual length; the one they skip is not recorded.
    Single calls (`columns.value` None): an hour between a weekday's first and last call without calls is a true 0.
    """
    days = numpy.array([row.local.date() for row in rows], dtype="datetime64[D]")
    slots = numpy.array([(row.local.hour * 60 + row.local.minute) // every_min for row in rows])
    values = numpy.array([row.value for row in rows])
    dates, at = numpy.unique(days, return_inverse=True)
    shape = (len(dates), 1440 // every_min)
    sums, seen = numpy.zeros(shape), numpy.zeros(shape)
    recorded = ~numpy.isnan(values)
    numpy.add.at(sums, (at[recorded], slots[recorded]), values[recorded])
    numpy.add.at(seen, (at[recorded], slots[recorded]), 1)
    starts = numpy.arange(shape[1]) * every_min
    if columns.value is None:
        return _opened(dates, sums, starts, every_min, name)
    steps = every_min // _step(rows, columns.time, every_min)
    return _whole(History(dates, numpy.where(seen > 0, sums, 0.0), starts, every_min, name), seen, steps, notes)


def _step(rows: Sequence[Row], column: str, every_min: int) -> int:
    """Return the minutes between two rows of the file. Raises Nonsense if intervals are not made of them."""
    instants = [row.instant or row.local for row in rows]
    gaps = Counter(round((b - a).total_seconds() / 60) for a, b in pairwise(instants) if b != a)
    step = gaps.most_common(1)[0][0] if gaps else 1440
    step = min(step, 1440)
    if step < 1 or every_min % step:
        raise Nonsense(column, f"has a row every {step} min, which intervals of {every_min} min are not made of")
    return step


def _whole(raw: History, seen: Floats, steps: int, notes: list[str]) -> History:
    counts = numpy.where(seen > steps, raw.counts * steps / numpy.maximum(seen, 1), raw.counts)
    counts = numpy.where(seen >= steps, counts, numpy.nan)
    is_ever = (seen >= steps).any(axis=0)
    for slot in numpy.flatnonzero(~is_ever & (seen > 0).any(axis=0)):
        start = f"{raw.starts_min[slot] // 60:02d}:{raw.starts_min[slot] % 60:02d}"
        notes.append(f"{start}: never has more than {int(seen[:, slot].max())} of {steps} rows, left out")
    if not is_ever.any():
        raise Nonsense("every", f"no interval of {raw.every_min} min is ever whole")
    counts = counts[:, is_ever]
    has_any = ~numpy.isnan(counts).all(axis=1)
    lost = int((~has_any).sum())
    if lost:
        notes.append(f"{lost} days without a whole interval left out")
    usual = numpy.isnan(counts[has_any])
    partial = int((usual.any(axis=1) & (usual.mean(axis=1) < 1)).sum())
    if partial:
        notes.append(f"{partial} days lack intervals that other days have: closed or not recorded")
    return History(raw.days[has_any], counts[has_any], raw.starts_min[is_ever], raw.every_min, raw.name)


def _opened(dates: Days, sums: Floats, starts: Minutes, every_min: int, name: str) -> History:
    """Return single calls as counts: 0 between the first and last interval in which a weekday ever had calls."""
    counts = numpy.full(sums.shape, numpy.nan)
    numbers = weekday(dates)
    for number in set(numbers.tolist()):
        used = numpy.flatnonzero(sums[numbers == number].any(axis=0))
        counts[numbers == number, used[0] : used[-1] + 1] = sums[numbers == number, used[0] : used[-1] + 1]
    used = numpy.flatnonzero(~numpy.isnan(counts).all(axis=0))
    return History(dates, counts[:, used], starts[used], every_min, name)
