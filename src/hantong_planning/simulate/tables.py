"""A scenario as the arrays that the event loop reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hantong_planning.simulate.calendar import DAY_S, HOLIDAY
from hantong_planning.simulate.durations import coded
from hantong_planning.simulate.floor import (
    CALL,
    CHANGE,
    COLUMNS,
    KIND,
    MOST_FREED,
    ROUTE,
    SLOT,
    TEAM,
    TRACE_FIELDS,
    TRANSFER,
    WAIT_BINS,
    WHOLE,
    Book,
    Crew,
    Floor,
    Room,
    Rules,
)
from hantong_planning.simulate.presence import Presence, presence, spread
from hantong_planning.simulate.problem import CallBack, Route, Scenario

UNFOLDED_DAYS = 14
NO_CALL_BACK = (0.0, 0.0, 0.0, 1.0, 30.0, 1.0, 60.0)


@dataclass(frozen=True, slots=True)
class Tables:
    """The rules of a scenario, and what its phases mean. A phase is a kind of interval: its place in the week, holiday or not."""

    rules: Rules
    presences: tuple[Presence, ...]
    bands: NDArray[np.int64]  # (phases,) time band
    labels: NDArray[np.int64]  # (phases,) interval of the week, or of the scenario when it is at most 14 days long
    is_folded: bool


def tables(scenario: Scenario) -> Tables:
    """Return the scenario's tables."""
    phase_of, first, labels, is_folded = _phases(scenario)
    presences = tuple(presence(scenario, group) for group in scenario.groups)
    rules = Rules(
        interval_s=float(scenario.interval_s),
        intervals_per_day=DAY_S // scenario.interval_s,
        phase_of=phase_of,
        row_of=np.where(np.arange(phase_of.size) < scenario.warm_up_intervals, first.size, phase_of),
        common_spread=float(scenario.days_cv),
        **_class_tables(scenario, first),
        **_route_tables(scenario, first),
        transfers=_transfers(scenario),
        changes=_changes(presences),
    )
    return Tables(rules, presences, scenario.calendar.bands(scenario.interval_s)[first], labels, is_folded)


def seed_key(seed: int, replication: int) -> np.uint64:
    """Return the key of one replication."""
    return _key(f"{seed}/{replication}")


def empty_floor(scenario: Scenario, rules: Rules, slots: int, calls: int) -> Floor:
    """Return a floor with room for so many people at once and so many calls in an interval."""
    c, g = len(scenario.classes), len(scenario.groups)

    def whole(*shape: int) -> NDArray[np.int64]:
        return np.zeros(shape, dtype=np.int64)

    room = Room(whole(WHOLE), whole(slots), np.recarray(slots, dtype=SLOT), whole(slots), whole(3, 2, c))
    crew = Crew(room.whole, np.recarray(g, dtype=TEAM), whole(g + MOST_FREED))
    inbox, ordered = np.recarray(calls, dtype=CALL), np.recarray(calls, dtype=CALL)
    return Floor(room, crew, room.whole, room.slot, room.queue, crew.team, inbox, ordered, whole(calls + 2), np.ones(c))


def empty_book(scenario: Scenario, phases: int, lines: int) -> Book:
    """Return an empty book with room for `lines` lines of trace."""
    c, g = len(scenario.classes), len(scenario.groups)
    calls, people = np.zeros((phases + 1, c, COLUMNS)), np.zeros((phases + 1, g, 2))
    return Book(calls, people, np.zeros((c, WAIT_BINS)), np.zeros((c, g)), np.zeros((lines, TRACE_FIELDS)))


def _key(words: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "little"))


def _phases(scenario: Scenario) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], bool]:
    """Return the phase of each interval, the first interval of each phase, its label, and whether weeks are folded together."""
    number = np.arange(scenario.intervals)
    per_day = DAY_S // scenario.interval_s
    profiles = [len(each.arrivals_per_h) for each in scenario.classes]
    if scenario.days <= UNFOLDED_DAYS:
        return number, number, number, False
    calendar = scenario.calendar
    in_week = (number + calendar.weekday_of(0) * per_day) % (7 * per_day)
    if scenario.intervals in profiles:
        return number, number, number, False
    holiday = np.array([calendar.kind_of(day) == HOLIDAY for day in range(-1, scenario.days)], dtype=np.int64)
    kind = holiday[1:] + 2 * holiday[:-1]  # the day before matters to what began there and goes on past midnight
    together = in_week * 4 + np.repeat(kind, per_day)
    found, first, phase_of = np.unique(together, return_index=True, return_inverse=True)
    return phase_of.astype(np.int64), first.astype(np.int64), found.astype(np.int64), True


