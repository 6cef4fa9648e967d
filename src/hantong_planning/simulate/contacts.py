"""What happens to one contact: it arrives, waits, gives up, is transferred, is called back."""

from __future__ import annotations

import math

import numpy as np

from hantong_planning.simulate.compiled import inner, part
from hantong_planning.simulate.floor import (
    ABANDONED,
    ABANDONED_WITHIN,
    ARRIVED,
    CALL_BACK_WAITING,
    CALL_BACKS,
    CALL_BACKS_LOST,
    COMING,
    HEAD,
    LENGTH,
    MOST_LEGS,
    MOVED_IN,
    NUMBER,
    O_ABANDONED,
    O_ANSWERED,
    O_CALL_BACK_LOST,
    O_CALLED_BACK,
    O_TRANSFERRED,
    O_TURNED_AWAY,
    OFFERED,
    PHASE,
    RESTING,
    ROW,
    SENT_HOME,
    T_ENDED,
    T_OUTCOME,
    T_PATIENCE,
    T_PROMISED,
    TURNED_AWAY,
    WAIT_S,
    WAITED,
    WAITING,
    Book,
    Crew,
    Floats,
    Floor,
    Records,
    Room,
    Rules,
)
from hantong_planning.simulate.queues import begin_line, expect, forget, give_back, join, leave, note, take_slot
from hantong_planning.simulate.randomness import ACCEPTS, DIVERTED, LEG, PATIENCE, TRANSFER, duration, uniform
from hantong_planning.simulate.service import count_wait, free_one, free_route, look_at, next_of_freed, start


@part
def arrive(rules: Rules, floor: Floor, book: Book, c: int, key: np.uint64, now: float) -> None:
    """Let a new contact of class `c` come in, go elsewhere, or find the door closed."""
    slot = take_slot(floor.room)
    if slot < 0:
        return
    row = floor.whole[ROW]
    book.calls[row, c, ARRIVED] += 1
    _enter(floor, slot, c, key, now)
    to = c
    if rules.is_open[c, floor.whole[PHASE]] == 0:
        to = rules.kinds[c].diverted_to
        if to >= 0 and uniform(key, DIVERTED) >= rules.kinds[c].diverted_share:
            to = -1
        book.calls[row, c, TURNED_AWAY] += 1
        if to >= 0:
            floor.slot[slot].kind = to
            book.calls[row, to, MOVED_IN] += 1
    begin_line(floor.room, book.trace, slot)
    if to >= 0 and rules.is_open[to, floor.whole[PHASE]] == 1:
        floor.whole[COMING] = slot
        return
    if to >= 0:
        book.calls[row, to, TURNED_AWAY] += 1
    close(floor.room, book.trace, slot, O_TURNED_AWAY, now)


@part
def _enter(floor: Floor, slot: int, c: int, key: np.uint64, now: float) -> None:
    one = floor.slot[slot]
    one.contact = floor.whole[NUMBER]
    floor.whole[NUMBER] += 1
    one.kind, one.key, one.row = c, key, floor.whole[ROW]
    one.leg, one.tries, one.holder = 0, 0, -1
    one.extra_s = 0.0
    one.state = 0
    one.joined = now


@inner
def close(room: Room, trace: Floats, slot: int, outcome: int, now: float) -> None:
    """End the slot's leg and the contact with it."""
    note(trace, room.slot[slot].line, T_OUTCOME, outcome)
    note(trace, room.slot[slot].line, T_ENDED, now)
    give_back(room, slot)


