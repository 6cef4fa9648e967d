"""The event loop of one replication: interval by interval, event by event."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numba import njit

from hantong_planning.simulate.arrivals import draw_day, draw_interval
from hantong_planning.simulate.compiled import OPTIONS, inner, part, source_mark
from hantong_planning.simulate.contacts import arrive, call_again, finish, send_home, settle, try_again, wait_on
from hantong_planning.simulate.floor import (
    COMING,
    FREE,
    FREED,
    FULL,
    HEAP,
    LENGTH,
    PHASE,
    RESTING,
    ROW,
    SERVED,
    TRYING,
    WAITING,
    Book,
    Floor,
    Rules,
)
from hantong_planning.simulate.queues import give_back
from hantong_planning.simulate.service import count_time, free_one, look_at


@inner
def _clear(floor: Floor, book: Book) -> None:
    book.calls[:] = 0.0
    book.people[:] = 0.0
    book.waits[:] = 0.0
    book.by_group[:] = 0.0
    floor.whole[:] = 0
    slots = floor.room.free.size
    floor.whole[FREE] = slots
    floor.whole[COMING] = -1
    for slot in range(slots):
        floor.room.free[slot] = slots - 1 - slot
        floor.slot[slot].place = -1
        floor.slot[slot].state = 0
    floor.queue[:] = -1
    floor.queue[LENGTH] = 0
    for g in range(floor.team.size):
        floor.team[g].level = 0
        floor.team[g].busy = 0
        floor.team[g].since = 0.0


@inner
def _turn(rules: Rules, floor: Floor, book: Book, interval: int, change: int) -> int:
    """Begin an interval: its doors, its routes, its row in the book, its people. Return the next change."""
    begin = interval * rules.interval_s
    for g in range(floor.team.size):
        count_time(floor.crew, book.people, g, begin)
    before = floor.whole[PHASE]
    if interval == rules.phase_of.size:  # the end: what is still to come is not counted as time at work
        floor.whole[ROW] = book.calls.shape[0] - 1
        return change
    floor.whole[ROW] = rules.row_of[interval]
    floor.whole[PHASE] = rules.phase_of[interval]
    for c in range(rules.kinds.size):
        closes = interval > 0 and rules.is_open[c, floor.whole[PHASE]] < rules.is_open[c, before]
        if closes and rules.kinds[c].is_sent_home == 1:
            send_home(floor, book, c, begin)
    while change < rules.changes.size and rules.changes[change].at <= begin:
        _change(rules, floor, book, change)
        change += 1
    floor.whole[FREED] = 0
    for g in range(floor.team.size):
        look_at(floor.crew, g)
    return change


@part
def _live(rules: Rules, floor: Floor, book: Book, calls: int, change: int, span: tuple[float, float]) -> int:
    """Live through an interval: changes of staff first, then what ends, then who arrives. Return the next change."""
    begin, end = span
    call, now = 0, begin
    while floor.whole[FULL] == 0:
        settle(rules, floor, book, now)
        event_at = floor.slot[floor.room.heap[0]].when if floor.whole[HEAP] > 0 else math.inf
        change_at = rules.changes[change].at if change < rules.changes.size else math.inf
        call_at = begin + rules.interval_s * floor.sorted[call].at if call < calls else math.inf
        now = min(event_at, change_at, call_at)
        if change_at <= now and change_at < end:
            _change(rules, floor, book, change)
            change += 1
        elif event_at <= now and event_at < end:
            _fire(rules, floor, book, floor.room.heap[0], now)
        elif call < calls:
            arrive(rules, floor, book, floor.sorted[call].kind, floor.sorted[call].key, now)
            call += 1
        else:
            break
    return change


@inner
def _change(rules: Rules, floor: Floor, book: Book, change: int) -> None:
    g, now = rules.changes[change].group, rules.changes[change].at
    count_time(floor.crew, book.people, g, now)
    floor.team[g].level = rules.changes[change].level
    look_at(floor.crew, g)


@part
def _fire(rules: Rules, floor: Floor, book: Book, slot: int, now: float) -> None:
    state = floor.slot[slot].state
    if state == SERVED:
        finish(rules, floor, book, slot, now)
    elif state == WAITING:
        wait_on(rules, floor, book, slot, now)
    elif state == TRYING:
        try_again(rules, floor, book, slot, now)
    elif state == RESTING:
        call_again(rules, floor, slot, now)
    else:
        g = floor.slot[slot].group
        free_one(floor.crew, book.people, g, now)
        give_back(floor.room, slot)


@part
def _replication(rules: Rules, floor: Floor, book: Book, seed_key: np.uint64) -> bool:
    """Return whether the replication fitted on the floor."""
    _clear(floor, book)
    change = 0
    intervals = rules.phase_of.size
    for interval in range(intervals + 1):
        begin, calls = interval * rules.interval_s, 0
        if interval < intervals:
            if interval % rules.intervals_per_day == 0:
                draw_day(rules, floor, seed_key, interval // rules.intervals_per_day)
            calls = draw_interval(rules, floor, seed_key, interval)
        change = _turn(rules, floor, book, interval, change)
        end = begin + rules.interval_s if interval < intervals else math.inf
        change = _live(rules, floor, book, calls, change, (begin, end))
        if floor.whole[FULL] == 1:
            return False
    return True


Run = Callable[[Rules, Floor, Book, np.uint64], bool]


def _compiled(source: int) -> Run:
    """Return the compiled loop. numba keeps it on disk under the value of `source`, so that no edited source meets old code."""

    @njit(cache=True, **OPTIONS)
    def run(rules: Rules, floor: Floor, book: Book, seed_key: np.uint64) -> bool:
        return source != 0 and _replication(rules, floor, book, seed_key)

    return run  # type: ignore[no-any-return]


run = _compiled(source_mark())
"""Runs one replication into the book; says whether it fitted on the floor (if not, run it again on a larger one)."""
