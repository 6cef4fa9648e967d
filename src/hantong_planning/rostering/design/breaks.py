"""Breaks given to people: the counted breaks of a solution, first come, first served."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace

from hantong_planning.rostering.design.problem import Design, Shift
from hantong_planning.rostering.design.programme import Programme, Solution, Window, opening


def placed(design: Design, programme: Programme, solution: Solution) -> tuple[tuple[Shift, int], ...]:
    """Return each shift with its break and how many work it, in the order of start, length and break."""
    counts: Counter[Shift] = Counter()
    for window in programme.groups:
        counts.update(_group(design, programme, solution, window))
    for shift, number, own in zip(programme.shifts, solution.people, programme.windows, strict=True):
        if own is None and number:
            counts[shift] += number
    return tuple(sorted(counts.items(), key=lambda item: (item[0].starts_min, item[0].lasts_min, str(item[0]))))


def _group(design: Design, programme: Programme, solution: Solution, window: Window) -> Counter[Shift]:
    """Walk the curve once, beginning with those who still wait from the day before.

    Windows are as long for everybody in a group, so the one whose window opened first is always served first, and
    those who wait at the end are the last to have come.
    """
    count = len(design.need)
    opened: list[list[Shift]] = [[] for _ in range(count)]
    for shift, number, own in zip(programme.shifts, solution.people, programme.windows, strict=True):
        if own == window:
            opened[opening(design, shift, window)] += [shift] * number
    arrivals = [shift for shifts in opened for shift in shifts]
    still = solution.waits[window][-1]
    waiting = deque(arrivals[len(arrivals) - still :])
    given: Counter[Shift] = Counter()
    for place in range(count):
        waiting.extend(opened[place])
        for _ in range(solution.begins[window][place]):
            shift = waiting.popleft()
            after = (place - shift.starts_min // design.interval_min) % count
            given[replace(shift, break_starts_min=shift.starts_min + after * design.interval_min)] += 1
    return given
