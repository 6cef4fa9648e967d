"""The agenda: an indexed binary heap with at most one coming event per slot, so that no stale event is ever kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hantong_planning.simulate.compiled import inner

Ints = NDArray[np.int64]
Slots = Any


@inner
def schedule(heap: Ints, slots: Slots, size: int, slot: int, at: float) -> int:
    """Put the slot's event at `at`, in place of the one it had, and return the heap's new size."""
    at_place = slots[slot].place
    if at_place < 0:
        at_place = size
        heap[at_place] = slot
        slots[slot].place = at_place
        size += 1
        slots[slot].when = at
        _rise(heap, slots, at_place)
        return size
    before = slots[slot].when
    slots[slot].when = at
    if at < before:
        _rise(heap, slots, at_place)
    else:
        _sink(heap, slots, size, at_place)
    return size


@inner
def cancel(heap: Ints, slots: Slots, size: int, slot: int) -> int:
    """Take the slot's event out, if it has one, and return the heap's new size."""
    at_place = slots[slot].place
    if at_place < 0:
        return size
    size -= 1
    slots[slot].place = -1
    last = heap[size]
    if at_place < size:
        heap[at_place] = last
        slots[last].place = at_place
        _rise(heap, slots, at_place)
        _sink(heap, slots, size, slots[last].place)
    return size


@inner
def _rise(heap: Ints, slots: Slots, at: int) -> None:
    slot = heap[at]
    key = slots[slot].when
    while at > 0:
        parent = (at - 1) >> 1
        other = heap[parent]
        if slots[other].when <= key:
            break
        heap[at] = other
        slots[other].place = at
        at = parent
    heap[at] = slot
    slots[slot].place = at


@inner
def _sink(heap: Ints, slots: Slots, size: int, at: int) -> None:
    slot = heap[at]
    key = slots[slot].when
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and slots[heap[child + 1]].when < slots[heap[child]].when:
            child += 1
        other = heap[child]
        if key <= slots[other].when:
            break
        heap[at] = other
        slots[other].place = at
        at = child
    heap[at] = slot
    slots[slot].place = at
