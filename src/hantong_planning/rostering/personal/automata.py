"""The cheapest row of one person at given prices: a shortest path over the states that a person's rules can be in.

A state holds the choices of the last two days, how many days and nights in a row were worked, and the days and minutes of
this week: every rule but those on totals over the period holds on every path. People under the same rules share a table.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hantong_planning.rostering.personal.arrays import Arrays, Flags, Floats, Ints, compiled

State = tuple[int, int, int, int, int, int]
"""As `Arrays.start`: choices one and two days ago, days and nights running, minutes and days of the week."""


class Automata(NamedTuple):
    """M tables of at most N states."""

    of: Ints
    """(P,) the table of each person."""
    start: Ints
    """(P,) the state before the first day."""
    after: Ints
    """(M, 2, N, C) the state after a choice, -1 where a rule forbids it; on Mondays (1) the week begins anew."""
    was_cover: Flags
    """(M, N) whether the last day was worked."""


def automata(A: Arrays) -> Automata:
    """Return the tables of everybody's rules."""
    rules = [tuple(most[1:5]) for most in A.most.tolist()]
    kinds = sorted(set(rules))
    starts = [tuple(start) for start in A.start.tolist()]
    tables = [_table(A, kind, [s for s, rule in zip(starts, rules, strict=True) if rule == kind]) for kind in kinds]
    widest = max(len(numbers) for numbers, _ in tables)
    after = np.full((len(kinds), 2, widest, A.allowed.shape[2]), -1)
    was_cover = np.zeros((len(kinds), widest), np.bool_)
    for m, (numbers, moves) in enumerate(tables):
        after[m, :, : len(numbers)] = moves
        was_cover[m, : len(numbers)] = [A.is_cover[state[0]] for state in numbers]
    of = [kinds.index(rule) for rule in rules]
    return Automata(
        np.array(of), np.array([tables[m][0][s] for m, s in zip(of, starts, strict=True)]), after, was_cover
    )


def _table(A: Arrays, rule: tuple[int, ...], starts: list[State]) -> tuple[dict[State, int], Ints]:
    """Number the states that can be reached, and say where each choice leads."""
    numbers: dict[State, int] = {state: n for n, state in enumerate(dict.fromkeys(starts))}
    queue, moves = list(numbers), []
    for state in queue:
        for monday in (False, True):
            for choice in range(A.allowed.shape[2]):
                to = _after(A, rule, state, choice, monday)
                if to is not None and to not in numbers:
                    numbers[to] = len(numbers)
                    queue.append(to)
                moves.append(-1 if to is None else numbers[to])
    return numbers, np.array(moves).reshape(len(queue), 2, -1).transpose(1, 0, 2)


def _after(A: Arrays, rule: tuple[int, ...], state: State, choice: int, monday: bool) -> State | None:
    week_min, week_days, most_running, most_nights = rule
    one, two, days, nights, minutes, worked = state
    if monday:
        minutes = worked = 0
    if not choice:
        return 0, one if _matters(A, one) else 0, 0, 0, minutes, worked
    if not (A.may_follow[0, one, choice] and A.may_follow[1, two, choice]):
        return None
    days, nights = days + 1, nights + 1 if A.is_night[choice] else 0
    minutes, worked = minutes + int(A.paid[choice]), worked + 1
    if minutes > week_min or worked > week_days or days > most_running or nights > most_nights:
        return None
    return choice, one if _matters(A, one) else 0, days, nights, minutes, worked


def _matters(A: Arrays, choice: int) -> bool:
    """Tell whether a choice forbids anything two days later."""
    return not A.may_follow[1, choice].all()


class Spare(NamedTuple):
    """Room for one shortest path."""

    now: Floats
    """(2, N)"""
    came: Ints
    """(D, N) state and choice before."""


def spare(automata: Automata, days: int) -> Spare:
    """Make room."""
    count = automata.after.shape[2]
    return Spare(np.zeros((2, count)), np.zeros((days, count), np.int64))


@compiled
def cheapest_rows(A: Arrays, W: Automata, prices: Floats, weekends: Floats, room: Spare, rows: Ints) -> float:
    """Fill `rows` with everybody's cheapest choices and return their price.

    `prices`, shape (P, D, C), is what each choice pays, infinite where it is not allowed; `weekends`, shape (P,), what a
    worked weekend pays.
    """
    total = 0.0
    for p in range(rows.shape[0]):
        for n in range(room.now.shape[1]):
            room.now[0, n] = np.inf
        room.now[0, W.start[p]] = 0.0
        for d in range(rows.shape[1]):
            _relax_day(A, W, p, d, prices, weekends[p], room)
        total += _trace(room, rows, p, A.allowed.shape[2])
    return total


@compiled
def _relax_day(A: Arrays, W: Automata, p: int, d: int, prices: Floats, weekend: float, room: Spare) -> None:
    """Extend every path by a day."""
    m, monday, choices = W.of[p], int(A.is_monday[d]), A.allowed.shape[2]
    old, new, came = room.now[d % 2], room.now[1 - d % 2], room.came[d]
    for n in range(len(new)):
        new[n] = np.inf
    in_weekend = A.weekend[d] >= 0
    goes_on = d > 0 and A.weekend[d] == A.weekend[d - 1]
    for n in range(len(old)):
        if old[n] == np.inf:
            continue
        for choice in range(choices):
            to = W.after[m, monday, n, choice]
            if to < 0:
                continue
            value = old[n] + prices[p, d, choice]
            if in_weekend and A.is_cover[choice] and not (goes_on and W.was_cover[m, n]):
                value += weekend
            if value < new[to]:
                new[to] = value
                came[to] = n * choices + choice


@compiled
def _trace(room: Spare, rows: Ints, p: int, choices: int) -> float:
    """Write the cheapest path as a row and return its price."""
    last = room.now[rows.shape[1] % 2]
    node = 0
    for n in range(len(last)):
        if last[n] < last[node]:
            node = n
    price = last[node]
    for d in range(rows.shape[1] - 1, -1, -1):
        step = room.came[d, node]
        rows[p, d] = step % choices
        node = step // choices
    return float(price)
