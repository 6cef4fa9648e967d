"""Counsellors and the people who come to them: who is served next, by whom, and what follows when it is over."""

from __future__ import annotations

import math

from hantong_planning.simulate.compiled import inner, part
from hantong_planning.simulate.floor import (
    ANSWERED,
    ANSWERED_WAIT_S,
    ANSWERED_WITHIN,
    BINS_PER_DOUBLING,
    BUSY_S,
    CALL_BACK_WAIT_S,
    CALL_BACK_WAITING,
    CALLED_BACK,
    FREED,
    HEAD,
    HOLDING,
    OVER_S,
    PHASE,
    ROW,
    SERVED,
    SERVED_S,
    T_GROUP,
    T_STARTED,
    TRYING,
    WAIT_BINS,
    WAIT_S,
    WAITING,
    Book,
    Crew,
    Floats,
    Floor,
    Rules,
)
from hantong_planning.simulate.queues import expect, leave, note, take_slot
from hantong_planning.simulate.randomness import HANDLING, LEG, duration, uniform

TRIES_FROM = 16


@inner
def count_time(crew: Crew, people: Floats, g: int, now: float) -> None:
    """Count the group's busy seconds up to now."""
    one = crew.team[g]
    passed = now - one.since
    row = crew.whole[ROW]
    people[row, g, BUSY_S] += one.busy * passed
    if one.busy > one.level:
        people[row, g, OVER_S] += (one.busy - one.level) * passed
    one.since = now


@part
def start(rules: Rules, floor: Floor, book: Book, slot: int, route: int, now: float) -> None:
    """Let the route's group take the slot, who is new, waits or is to be called back."""
    g, c, was = rules.routes[route].group, floor.slot[slot].kind, floor.slot[slot].state
    count_time(floor.crew, book.people, g, now)
    floor.team[g].busy += 1
    floor.slot[slot].group = g
    if was == WAITING:
        leave(floor.room, 0, slot)
    elif was == CALL_BACK_WAITING:
        leave(floor.room, 1, slot)
        tried = LEG * floor.slot[slot].leg + TRIES_FROM + floor.slot[slot].tries
        if uniform(floor.slot[slot].key, tried) >= rules.kinds[c].reached_share:
            floor.slot[slot].state = TRYING
            expect(floor.room, slot, now + rules.kinds[c].try_s)
            return
        floor.slot[slot].tries = -1
    _count_start(rules, floor, book, slot, now)
    length = duration(
        rules.kinds[c].handling_code,
        rules.kinds[c].handling_first,
        rules.kinds[c].handling_second,
        rules.table,
        floor.slot[slot].key,
        LEG * floor.slot[slot].leg + HANDLING,
    )
    length = length * rules.routes[route].factor + floor.slot[slot].extra_s
    book.calls[floor.slot[slot].row, c, SERVED_S] += length
    book.by_group[c, g] += 1
    note(book.trace, floor.slot[slot].line, T_STARTED, now)
    note(book.trace, floor.slot[slot].line, T_GROUP, g)
    if floor.slot[slot].holder >= 0:
        _let_go(floor, slot, now + floor.slot[slot].extra_s)
    floor.slot[slot].state = SERVED
    expect(floor.room, slot, now + length)


@part
def _count_start(rules: Rules, floor: Floor, book: Book, slot: int, now: float) -> None:
    c = floor.slot[slot].kind
    mine = book.calls[floor.slot[slot].row, c]
    wait = now - floor.slot[slot].joined
    if floor.slot[slot].state == CALL_BACK_WAITING:
        mine[CALLED_BACK] += 1
        mine[CALL_BACK_WAIT_S] += wait
        return
    mine[ANSWERED] += 1
    if wait > 0.0:
        mine[WAIT_S] += wait
        mine[ANSWERED_WAIT_S] += wait
    if wait <= rules.kinds[c].within_s:
        mine[ANSWERED_WITHIN] += 1
    if floor.slot[slot].row < book.calls.shape[0] - 1:
        count_wait(book.waits, c, wait)


