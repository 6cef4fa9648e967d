"""Slots and the queues that they stand in: taking, giving back, joining and leaving, each in constant time."""

from __future__ import annotations

import numpy as np

from hantong_planning.simulate.agenda import cancel, schedule
from hantong_planning.simulate.compiled import inner
from hantong_planning.simulate.floor import (
    FREE,
    FULL,
    HEAD,
    HEAP,
    LENGTH,
    LINES,
    O_WAITING,
    T_CLASS,
    T_CONTACT,
    T_GROUP,
    T_HELD,
    T_JOINED,
    T_LEG,
    T_OUTCOME,
    T_PATIENCE,
    T_PROMISED,
    TAIL,
    Book,
    Floor,
)


@inner
def take_slot(floor: Floor) -> int:
    """Return a free slot, or -1 after saying that the floor is full (it is then run again with more slots)."""
    left = floor.whole[FREE]
    if left == 0:
        floor.whole[FULL] = 1
        return -1
    floor.whole[FREE] = left - 1
    return int(floor.free[left - 1])


@inner
def give_back(floor: Floor, slot: int) -> None:
    """Free a slot and forget its event."""
    forget(floor, slot)
    floor.slot[slot].state = 0
    floor.free[floor.whole[FREE]] = slot
    floor.whole[FREE] += 1


@inner
def forget(floor: Floor, slot: int) -> None:
    """Take the slot's coming event off the agenda."""
    floor.whole[HEAP] = cancel(floor.heap, floor.slot, floor.whole[HEAP], slot)


@inner
def expect(floor: Floor, slot: int, at: float) -> None:
    """Put the slot's coming event on the agenda, or take it off if it never comes."""
    if np.isinf(at):
        forget(floor, slot)
    else:
        floor.whole[HEAP] = schedule(floor.heap, floor.slot, floor.whole[HEAP], slot, at)


@inner
def join(floor: Floor, which: int, slot: int) -> None:
    """Put the slot at the end of its class's queue: 0 of the waiting, 1 of the promised call-backs."""
    c = floor.slot[slot].kind
    last = floor.queue[TAIL, which, c]
    floor.slot[slot].after = -1
    floor.slot[slot].before = last
    if last >= 0:
        floor.slot[last].after = slot
    else:
        floor.queue[HEAD, which, c] = slot
    floor.queue[TAIL, which, c] = slot
    floor.queue[LENGTH, which, c] += 1


@inner
def leave(floor: Floor, which: int, slot: int) -> None:
    """Take the slot out of its class's queue, wherever it stands."""
    c = floor.slot[slot].kind
    before, after = floor.slot[slot].before, floor.slot[slot].after
    if before >= 0:
        floor.slot[before].after = after
    else:
        floor.queue[HEAD, which, c] = after
    if after >= 0:
        floor.slot[after].before = before
    else:
        floor.queue[TAIL, which, c] = before
    floor.queue[LENGTH, which, c] -= 1


@inner
def begin_line(floor: Floor, book: Book, slot: int) -> None:
    """Open a trace line for the slot's leg, while there is room for one."""
    line = floor.whole[LINES]
    if line >= book.trace.shape[0]:
        floor.slot[slot].line = -1
        return
    floor.whole[LINES] = line + 1
    floor.slot[slot].line = line
    row = book.trace[line]
    row[:] = np.nan
    row[T_CONTACT] = floor.slot[slot].contact
    row[T_LEG] = floor.slot[slot].leg
    row[T_CLASS] = floor.slot[slot].kind
    row[T_GROUP] = -1
    row[T_JOINED] = floor.slot[slot].joined
    row[T_OUTCOME] = O_WAITING
    row[T_PATIENCE] = np.inf
    row[T_HELD] = floor.slot[slot].holder
    row[T_PROMISED] = 0.0


@inner
def note(floor: Floor, book: Book, slot: int, field: int, value: float) -> None:
    """Write a field of the slot's trace line, if it has one."""
    line = floor.slot[slot].line
    if line >= 0:
        book.trace[line, field] = value
