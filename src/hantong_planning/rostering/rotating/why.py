"""What binds: which single rule, relaxed, would allow a cycle where there is none, or more free weekends where there is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hantong_planning.rostering.rotating.circulation import FEASIBLE, Circulation
from hantong_planning.rostering.rotating.problem import Rotation, Shift
from hantong_planning.rostering.rotating.solve import solve
from hantong_planning.rostering.rotating.walk import network


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change of one rule, in words, and the problem with it."""

    words: str
    rotation: Rotation


def reasons(rotation: Rotation, *, seed: int = 0, time_limit_s: float = 10.0) -> list[Relaxation]:
    """Find the smallest relaxations, each alone, with which a cycle exists; empty if no single one is enough.

    Parameters
    ----------
    rotation
        A problem that is infeasible.
    seed, time_limit_s
        As in `solve`; a relaxation that is not decided in time is left out.

    Returns
    -------
    list of Relaxation
        In the order work, days off, shifts, successions, weekends, staff.

    Notes
    -----
    A rule is relaxed by one day at first; by two only if no relaxation by one was enough.
    """
    end = time.perf_counter() + time_limit_s
    for size in (1, 2):
        found = [
            relaxation
            for relaxation in relaxations(rotation, size)
            if solve(relaxation.rotation, seed=seed, time_limit_s=end - time.perf_counter(), fair_s=0).status
            == FEASIBLE
        ]
        if found:
            return found
    return []


@dataclass(frozen=True, slots=True)
class Gain:
    """A relaxation in words, and the free weekends of a cycle of so many weeks that it allows at most."""

    words: str
    free_weekends: int
    weeks: int


def gains(rotation: Rotation, *, seed: int = 0, time_limit_s: float = 10.0) -> list[Gain]:
    """Find which relaxations by one, each alone, allow a greater share of free weekends; the best first.

    For a problem that has a cycle. One worker more is one of them, so the answer says what one more person brings. A
    relaxation that is not decided in time is left out.
    """
    end = time.perf_counter() + time_limit_s
    now = _most_free_weekends(rotation, seed, end)
    found = [Gain(one.words, _most_free_weekends(one.rotation, seed, end), one.rotation.workers)
             for one in relaxations(rotation, 1)]  # fmt: skip
    better = [gain for gain in found if gain.free_weekends * rotation.workers > now * gain.weeks]
    return sorted(better, key=lambda gain: -gain.free_weekends / gain.weeks)


def _most_free_weekends(rotation: Rotation, seed: int, end: float) -> int:
    net = network(rotation)
    programme = Circulation(rotation, net, seed=seed)
    programme.prefer_free_weekends()
    flow = programme.solve(lambda: end - time.perf_counter())
    return (
        sum(times for times, is_free in zip(flow.times, net.is_free_weekend, strict=True) if is_free)
        if flow.times
        else 0
    )


def relaxations(rotation: Rotation, size: int) -> Iterator[Relaxation]:
    """Yield the problems in which one rule is relaxed by `size`."""
    yield from _ranges(rotation, size)
    for position in range(len(rotation.shifts)):
        yield from _blocks(rotation, position, size)
    names = [shift.name for shift in rotation.shifts]
    for pair in rotation.forbidden if size == 1 else ():
        between = " with a day off between" if pair.has_day_off else ""
        kept = tuple(other for other in rotation.forbidden if other != pair)
        words = f"allow {names[pair.after]} after {names[pair.before]}{between}"
        yield Relaxation(words, replace(rotation, forbidden=kept))
    if rotation.has_pair_off and size == 1:
        yield Relaxation("allow weeks without two days off in a row", replace(rotation, has_pair_off=False))
    if rotation.weekend_free_every is not None:
        every = rotation.weekend_free_every + size
        yield Relaxation(f"one free weekend in {every}", replace(rotation, weekend_free_every=every))
    yield Relaxation(f"{rotation.workers + size} workers", replace(rotation, workers=rotation.workers + size))


def _ranges(rotation: Rotation, size: int) -> Iterator[Relaxation]:
    most_work, least_work = rotation.most_work + size, rotation.least_work - size
    yield Relaxation(f"up to {most_work} days of work in a row", replace(rotation, most_work=most_work))
    if least_work >= 1:
        yield Relaxation(f"from {least_work} days of work in a row", replace(rotation, least_work=least_work))
    if rotation.most_off is not None:
        most_off = rotation.most_off + size
        yield Relaxation(f"up to {most_off} days off in a row", replace(rotation, most_off=most_off))
    if (least_off := rotation.least_off - size) >= 1:
        yield Relaxation(f"from {least_off} days off in a row", replace(rotation, least_off=least_off))


def _blocks(rotation: Rotation, position: int, size: int) -> Iterator[Relaxation]:
    shift = rotation.shifts[position]
    if (least := shift.least_in_row - size) >= 1:
        changed = _with(rotation, position, replace(shift, least_in_row=least))
        yield Relaxation(f"from {least} {shift.name} in a row", changed)
    if shift.most_in_row is not None and shift.most_in_row < rotation.most_work:
        most = shift.most_in_row + size
        yield Relaxation(
            f"up to {most} {shift.name} in a row", _with(rotation, position, replace(shift, most_in_row=most))
        )


def _with(rotation: Rotation, position: int, shift: Shift) -> Rotation:
    shifts = list(rotation.shifts)
    shifts[position] = shift
    return replace(rotation, shifts=tuple(shifts))
