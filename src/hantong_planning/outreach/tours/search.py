"""The tour search, compiled: ruin and recreate under a falling temperature, with a store of the tours it met."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy
from numba import njit

from hantong_planning.outreach.tours.moves import Crew, Field, Ints, Tours, below, best_place, copy, put_in, take_out

BLINK_IN_1000 = 10
LONGEST_STRING = 10
WHOLE_ONE_IN = 4  # strings that may be a whole short tour: two places of it may together keep a third, worth more, out


class Store(NamedTuple):
    """Tours met in good states, for recombination: rows are overwritten from the first when the store is full."""

    stops: Ints  # shape (rows, longest)
    size: Ints  # shape (rows,): stops of each tour
    score: Ints  # shape (rows,)
    team: Ints  # shape (rows,)
    met: Ints  # shape (1,): how many were written


class Heat(NamedTuple):
    """How one annealing cools down, and what a unit of travel saved is worth beside a unit of score."""

    rounds: int
    hot: float
    cold: float
    weight: float


@njit(cache=True)
def anneal(field: Field, crew: Crew, states: tuple[Tours, Tours, Tours], store: Store, heat: Heat, state: Ints) -> None:
    """Ruin and recreate states (now, best, spare) for so many rounds, and leave the best in `best`."""
    now, best, spare = states
    order = numpy.zeros(len(field.wanted), numpy.int64)
    key = numpy.zeros(len(field.wanted), numpy.float64)
    warmth, cooling = heat.hot, (heat.cold / heat.hot) ** (1.0 / max(heat.rounds, 1))
    for _ in range(heat.rounds):
        copy(spare, now)
        seed = ruin(field, crew, spare, state)
        recreate(field, crew, spare, seed, order, key, state)
        gain = float(spare.total[0] - now.total[0]) - heat.weight * float(spare.total[1] - now.total[1])
        warmth *= cooling
        if gain >= 0 or below(state, 1 << 30) < math.exp(gain / warmth) * (1 << 30):
            if spare.total[0] * 100 >= best.total[0] * 97 and gain != 0:
                keep(spare, field, store)
            copy(now, spare)
            better = spare.total[0] > best.total[0]
            if better or (spare.total[0] == best.total[0] and spare.total[1] < best.total[1]):
                copy(best, spare)


@njit(cache=True)
def ruin(field: Field, crew: Crew, tours: Tours, state: Ints) -> int:
    """Take strings of stops out of the tours near a random node; return that node."""
    node = field.wanted[below(state, len(field.wanted))]
    strings = 1 + below(state, min(3, len(tours.size)))
    used = 0  # bits of the teams already ruined
    if tours.team[node] >= 0:
        used |= _cut(field, crew, tours, node, state)
        strings -= 1
    for k in range(field.near.shape[1]):
        if strings <= 0:
            break
        other = field.near[node, k]
        team = tours.team[other]
        if team >= 0 and not (used >> (team % 60)) & 1:
            used |= _cut(field, crew, tours, other, state)
            strings -= 1
    return int(node)


@njit(cache=True)
def _cut(field: Field, crew: Crew, tours: Tours, node: int, state: Ints) -> int:
    """Take a random string that contains the node out of its tour; return the team's bit."""
    team = tours.team[node]
    count = tours.size[team]
    at = 1
    while tours.stop[team, at] != node:
        at += 1
    most = count if below(state, WHOLE_ONE_IN) == 0 else max(1, (count + 1) // 2)
    length = 1 + below(state, min(LONGEST_STRING, most))
    low, high = max(1, at - length + 1), min(at, count - length + 1)
    take_out(field, crew, tours, team, low + below(state, high - low + 1), length)
    return int(1 << (team % 60))


@njit(cache=True)
def recreate(field: Field, crew: Crew, tours: Tours, seed: int, order: Ints, key: Ints, state: Ints) -> None:
    """Put absent nodes in, one by one in an order drawn anew each time, each where it costs least."""
    absent = 0
    way, by_delay = below(state, 4), below(state, 2) == 0
    for node in field.wanted:
        if tours.team[node] < 0:
            order[absent] = node
            noise = 0.5 + below(state, 1024) / 1024.0
            if way == 0:
                key[absent] = -noise
            elif way == 1:
                key[absent] = -field.score[node] * noise
            elif way == 2:
                key[absent] = -field.score[node] / (field.service[node] + field.travel[seed, node] + 1) * noise
            else:
                key[absent] = field.closes[node] * noise / (field.score[node] + 1)
            absent += 1
    for k in numpy.argsort(key[:absent]):
        node = order[k]
        team, at, _ = best_place(field, crew, tours, node, by_delay, BLINK_IN_1000, state)
        if team >= 0:
            put_in(field, crew, tours, team, at, node)


@njit(cache=True)
def keep(tours: Tours, field: Field, store: Store) -> None:
    """Write the tours of a state into the store."""
    for team in range(len(tours.size)):
        row = store.met[0] % len(store.size)
        count = tours.size[team]
        store.size[row], store.team[row] = count, team
        score = 0
        for at in range(count):
            store.stops[row, at] = tours.stop[team, at + 1]
            score += field.score[tours.stop[team, at + 1]]
        store.score[row] = score
        store.met[0] += 1