@part
def seat(rules: Rules, floor: Floor, book: Book, slot: int, now: float) -> int:
    """Return the route to somebody idle; or -1, and the slot waits or is promised a call-back."""
    c = floor.slot[slot].kind
    mine = book.calls[floor.slot[slot].row, c]
    mine[OFFERED] += 1
    route = free_route(rules, floor, slot, now)
    if route >= 0:
        return int(route)
    mine[WAITED] += 1
    base = LEG * floor.slot[slot].leg
    if _takes_call_back(rules, floor, slot):
        mine[CALL_BACKS] += 1
        note(book.trace, floor.slot[slot].line, T_PROMISED, 1.0)
        forget(floor.room, slot)
        floor.slot[slot].state = CALL_BACK_WAITING
        join(floor.room, 1, slot)
        drop_holder(floor.crew, book.people, floor.slot, slot, now)
        return -1
    patience = duration(
        rules.kinds[c].patience_code,
        rules.kinds[c].patience_first,
        rules.kinds[c].patience_second,
        rules.table,
        floor.slot[slot].key,
        base + PATIENCE,
    )
    note(book.trace, floor.slot[slot].line, T_PATIENCE, patience)
    floor.slot[slot].until = now + patience
    floor.slot[slot].state = WAITING
    join(floor.room, 0, slot)
    expect_next(rules, floor, slot, now)
    return -1


@part
def _takes_call_back(rules: Rules, floor: Floor, slot: int) -> bool:
    one = floor.slot[slot]
    share = rules.kinds[one.kind].accept_share
    if share <= 0.0 or _expected_wait_s(rules, floor, one.kind) <= rules.kinds[one.kind].offer_above_s:
        return False
    return bool(uniform(one.key, LEG * one.leg + ACCEPTS) < share)


@inner
def _expected_wait_s(rules: Rules, floor: Floor, c: int) -> float:
    """Return what an exchange would announce: those ahead times the mean handling over the people at work."""
    people = 0
    for route in range(rules.kinds[c].first_route, rules.kinds[c].last_route):
        if rules.route_on[route, floor.whole[PHASE]] == 1:
            people += floor.team[rules.routes[route].group].level
    if people == 0:
        return math.inf
    return float((floor.queue[LENGTH, 0, c] + 1) * rules.kinds[c].mean_s / people)


@part
def expect_next(rules: Rules, floor: Floor, slot: int, now: float) -> None:
    """Expect what comes first for who waits: the end of patience, or the moment when another group may help."""
    c = floor.slot[slot].kind
    at = floor.slot[slot].until
    for route in range(rules.kinds[c].first_route, rules.kinds[c].last_route):
        opens = floor.slot[slot].joined + rules.routes[route].after_s
        if now < opens < at:
            at = opens
    expect(floor.room, slot, at)


@part
def wait_on(rules: Rules, floor: Floor, book: Book, slot: int, now: float) -> None:
    """Go on from a waiting slot's event: give up, go to another group, or wait on."""
    if now < floor.slot[slot].until:
        route = free_route(rules, floor, slot, now)
        expect_next(rules, floor, slot, now)
        if route >= 0:
            look_at(floor.crew, rules.routes[route].group)
        return
    wait = now - floor.slot[slot].joined
    mine = book.calls[floor.slot[slot].row, floor.slot[slot].kind]
    mine[ABANDONED] += 1
    mine[WAIT_S] += wait
    if wait <= rules.kinds[floor.slot[slot].kind].within_s:
        mine[ABANDONED_WITHIN] += 1
    if floor.slot[slot].row < book.calls.shape[0] - 1:
        count_wait(book.waits, floor.slot[slot].kind, wait)
    leave(floor.room, 0, slot)
    drop_holder(floor.crew, book.people, floor.slot, slot, now)
    close(floor.room, book.trace, slot, O_ABANDONED, now)


@inner
def drop_holder(crew: Crew, people: Floats, slots: Records, slot: int, now: float) -> None:
    """Free the counsellor who stayed on the line with somebody who is gone."""
    g = slots[slot].holder
    if g >= 0:
        slots[slot].holder = -1
        free_one(crew, people, g, now)


@inner
def send_home(floor: Floor, book: Book, c: int, now: float) -> None:
    """Turn away everybody who still waits in class `c`."""
    while floor.queue[HEAD, 0, c] >= 0:
        slot = floor.queue[HEAD, 0, c]
        leave(floor.room, 0, slot)
        book.calls[floor.slot[slot].row, c, SENT_HOME] += 1
        drop_holder(floor.crew, book.people, floor.slot, slot, now)
        close(floor.room, book.trace, slot, O_TURNED_AWAY, now)


