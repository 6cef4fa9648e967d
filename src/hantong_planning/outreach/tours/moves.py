"""The moves of the tour search, compiled: times along a tour, taking stops out, putting stops in."""

from __future__ import annotations

from typing import NamedTuple

import numpy
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[numpy.int64]


class Field(NamedTuple):
    """What can be visited, in whole time units; nodes 0…n−1, places where tours begin or end included."""

    travel: Ints  # shape (n, n): from row to column
    travel_to: Ints  # shape (n, n): the same, transposed, so that one node's rows stay in the cache
    service: Ints  # shape (n,)
    score: Ints  # shape (n,)
    opens: Ints  # shape (n,): earliest begin of service
    closes: Ints  # shape (n,): latest begin of service
    near: Ints  # shape (n, k): other nodes, the nearest in time and place first
    wanted: Ints  # shape (c,): the nodes that may be visited


class Crew(NamedTuple):
    """The teams, shape (t,) each."""

    first: Ints  # node where the tour begins
    last: Ints  # node where it ends
    leaves: Ints  # earliest departure
    back_by: Ints  # latest return
    most_stops: Ints


class Tours(NamedTuple):
    """One state of the search; position 0 and size+1 of a tour are its first and last node."""

    stop: Ints  # shape (t, longest)
    begins: Ints  # shape (t, longest): earliest begin of service
    leaves: Ints  # shape (t, longest): begin and service
    latest: Ints  # shape (t, longest): latest begin that keeps the rest of the tour in time
    leg: Ints  # shape (t, longest): travel from the position before
    size: Ints  # shape (t,): stops of each tour
    team: Ints  # shape (n,): the team that visits a node, or -1
    total: Ints  # shape (2,): score, travel


def empty(field: Field, crew: Crew) -> Tours:
    """Return tours without stops."""
    teams, longest = len(crew.first), int(min(len(field.wanted), crew.most_stops.max())) + 2
    tours = Tours(
        numpy.zeros((teams, longest), numpy.int64),
        numpy.zeros((teams, longest), numpy.int64),
        numpy.zeros((teams, longest), numpy.int64),
        numpy.zeros((teams, longest), numpy.int64),
        numpy.zeros((teams, longest), numpy.int64),
        numpy.zeros(teams, numpy.int64),
        numpy.full(len(field.score), -1, numpy.int64),
        numpy.zeros(2, numpy.int64),
    )
    for team in range(teams):
        tours.stop[team, 0], tours.stop[team, 1] = crew.first[team], crew.last[team]
        tours.total[1] += field.travel[crew.first[team], crew.last[team]]
        retime(field, crew, tours, team)
    return tours


@njit(cache=True)
def below(state: Ints, limit: int) -> int:
    """Return the next random number of an xorshift stream, 0…limit−1."""
    x = state[0]
    x ^= x << 13
    x ^= (x >> 7) & 0x01FFFFFFFFFFFFFF
    x ^= x << 17
    state[0] = x
    return int((x & 0x7FFFFFFFFFFFFFFF) % limit)


@njit(cache=True)
def copy(to: Tours, of: Tours) -> None:
    """Make one state equal to another."""
    for team in range(len(of.size)):
        to.size[team] = of.size[team]
        for at in range(of.size[team] + 2):
            to.stop[team, at] = of.stop[team, at]
            to.begins[team, at] = of.begins[team, at]
            to.latest[team, at] = of.latest[team, at]
            to.leg[team, at] = of.leg[team, at]
            to.leaves[team, at] = of.leaves[team, at]
    to.team[:] = of.team
    to.total[:] = of.total


@njit(cache=True)
def retime(field: Field, crew: Crew, tours: Tours, team: int) -> None:
    """Recompute the times of one tour."""
    end = tours.size[team] + 1
    tours.begins[team, 0] = tours.leaves[team, 0] = crew.leaves[team]
    for at in range(1, end + 1):
        here = tours.stop[team, at]
        tours.leg[team, at] = field.travel[tours.stop[team, at - 1], here]
        begins = tours.leaves[team, at - 1] + tours.leg[team, at]
        if at < end:
            begins = max(begins, field.opens[here])
            tours.leaves[team, at] = begins + field.service[here]
        tours.begins[team, at] = begins
    latest = tours.latest[team, end] = crew.back_by[team]
    for at in range(end - 1, 0, -1):
        here = tours.stop[team, at]
        latest = min(latest - tours.leg[team, at + 1] - field.service[here], field.closes[here])
        tours.latest[team, at] = latest


@njit(cache=True)
def take_out(field: Field, crew: Crew, tours: Tours, team: int, at: int, number: int) -> None:
    """Take `number` stops out of a tour, from position `at` on."""
    stop, end = tours.stop[team], tours.size[team] + 1
    for k in range(at - 1, at + number):
        tours.total[1] -= field.travel[stop[k], stop[k + 1]]
    tours.total[1] += field.travel[stop[at - 1], stop[at + number]]
    for k in range(at, at + number):
        tours.team[stop[k]] = -1
        tours.total[0] -= field.score[stop[k]]
    for k in range(at, end - number + 1):
        stop[k] = stop[k + number]
    tours.size[team] -= number
    retime(field, crew, tours, team)


@njit(cache=True)
def put_in(field: Field, crew: Crew, tours: Tours, team: int, at: int, node: int) -> None:
    """Put a node into a tour before position `at`."""
    stop, end = tours.stop[team], tours.size[team] + 1
    before, after = stop[at - 1], stop[at]
    tours.total[0] += field.score[node]
    tours.total[1] += field.travel[before, node] + field.travel[node, after] - field.travel[before, after]
    for k in range(end, at - 1, -1):
        stop[k + 1] = stop[k]
    stop[at] = node
    tours.size[team] += 1
    tours.team[node] = team
    retime(field, crew, tours, team)


@njit(cache=True)
def best_place(  # noqa: C901  # one loop: a call per place would cost more than the place
    field: Field, crew: Crew, tours: Tours, node: int, by_delay: bool, blink_in_1000: int, state: Ints
) -> tuple[int, int, int]:
    """Find where a node costs least: (team, position, cost), team −1 if nowhere; each place is overlooked sometimes."""
    found_team, found_at, least = -1, -1, 1 << 60
    opens, closes, served = field.opens[node], field.closes[node], field.service[node]
    for team in range(len(tours.size)):
        if tours.size[team] >= crew.most_stops[team]:
            continue
        for at in range(1, tours.size[team] + 2):
            if tours.latest[team, at] < opens + served:
                continue
            before, after = tours.stop[team, at - 1], tours.stop[team, at]
            start = tours.leaves[team, at - 1] + field.travel_to[node, before]
            if start > closes:
                if tours.leaves[team, at - 1] > closes:
                    break
                continue
            arrives = max(start, opens) + served + field.travel[node, after]
            if arrives > tours.latest[team, at]:
                continue
            cost = field.travel_to[node, before] + field.travel[node, after] - tours.leg[team, at]
            if by_delay:
                cost = max(arrives - tours.begins[team, at], 0) + cost // 8
            if cost < least and (blink_in_1000 == 0 or below(state, 1024) >= blink_in_1000):
                found_team, found_at, least = team, at, cost
    return found_team, found_at, least