@inner
def count_wait(waits: Floats, c: int, wait: float) -> None:
    """Count a wait, answered or not, in its bin; bin 0 is no wait at all."""
    place = 0 if wait <= 0.0 else 1 + int(BINS_PER_DOUBLING * math.log2(1.0 + wait))
    waits[c, min(place, WAIT_BINS - 1)] += 1


@part
def _let_go(floor: Floor, slot: int, at: float) -> None:
    """Free the counsellor who stayed on the line when the hand-over is said."""
    hold = take_slot(floor.room)
    if hold < 0:
        return
    floor.slot[hold].group = floor.slot[slot].holder
    floor.slot[slot].holder = -1
    floor.slot[hold].state = HOLDING
    expect(floor.room, hold, at)


@part
def pick(rules: Rules, floor: Floor, g: int, now: float) -> tuple[int, int]:
    """Return whom the group serves next and by which route, or -1: lowest priority number, then longest wait.

    Promised call-backs wait in line like everybody once they are due; before that they are made when nobody waits.
    """
    best, best_route = _first_in_line(rules, floor, g, now, True)
    return (best, best_route) if best >= 0 else _first_in_line(rules, floor, g, now, False)


@part
def _first_in_line(rules: Rules, floor: Floor, g: int, now: float, is_due: bool) -> tuple[int, int]:
    best, best_route, best_priority, best_joined = -1, -1, 0, math.inf
    for j in range(rules.group_from[g], rules.group_from[g + 1]):
        route = rules.group_route[j]
        if rules.route_on[route, floor.whole[PHASE]] == 0:
            continue
        priority = rules.routes[route].priority
        for which in range(0 if is_due else 1, 2):
            slot = floor.queue[HEAD, which, rules.routes[route].kind]
            if slot < 0 or not (_may_start(rules, floor, slot, route, now) or not is_due):
                continue
            joined = floor.slot[slot].joined
            if best < 0 or priority < best_priority or (priority == best_priority and joined < best_joined):
                best, best_route, best_priority, best_joined = slot, route, priority, joined
    return best, best_route


@part
def _may_start(rules: Rules, floor: Floor, slot: int, route: int, now: float) -> bool:
    one, way = floor.slot[slot], rules.routes[route]
    due_s = rules.kinds[one.kind].due_after_s if one.state == CALL_BACK_WAITING else 0.0
    return bool(now >= one.joined + max(way.after_s, due_s))


@part
def next_of_freed(rules: Rules, floor: Floor, now: float) -> tuple[int, int]:
    """Return whom somebody who became free takes next, and by which route, or -1 when all are busy or nobody waits."""
    while floor.whole[FREED] > 0:
        g = floor.crew.freed[floor.whole[FREED] - 1]
        if floor.team[g].busy < floor.team[g].level:
            slot, route = pick(rules, floor, g, now)
            if slot >= 0:
                return slot, route
        floor.whole[FREED] -= 1
    return -1, -1


@inner
def free_one(crew: Crew, people: Floats, g: int, now: float) -> None:
    """Count one counsellor of the group as free again."""
    count_time(crew, people, g, now)
    crew.team[g].busy -= 1
    look_at(crew, g)


@inner
def look_at(crew: Crew, g: int) -> None:
    """Remember that somebody of the group may be idle: `settle` looks for who waits."""
    if crew.whole[FREED] < crew.freed.size:
        crew.freed[crew.whole[FREED]] = g
        crew.whole[FREED] += 1


@part
def free_route(rules: Rules, floor: Floor, slot: int, now: float) -> int:
    """Return the first route by which an idle counsellor may take the slot now, or -1."""
    c = floor.slot[slot].kind
    for route in range(rules.kinds[c].first_route, rules.kinds[c].last_route):
        g = rules.routes[route].group
        if (
            floor.team[g].busy < floor.team[g].level
            and rules.route_on[route, floor.whole[PHASE]] == 1
            and now >= floor.slot[slot].joined + rules.routes[route].after_s
        ):
            return route
    return -1
