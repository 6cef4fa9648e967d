"""Breaks given to people: the counted breaks of a solution, first come, first served."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hantong_planning.rostering.design.problem import Design, Shift
from hantong_planning.rostering.design.programme import Programme, Solution, Window, opening


def placed(design: Design, programme: Programme, solution: Solution) -> tuple[tuple[Shift, int], ...]:
    """Return each shift with its breaks and how many work it, in the order of start, length and breaks.

    The windows of a shift's breaks follow one another, so anybody's first break goes with anybody's second.
    """
    begins = {window: _begins(design, programme, solution, window) for window in programme.groups}
    counts: Counter[Shift] = Counter()
    for shift, number, windows in zip(programme.shifts, solution.people, programme.windows, strict=True):
        for person in range(number):
            taken = tuple((begins[own][shift][person], own[0] * design.interval_min) for own in windows)
            counts[replace(shift, breaks=taken)] += 1
    return tuple(sorted(counts.items()))


def _begins(design: Design, programme: Programme, solution: Solution, window: Window) -> Mapping[Shift, Sequence[int]]:
    """Return when the breaks of a window begin, by shift, one for each person.

    The curve is walked once, beginning with those who still wait from the day before. Windows are as long for everybody
    in a group, so the one whose window opened first is always served first, and those who wait at the end are the last
    to have come.
    """
    count, step = len(design.need), design.interval_min
    opened: list[list[Shift]] = [[] for _ in range(count)]
    for shift, number, windows in zip(programme.shifts, solution.people, programme.windows, strict=True):
        if window in windows:
            opened[opening(design, shift, window)] += [shift] * number
    arrivals = [shift for shifts in opened for shift in shifts]
    waiting = deque(arrivals[len(arrivals) - solution.waits[window][-1] :])
    given: defaultdict[Shift, list[int]] = defaultdict(list)
    for place in range(count):
        waiting.extend(opened[place])
        for _ in range(solution.begins[window][place]):
            shift = waiting.popleft()
            after = (place - shift.starts_min // step) % count
            given[shift].append(shift.starts_min + after * step)
    return given
