"""Merge places, add and remove people, more or fewer calls, shorter conversations, call-backs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hantong_planning.errors import Nonsense
from hantong_planning.simulate.calendar import Window
from hantong_planning.simulate.durations import Duration
from hantong_planning.simulate.phrases import (
    Change,
    Changed,
    classes_at,
    counted,
    groups_at,
    joined,
    place_named,
    places,
    split_names,
    swapped,
    window_words,
)
from hantong_planning.simulate.presence import presence, spread
from hantong_planning.simulate.problem import CallBack, CallClass, Group, Route, Scenario, Shift


def merge(names: str, into: str | None) -> Change:
    """Let the people of places join those of another, with all their calls; the rooms that are left cost nothing."""

    def change(scenario: Scenario) -> Changed:
        chosen = [place_named(scenario, name) for name in split_names(names)]
        target = place_named(scenario, into) if into else _other_place(scenario, chosen)
        home = groups_at(scenario, target)[0]
        joining = [group for place in chosen if place != target for group in groups_at(scenario, place)]
        if not joining:
            raise Nonsense("what_if", f"{target} is the same place; say which places to merge")
        together = _together(scenario, [home, *joining])
        gone = {group.name for group in joining}
        classes = tuple(_moved(scenario, each, gone, home.name, chosen, target) for each in scenario.classes)
        groups = tuple(
            together if group.name == home.name else group for group in scenario.groups if group.name not in gone
        )
        meaning = f"the people and calls of {joined(gone)} join {home.name}"
        return Changed(replace(scenario, classes=classes, groups=groups), meaning)

    return change


def _other_place(scenario: Scenario, chosen: Sequence[str]) -> str:
    """Return the first named of several, or where the calls of the only one go when it cannot take them."""
    if len(chosen) > 1:
        return chosen[0]
    homes = {group.name: group.place or group.name for group in scenario.groups}
    for each in classes_at(scenario, chosen[0]):
        for route in scenario.routes_of(each):
            if homes[route.group] != chosen[0]:
                return homes[route.group]
    raise Nonsense("what_if", f"say into which place {chosen[0]} goes: {joined(places(scenario))}")


def _together(scenario: Scenario, groups: Sequence[Group]) -> Group:
    home = groups[0]
    if any(group.closed != home.closed for group in groups):
        raise Nonsense("what_if", "cannot merge places with different closed hours")
    paid = [float(presence(scenario, group).paid.sum()) for group in groups]
    wage = float(np.average([group.krw_per_h for group in groups], weights=paid if sum(paid) else None))
    profiles = [spread(group.staff, scenario) for group in groups if group.staff]
    return replace(
        home,
        skills=tuple(dict.fromkeys(skill for group in groups for skill in group.skills)),
        staff=tuple(int(level) for level in np.sum(profiles, axis=0)) if profiles else (),
        shifts=tuple(shift for group in groups for shift in group.shifts),
        fewer=tuple(shift for group in groups for shift in group.fewer),
        krw_per_h=wage,
    )


def _moved(
    scenario: Scenario, each: CallClass, gone: set[str], home: str, chosen: Sequence[str], target: str
) -> CallClass:
    routes = scenario.routes_of(each)
    if any(route.group in gone for route in routes):
        kept: list[Route] = []
        for route in routes:
            moved = replace(route, group=home) if route.group in gone else route
            if moved not in kept:
                kept.append(moved)
        each = replace(each, routes=tuple(kept))
    return replace(each, place=target) if each.place in chosen else each


def staff(count: str | None, sign: int, skill: str, where: str | None, window: Window) -> Change:
    """Add (`sign` 1) or remove (-1) people with a skill in a window."""

    def change(scenario: Scenario) -> Changed:
        people = counted(count, 1)
        group = _group_for(scenario, skill, where)
        shift = Shift(people=people, window=window)
        new = replace(group, shifts=(*group.shifts, shift)) if sign > 0 else replace(group, fewer=(*group.fewer, shift))
        word = "more" if sign > 0 else "fewer"
        return Changed(
            replace(scenario, groups=swapped(scenario.groups, new)),
            f"{people} {word} at {group.name} {window_words(window)}",
        )

    return change


def _group_for(scenario: Scenario, skill: str, where: str | None) -> Group:
    groups = _named_groups(scenario, where) if where else list(scenario.groups)
    if skill:
        known = {name for group in scenario.groups for name in group.skills}
        able = [group for group in groups if skill.lower() in (name.lower() for name in group.skills)]
        if not able:
            raise Nonsense(
                "what_if", f"nobody {'there ' if where else ''}has the skill {skill!r}: {', '.join(sorted(known))}"
            )
        return min(able, key=lambda group: len(group.skills))
    if len(groups) > 1:
        raise Nonsense("what_if", f"say where: {joined(group.name for group in groups)}")
    return groups[0]


def _named_groups(scenario: Scenario, words: str) -> list[Group]:
    """Return the group of that name, or else the groups of the place of that name."""
    exact = [group for group in scenario.groups if group.name.lower() == words.strip().lower()]
    return exact or groups_at(scenario, place_named(scenario, words))


def more_calls(share: float, where: str | None) -> Change:
    """Let more (or, negative, fewer) people come, everywhere or to a place or class."""

    def change(scenario: Scenario) -> Changed:
        named = {each.name.lower(): each.name for each in scenario.classes}
        if where and where.strip().lower() in named:
            chosen = {named[where.strip().lower()]}
        else:
            at = classes_at(scenario, place_named(scenario, where)) if where else scenario.classes
            chosen = {each.name for each in at}
        classes = tuple(
            replace(each, arrivals_per_h=tuple(rate * (1 + share) for rate in each.arrivals_per_h))
            if each.name in chosen
            else each
            for each in scenario.classes
        )
        return Changed(replace(scenario, classes=classes), f"{share:+.0%} arrivals in {joined(sorted(chosen))}")

    return change


def handling(share: float) -> Change:
    """Let conversations take longer (or, negative, shorter)."""

    def change(scenario: Scenario) -> Changed:
        classes = tuple(replace(each, handling_s=_scaled(each.handling_s, 1 + share)) for each in scenario.classes)
        return Changed(replace(scenario, classes=classes), f"conversations {share:+.0%}")

    return change


def _scaled(duration: Duration, factor: float) -> Duration:
    if duration.kind == "values":
        return replace(duration, values_s=tuple(value * factor for value in duration.values_s))
    return replace(duration, mean_s=duration.mean_s * factor)


def offer_call_backs(above_s: float, accept_share: float) -> Change:
    """Offer a call-back to everybody who would wait longer."""

    def change(scenario: Scenario) -> Changed:
        offer = CallBack(offer_above_s=above_s, accept_share=accept_share)
        classes = tuple(replace(each, call_back=offer) for each in scenario.classes)
        words = f"call-backs are offered above {above_s:g} s of expected wait, {accept_share:.0%} accept"
        return Changed(replace(scenario, classes=classes), words)

    return change
