"""What the event loop reads (Rules), changes (Floor) and writes (Book): arrays only, so that numba can compile it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.uint8]
Records = Any

# States of a slot: one person (or one counsellor on hold with them) somewhere in the service.
WAITING, SERVED, HOLDING, TRYING, RESTING, CALL_BACK_WAITING = 1, 2, 3, 4, 5, 6
# Counters of Floor.whole.
HEAP, FREE, FULL, ROW, PHASE, LINES, NUMBER, COMING, FREED = 0, 1, 2, 3, 4, 5, 6, 7, 8
WHOLE = 9
MOST_FREED = 8  # groups that one event may free
# Columns of Book.calls, per row and class.
OFFERED, WAITED, ANSWERED, ANSWERED_WITHIN, ABANDONED, ABANDONED_WITHIN, WAIT_S, ANSWERED_WAIT_S = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
)
TURNED_AWAY, MOVED_IN, CALL_BACKS, CALLED_BACK, CALL_BACKS_LOST, CALL_BACK_WAIT_S, SERVED_S, ARRIVED = (
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
)
SENT_HOME = 16
COLUMNS = 17
# Columns of Book.people, per row and group.
BUSY_S, OVER_S = 0, 1
# Waits are counted in WAIT_BINS bins that grow by 2^(1/16), about 4.4 %, from 1 s on.
WAIT_BINS = 400
BINS_PER_DOUBLING = 16
# Fields of a trace line.
T_CONTACT, T_LEG, T_CLASS, T_GROUP, T_JOINED, T_STARTED = 0, 1, 2, 3, 4, 5
T_ENDED, T_OUTCOME, T_PATIENCE, T_HELD, T_PROMISED = 6, 7, 8, 9, 10
TRACE_FIELDS = 11
O_WAITING, O_ANSWERED, O_ABANDONED, O_TURNED_AWAY, O_TRANSFERRED, O_CALLED_BACK, O_CALL_BACK_LOST = 0, 1, 2, 3, 4, 5, 6
OUTCOMES = ("waiting", "answered", "abandoned", "turned away", "transferred", "called back", "call-back lost")
MOST_LEGS = 8


# A class: its key, spread, doors, durations (code and two numbers), ways and call-back offer.
KIND = np.dtype(
    [
        ("key", "u8"), ("day_cv", "f8"), ("interval_cv", "f8"), ("is_sent_home", "i8"), ("diverted_to", "i8"),
        ("diverted_share", "f8"), ("within_s", "f8"), ("mean_s", "f8"), ("handling_code", "i8"),
        ("handling_first", "f8"), ("handling_second", "f8"), ("patience_code", "i8"), ("patience_first", "f8"),
        ("patience_second", "f8"), ("first_route", "i8"), ("last_route", "i8"), ("first_transfer", "i8"),
        ("last_transfer", "i8"), ("offer_above_s", "f8"), ("accept_share", "f8"), ("due_after_s", "f8"),
        ("reached_share", "f8"), ("try_s", "f8"), ("tries", "i8"), ("retry_after_s", "f8"),
    ]
)  # fmt: skip
ROUTE = np.dtype([("group", "i8"), ("kind", "i8"), ("after_s", "f8"), ("priority", "i8"), ("factor", "f8")])
TRANSFER = np.dtype([("to", "i8"), ("share", "f8"), ("hand_over_s", "f8"), ("is_held", "i8")])  # share: cumulative
CHANGE = np.dtype([("at", "f8"), ("group", "i8"), ("level", "i8")])
CALL = np.dtype([("at", "f8"), ("kind", "i8"), ("key", "u8")])
# A group now: people at work, people talking (more than at work while last calls are finished), busy seconds counted until.
TEAM = np.dtype([("level", "i8"), ("busy", "i8"), ("since", "f8")])
# Somebody in the service: place in the heap and time of the coming event; class, group and whose counsellor stays on the line (-1);
# hand-over time to come; joined, end of patience; key of the call, leg, tries; row of the book, line of the trace; neighbours in line.
SLOT = np.dtype(
    [
        ("when", "f8"), ("place", "i8"), ("state", "i8"), ("kind", "i8"), ("group", "i8"), ("holder", "i8"),
        ("extra_s", "f8"), ("joined", "f8"), ("until", "f8"), ("key", "u8"), ("leg", "i8"), ("tries", "i8"),
        ("row", "i8"), ("line", "i8"), ("contact", "i8"), ("after", "i8"), ("before", "i8"),
    ]
)  # fmt: skip
# Rows of Floor.queue.
HEAD, TAIL, LENGTH = 0, 1, 2


class Rules(NamedTuple):
    """What holds for every replication. C classes, G groups, R routes, P phases (kinds of interval), I intervals."""

    interval_s: float
    intervals_per_day: int
    common_spread: float  # coefficient of variation of everybody's day
    phase_of: Ints  # (I,) which column of the masks and rates holds in an interval
    row_of: Ints  # (I,) which row of the book counts it; the last row is not reported (warm-up)
    rate: Floats  # (C, P) calls expected in an interval
    kinds: Records  # (C,) KIND
    is_open: Flags  # (C, P)
    table: Floats  # quantiles of durations
    routes: Records  # (R,) ROUTE, by class
    route_on: Flags  # (R, P)
    group_from: Ints  # (G + 1,)
    group_route: Ints  # (R,) routes by group
    transfers: Records  # TRANSFER, by class
    changes: Records  # CHANGE, by time


class Room(NamedTuple):
    """Who is in the service, what comes next for them, and in which line they stand. S slots."""

    whole: Ints  # (WHOLE,) counters
    heap: Ints  # (S,)
    slot: Records  # (S,) SLOT
    free: Ints  # (S,)
    queue: Ints  # (3, 2, C) head, tail and length of the waiting and of the promised call-backs


class Crew(NamedTuple):
    """The people of the groups."""

    whole: Ints  # (WHOLE,) the same counters
    team: Records  # (G,) TEAM
    freed: Ints  # (G + MOST_FREED,) groups that may have somebody idle now


class Floor(NamedTuple):
    """The state of one replication. A calls in an interval. Whole, slot, queue and team are those of room and crew."""

    room: Room
    crew: Crew
    whole: Ints
    slot: Records
    queue: Ints
    team: Records
    inbox: Records  # (A,) CALL, as drawn
    sorted: Records  # (A,) CALL, by time
    bucket: Ints  # (A + 2,)
    day_factor: Floats  # (C,)


class Book(NamedTuple):
    """What is reported of one replication."""

    calls: Floats  # (rows + 1, C, COLUMNS)
    people: Floats  # (rows + 1, G, 2)
    waits: Floats  # (C, WAIT_BINS)
    by_group: Floats  # (C, G) answered
    trace: Floats  # (lines, TRACE_FIELDS)
