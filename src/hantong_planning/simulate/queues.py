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
    Floats,
    Room,
)


@inner
def take_slot(room: Room) -> int:
    """Return a free slot, or -1 after saying that the floor is full (it is then run again with more slots)."""
    left = room.whole[FREE]
    if left == 0:
        room.whole[FULL] = 1
        return -1
    room.whole[FREE] = left - 1
    return int(room.free[left - 1])


@inner
def give_back(room: Room, slot: int) -> None:
    """Free a slot and forget its event."""
    forget(room, slot)
    room.slot[slot].state = 0
    room.free[room.whole[FREE]] = slot
    room.whole[FREE] += 1


@inner
def forget(room: Room, slot: int) -> None:
    """Take the slot's coming event off the agenda."""
    room.whole[HEAP] = cancel(room.heap, room.slot, room.whole[HEAP], slot)


@inner
def expect(room: Room, slot: int, at: float) -> None:
    """Put the slot's coming event on the agenda, or take it off if it never comes."""
    if np.isinf(at):
        forget(room, slot)
    else:
        room.whole[HEAP] = schedule(room.heap, room.slot, room.whole[HEAP], slot, at)


@inner
def join(room: Room, which: int, slot: int) -> None:
    """Put the slot at the end of its class's queue: 0 of the waiting, 1 of the promised call-backs."""
    c = room.slot[slot].kind
    last = room.queue[TAIL, which, c]
    room.slot[slot].after = -1
    room.slot[slot].before = last
    if last >= 0:
        room.slot[last].after = slot
    else:
        room.queue[HEAD, which, c] = slot
    room.queue[TAIL, which, c] = slot
    room.queue[LENGTH, which, c] += 1


@inner
def leave(room: Room, which: int, slot: int) -> None:
    """Take the slot out of its class's queue, wherever it stands."""
    c = room.slot[slot].kind
    before, after = room.slot[slot].before, room.slot[slot].after
    if before >= 0:
        room.slot[before].after = after
    else:
        room.queue[HEAD, which, c] = after
    if after >= 0:
        room.slot[after].before = before
    else:
        room.queue[TAIL, which, c] = before
    room.queue[LENGTH, which, c] -= 1


@inner
def begin_line(room: Room, trace: Floats, slot: int) -> None:
    """Open a trace line for the slot's leg, while there is room for one."""
    line = room.whole[LINES]
    if line >= trace.shape[0]:
        room.slot[slot].line = -1
        return
    room.whole[LINES] = line + 1
    room.slot[slot].line = line
    row = trace[line]
    row[:] = np.nan
    row[T_CONTACT] = room.slot[slot].contact
    row[T_LEG] = room.slot[slot].leg
    row[T_CLASS] = room.slot[slot].kind
    row[T_GROUP] = -1
    row[T_JOINED] = room.slot[slot].joined
    row[T_OUTCOME] = O_WAITING
    row[T_PATIENCE] = np.inf
    row[T_HELD] = room.slot[slot].holder
    row[T_PROMISED] = 0.0


@inner
def note(trace: Floats, line: int, field: int, value: float) -> None:
    """Write a field of a trace line, if there is such a line."""
    if line >= 0:
        trace[line, field] = value
