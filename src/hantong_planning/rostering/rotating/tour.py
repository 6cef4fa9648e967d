"""From a circulation to one walk: the pieces it falls into, and an Euler tour when it is one piece."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hantong_planning.rostering.rotating.problem import DAYS
from hantong_planning.rostering.rotating.walk import Network


def pieces(net: Network, times: Sequence[int]) -> list[frozenset[int]]:
    """Give the sets of nodes that hang together, in a circulation with `times` walks of each arc."""
    leader = list(range(len(net.days)))

    def first(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    walked = [arc for arc, number in enumerate(times) if number]
    for arc in walked:
        leader[first(net.tails[arc])] = first(net.heads[arc])
    parts: dict[int, set[int]] = {}
    for arc in walked:
        parts.setdefault(first(net.tails[arc]), set()).add(net.tails[arc])
    return [frozenset(part) for part in parts.values()]


def euler_tour(net: Network, times: Sequence[int], dice: random.Random | None = None) -> list[int]:
    """Give the arcs of a closed walk that uses each arc exactly `times` often, from a Monday on.

    The circulation must be one piece; `dice` chooses one of its tours. Source: Hierholzer (1873), Mathematische Annalen 6.
    """
    leaving: dict[int, list[int]] = {}
    for arc, number in enumerate(times):
        leaving.setdefault(net.tails[arc], []).extend([arc] * number)
    if dice:
        for arcs in leaving.values():
            dice.shuffle(arcs)
    start = next(net.tails[arc] for arc, n in enumerate(times) if n and net.days[net.tails[arc]] == 0)
    trail: list[tuple[int, int]] = [(start, -1)]
    tour: list[int] = []
    while trail:
        node, came_by = trail[-1]
        if leaving.get(node):
            arc = leaving[node].pop()
            trail.append((net.heads[arc], arc))
        else:
            trail.pop()
            tour.append(came_by)
    return [arc for arc in reversed(tour) if arc >= 0]


def exchanged(net: Network, tour: Sequence[int], dice: random.Random) -> list[int]:
    """Give a tour of the same arcs in which two stretches between three visits of one node have changed places."""
    visits: dict[int, list[int]] = {}
    for place, arc in enumerate(tour):
        visits.setdefault(net.tails[arc], []).append(place)
    often = [places for places in visits.values() if len(places) > 1]
    if not often:
        return list(tour)
    places = dice.choice(often)
    turn = dice.choice(places)
    turned = [*tour[turn:], *tour[:turn]]
    stops = sorted(((p - turn) % len(tour) or len(tour)) for p in dice.sample(places, min(2, len(places))))
    first, second = stops[0], stops[-1]
    mixed = [*turned[first:second], *turned[:first], *turned[second:]]
    back = next(k for k in range(len(mixed)) if net.days[net.tails[mixed[k]]] == 0)
    return [*mixed[back:], *mixed[:back]]


def weeks(net: Network, tour: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Cut a tour into weeks of seven shifts."""
    days = [net.shifts[arc] for arc in tour]
    return tuple(tuple(days[k : k + DAYS]) for k in range(0, len(days), DAYS))