def _class_tables(scenario: Scenario, first: NDArray[np.int64]) -> dict[str, Any]:
    classes, calendar = scenario.classes, scenario.calendar
    names = [each.name for each in classes]
    is_holiday = np.repeat(
        [calendar.kind_of(day) == HOLIDAY for day in range(scenario.days)], DAY_S // scenario.interval_s
    )
    rates = []
    for each in classes:
        factors = np.where(is_holiday, each.holiday_factor, 1.0)
        rates.append((spread(each.arrivals_per_h, scenario) * factors)[first] * scenario.interval_s / 3600)
    doors = [
        calendar.mask(each.open, scenario.interval_s)[first] if each.open else np.ones(first.size) for each in classes
    ]
    table: list[float] = []
    kinds = np.recarray(len(classes), dtype=KIND)
    offsets = [
        _offsets([len(scenario.routes_of(each)) for each in classes]),
        _offsets([len(each.transfers) for each in classes]),
    ]
    for place, each in enumerate(classes):
        kinds[place] = (
            _key(each.name), each.day_cv, each.interval_cv, each.is_sent_home,
            names.index(each.diverted_to) if each.diverted_to else -1, each.diverted_share, each.within_s, each.handling_s.mean,
            *coded(each.handling_s, table), *coded(each.patience_s, table),
            *(offset[place + side] for offset in offsets for side in (0, 1)), *_call_back(each.call_back),
        )  # fmt: skip
    return {
        "rate": np.array(rates),
        "kinds": kinds,
        "is_open": np.array(doors).astype(np.uint8),
        "table": np.array(table or [0.0], dtype=np.float64),
    }


def _call_back(offer: CallBack | None) -> tuple[float, ...]:
    if offer is None:
        return NO_CALL_BACK
    first = (offer.offer_above_s, offer.accept_share, offer.due_after_s, offer.reached_share)
    return (*first, offer.try_s, float(offer.tries), offer.retry_after_s)


def _route_tables(scenario: Scenario, first: NDArray[np.int64]) -> dict[str, Any]:
    names = [group.name for group in scenario.groups]
    routes: list[tuple[int, Route, int]] = []
    for place, each in enumerate(scenario.classes):
        for route in scenario.routes_of(each):
            routes.append((place, route, each.priority if route.priority is None else route.priority))
    group_of = [names.index(route.group) for _, route, _ in routes]
    by_group = sorted(range(len(routes)), key=lambda r: group_of[r])
    on = [
        scenario.calendar.mask(route.during, scenario.interval_s)[first] if route.during else np.ones(first.size)
        for _, route, _ in routes
    ]
    rows = [
        (group, place, route.after_s, priority, route.handling_factor)
        for group, (place, route, priority) in zip(group_of, routes, strict=True)
    ]
    counts = np.bincount(group_of, minlength=len(names))
    return {
        "routes": np.array(rows, dtype=ROUTE).view(np.recarray),
        "route_on": np.array(on).astype(np.uint8),
        "group_from": _offsets(counts.tolist()),
        "group_route": _ints(by_group),
    }


def _transfers(scenario: Scenario) -> Any:
    names = [each.name for each in scenario.classes]
    rows = []
    for each in scenario.classes:
        shares = np.cumsum([transfer.share for transfer in each.transfers])
        for share, transfer in zip(shares, each.transfers, strict=True):
            rows.append((names.index(transfer.to), share, transfer.hand_over_s, transfer.is_held))
    return np.array(rows, dtype=TRANSFER).view(np.recarray)


def _changes(presences: Sequence[Presence]) -> Any:
    rows = [(at, group, level) for group, here in enumerate(presences) for at, level in here.changes()]
    return np.array(sorted(rows), dtype=CHANGE).view(np.recarray)


def _offsets(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _ints(values: Sequence[int]) -> NDArray[np.int64]:
    return np.asarray(values, dtype=np.int64)