@part
def finish(rules: Rules, floor: Floor, book: Book, slot: int, now: float) -> None:
    """End a conversation: hand the contact over, or let it go, and let the counsellor take the next."""
    g = floor.slot[slot].group
    to = _handed_to(rules, floor, slot)
    if to < 0:
        free_one(floor.crew, book.people, g, now)
        outcome = O_CALLED_BACK if floor.slot[slot].tries < 0 else O_ANSWERED
        close(floor.room, book.trace, slot, outcome, now)
    else:
        note(book.trace, floor.slot[slot].line, T_OUTCOME, O_TRANSFERRED)
        note(book.trace, floor.slot[slot].line, T_ENDED, now)
        _hand_over(rules, floor, book, slot, to, now)


@inner
def _hand_over(rules: Rules, floor: Floor, book: Book, slot: int, to: int, now: float) -> None:
    one, transfer = floor.slot[slot], rules.transfers[to]
    g = one.group
    one.kind = transfer.to
    one.extra_s = transfer.hand_over_s
    one.leg += 1
    one.joined, one.state, one.tries = now, 0, 0
    one.holder = g if transfer.is_held == 1 else -1
    book.calls[one.row, one.kind, MOVED_IN] += 1
    begin_line(floor.room, book.trace, slot)
    if transfer.is_held == 0:
        free_one(floor.crew, book.people, g, now)
    if rules.is_open[one.kind, floor.whole[PHASE]] == 1:
        floor.whole[COMING] = slot
        return
    book.calls[one.row, one.kind, TURNED_AWAY] += 1
    drop_holder(floor.crew, book.people, floor.slot, slot, now)
    close(floor.room, book.trace, slot, O_TURNED_AWAY, now)


@part
def _handed_to(rules: Rules, floor: Floor, slot: int) -> int:
    c = floor.slot[slot].kind
    first, last = rules.kinds[c].first_transfer, rules.kinds[c].last_transfer
    if first == last or floor.slot[slot].leg + 1 >= MOST_LEGS:
        return -1
    luck = uniform(floor.slot[slot].key, LEG * floor.slot[slot].leg + TRANSFER)
    for k in range(first, last):
        if luck < rules.transfers[k].share:
            return k
    return -1


@inner
def try_again(rules: Rules, floor: Floor, book: Book, slot: int, now: float) -> None:
    """End a call-back that reached nobody: try later, or give it up."""
    g, c = floor.slot[slot].group, floor.slot[slot].kind
    free_one(floor.crew, book.people, g, now)
    floor.slot[slot].tries += 1
    if floor.slot[slot].tries >= rules.kinds[c].tries:
        book.calls[floor.slot[slot].row, c, CALL_BACKS_LOST] += 1
        close(floor.room, book.trace, slot, O_CALL_BACK_LOST, now)
    else:
        floor.slot[slot].state = RESTING
        expect(floor.room, slot, now + rules.kinds[c].retry_after_s)


@inner
def call_again(rules: Rules, floor: Floor, slot: int, now: float) -> None:
    """Put a call-back back in line, and look whether somebody is idle."""
    forget(floor.room, slot)
    floor.slot[slot].state = CALL_BACK_WAITING
    join(floor.room, 1, slot)
    route = free_route(rules, floor, slot, now)
    if route >= 0:
        look_at(floor.crew, rules.routes[route].group)


@part
def settle(rules: Rules, floor: Floor, book: Book, now: float) -> None:
    """After an event: let who became free take who waits, then seat who came. The only place where people are matched."""
    while True:
        slot, route = next_of_freed(rules, floor, now)
        if slot < 0:
            slot = floor.whole[COMING]
            if slot < 0:
                return
            floor.whole[COMING] = -1
            route = seat(rules, floor, book, slot, now)
        if route >= 0:
            start(rules, floor, book, slot, route, now)
