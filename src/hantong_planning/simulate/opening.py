"""Open longer or close: doors, and the people behind them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from hantong_planning.errors import Nonsense
from hantong_planning.simulate.calendar import DAY_S, Window, clock_words
from hantong_planning.simulate.phrases import (
    Change,
    Changed,
    classes_at,
    groups_at,
    joined,
    place_named,
    places,
    split_names,
    swapped,
    window_words,
)
from hantong_planning.simulate.presence import presence, spread
from hantong_planning.simulate.problem import CallClass, Group, Scenario, Shift

ALWAYS = "are open around the clock already; nothing to open"


def open_for(where: str | None, people: int | None, window: Window, *, from_closing: bool) -> Change:
    """Open places in a window; `from_closing`: from when each closes now until the window's end.

    Unless `people` are given, as many stay as are there in the last interval before closing.
    """

    def change(scenario: Scenario) -> Changed:
        chosen = [place_named(scenario, where)] if where else places(scenario)
        classes = [each for place in chosen for each in classes_at(scenario, place) if each.open]
        if not classes:
            raise Nonsense("what_if", f"{joined(chosen)} {ALWAYS}")
        longer = {each.name: _longer(each, window, from_closing) for each in classes}
        windows = {each.name: (*each.open, longer[each.name]) for each in classes}
        named = tuple(
            replace(each, open=windows[each.name]) if each.name in windows else each for each in scenario.classes
        )
        groups, said = scenario.groups, []
        for group in [group for place in chosen for group in groups_at(scenario, place)]:
            mine = [longer[each.name] for each in classes if _serves(scenario, each, group)]
            if mine:
                extra = _stay(scenario, group, mine[0], people)
                groups = swapped(groups, replace(group, shifts=(*group.shifts, *extra)))
                said += [f"{shift.people} more at {group.name} {window_words(shift.window)}" for shift in extra]
        empty = [each.name for each in classes if _latent(scenario, each, longer[each.name]) == 0]
        note = f"; nobody would come to {joined(empty)} then (arrivals_per_h is 0)" if empty else ""
        return Changed(
            replace(scenario, classes=named, groups=groups),
            f"{joined(windows)} open longer; {joined(said) or 'nobody more is needed'}{note}",
        )

    return change


def _longer(each: CallClass, window: Window, from_closing: bool) -> Window:
    if not from_closing:
        return window
    days = [other for other in each.open if other.days & window.days]
    closing = max((other.to_s for other in days), default=window.from_s)
    if closing >= window.to_s:
        raise Nonsense("what_if", f"{each.name} is open until {clock_words(closing)} already")
    covered = frozenset().union(*(other.days for other in days)) & window.days
    return Window(covered or window.days, closing % DAY_S, window.to_s)


def _serves(scenario: Scenario, each: CallClass, group: Group) -> bool:
    return any(route.group == group.name for route in scenario.routes_of(each))


def _latent(scenario: Scenario, each: CallClass, window: Window) -> float:
    inside = scenario.calendar.mask((window,), scenario.interval_s)
    return float(spread(each.arrivals_per_h, scenario)[inside].sum())


def _stay(scenario: Scenario, group: Group, window: Window, people: int | None) -> tuple[Shift, ...]:
    """Return the people to add in a window, so that always as many are there as asked for, or as just before it."""
    here = presence(scenario, group)
    spans = [span for span in scenario.calendar.spans(window) if span[1] - span[0] == window.to_s - window.from_s]
    if not spans:
        return ()
    step = scenario.interval_s // here.step_s
    there = [here.paid[low // here.step_s : high // here.step_s : step] for low, high in spans]
    before = [here.paid[max(low // here.step_s - step, 0)] for low, _ in spans]
    wanted = people if people is not None else max(1, round(float(np.median(before))))
    missing = np.maximum(wanted - np.median(there, axis=0), 0).round().astype(np.int64)
    edges = [0, *(np.flatnonzero(np.diff(missing)) + 1).tolist(), missing.size]
    return tuple(
        Shift(people=int(missing[low]), window=_part(window, low * scenario.interval_s, high * scenario.interval_s))
        for low, high in pairwise(edges)
        if missing[low]
    )


def _part(window: Window, low_s: int, high_s: int) -> Window:
    """Return the part of a window between two offsets; what begins after midnight belongs to the days that follow."""
    begin, end = window.from_s + low_s, window.from_s + high_s
    if begin < DAY_S:
        return Window(window.days, begin, end)
    days = window.days if len(window.days) == 8 else frozenset((day + 1) % 7 for day in window.days if day < 7)
    return Window(days, begin - DAY_S, end - DAY_S)


def close_on(names: str | None, count: int, kind: str, window: Window) -> Change:
    """Close places at some hours: those named, or the `count` of a kind where fewest people come then."""

    def change(scenario: Scenario) -> Changed:
        if names:
            chosen = [place_named(scenario, name) for name in split_names(names)]
            why = ""
        else:
            chosen = _quietest(scenario, count, kind, window)
            why = f", where fewest come then among the {kind}"
        shut = [each.name for place in chosen for each in classes_at(scenario, place)]
        classes = tuple(
            replace(each, open=_without(each, window)) if each.name in shut else each for each in scenario.classes
        )
        groups = scenario.groups
        for group in [group for place in chosen for group in groups_at(scenario, place)]:
            groups = swapped(groups, replace(group, closed=(*group.closed, window)))
        meaning = f"{joined(chosen)} closed {window_words(window)}{why}"
        return Changed(replace(scenario, classes=classes, groups=groups), meaning)

    return change


def _quietest(scenario: Scenario, count: int, kind: str, window: Window) -> list[str]:
    word = kind.lower().removesuffix("s").removesuffix("ie")
    known = [place for place in places(scenario) if word in place.lower()]
    if len(known) < count:
        raise Nonsense("what_if", f"there are not {count} {kind} among the places: {joined(places(scenario))}")
    return sorted(
        known, key=lambda place: sum(_latent(scenario, each, window) for each in classes_at(scenario, place))
    )[:count]


def _without(each: CallClass, window: Window) -> tuple[Window, ...]:
    """Return the opening windows of a class without a window's days, or without its hours on these days."""
    left = []
    for other in each.open or (Window(),):
        if other.days - window.days:
            left.append(replace(other, days=other.days - window.days))
        both = other.days & window.days
        if both and other.from_s < window.from_s:
            left.append(Window(both, other.from_s, min(other.to_s, window.from_s)))
        if both and window.to_s < other.to_s and max(other.from_s, window.to_s) < DAY_S:
            left.append(Window(both, max(other.from_s, window.to_s), other.to_s))
    if not left:
        raise Nonsense("what_if", f"{each.name} would never be open again: take it out of the scenario instead")
    return tuple(left)
