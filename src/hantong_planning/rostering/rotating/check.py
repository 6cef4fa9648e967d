"""An independent check of a rotating roster: every rule read off the days themselves, without the network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from hantong_planning.rostering.rotating.problem import DAYS, OFF, SATURDAY, SUNDAY, Rotation

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Schedule = Sequence[Sequence[str]]
Run = tuple[str, int, int]


def violations(rotation: Rotation, schedule: Schedule) -> list[str]:
    """Give every broken rule in words; empty for a roster that may be posted. Shape (workers, 7), names or "-"."""
    if len(schedule) != rotation.workers or any(len(week) != DAYS for week in schedule):
        return [f"the roster must have {rotation.workers} weeks of {DAYS} days"]
    known = {shift.name for shift in rotation.shifts} | {OFF}
    days = [name for week in schedule for name in week]
    if strange := sorted(set(days) - known):
        return [f"there is no shift {name!r}" for name in strange]
    return [
        *_cover(rotation, schedule),
        *_rows(rotation, days),
        *_successions(rotation, days),
        *_weeks(rotation, schedule),
    ]


def _cover(rotation: Rotation, schedule: Schedule) -> Iterator[str]:
    for shift, row in zip(rotation.shifts, rotation.need, strict=True):
        for day, needed in enumerate(row):
            there = sum(week[day] == shift.name for week in schedule)
            if there != needed:
                yield f"{DAY_NAMES[day]} {shift.name}: {there} work, {needed} are needed"


def _rows(rotation: Rotation, days: Sequence[str]) -> Iterator[str]:
    by_name = {shift.name: shift for shift in rotation.shifts}
    for name, start, length in _runs(list(days)):
        if name == OFF:
            yield from _length("days off", start, length, rotation.least_off, rotation.most_off)
        else:
            yield from _length(name, start, length, by_name[name].least_in_row, by_name[name].most_in_row)
    for name, start, length in _runs(["work" if name != OFF else OFF for name in days]):
        if name != OFF:
            yield from _length("days of work", start, length, rotation.least_work, rotation.most_work)


def _length(what: str, start: int, length: int, least: int, most: int | None) -> Iterator[str]:
    if length < least or (most is not None and length > most):
        limits = f"{least}…{most}" if most is not None else f"at least {least}"
        yield f"week {start // DAYS + 1} {DAY_NAMES[start % DAYS]}: {length} {what} in a row, not {limits}"


def _successions(rotation: Rotation, days: Sequence[str]) -> Iterator[str]:
    names = [shift.name for shift in rotation.shifts]
    for pair in rotation.forbidden:
        before, after = names[pair.before], names[pair.after]
        asked = [before, OFF, after] if pair.has_day_off else [before, after]
        for start in range(len(days)):
            if [days[(start + k) % len(days)] for k in range(len(asked))] == asked:
                yield f"week {start // DAYS + 1} {DAY_NAMES[start % DAYS]}: {' '.join(asked)} is forbidden"


def _weeks(rotation: Rotation, schedule: Schedule) -> Iterator[str]:
    for number, week in enumerate(schedule):
        pairs = any(week[d] == OFF == week[d + 1] for d in range(DAYS - 1))
        if rotation.has_pair_off and not pairs:
            yield f"week {number + 1}: no two days off in a row"
    every = rotation.weekend_free_every
    if every is None:
        return
    free = [week[SATURDAY] == OFF == week[SUNDAY] for week in schedule]
    for number in range(len(free)):
        if not any(free[(number + k) % len(free)] for k in range(every)):
            yield f"week {number + 1}: none of {every} weekends in a row is free"


def _runs(values: list[str]) -> list[Run]:
    """Return the runs of equal values around the cycle: value, where it starts, how long it is."""
    turn = next((k for k in range(len(values)) if values[k] != values[k - 1]), 0)
    found, at = [], turn
    for value, group in groupby(values[turn:] + values[:turn]):
        length = len(list(group))
        found.append((value, at % len(values), length))
        at += length
    return found
