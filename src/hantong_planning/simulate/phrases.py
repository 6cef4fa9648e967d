"""The words of a council: numbers, days, hours and names of places as people say them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from hantong_planning.errors import Nonsense
from hantong_planning.simulate.calendar import DAY_S, DAYS, EVERY_DAY, Window, clock_s, clock_words
from hantong_planning.simulate.problem import CallClass, Group, Scenario

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MOST_COUNTED = 10**6
LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "holiday")
WEEKEND, WEEKDAYS = frozenset({5, 6}), frozenset(range(5))
HOURS = {"night": (22 * 3600, 30 * 3600), "evening": (18 * 3600, 22 * 3600), "day": (9 * 3600, 18 * 3600)}
CLOCK = r"\d{1,2}:\d{2}"


@dataclass(frozen=True, slots=True)
class Changed:
    """A scenario after a change, and what was understood, so that nobody is surprised."""

    scenario: Scenario
    meaning: str


Change = Callable[[Scenario], Changed]


def counted(words: str | None, otherwise: int) -> int:
    """Return the number that words like "two", "a" or "12" say."""
    if not words:
        return otherwise
    said = words.strip().lower()
    if said in ("a", "an"):
        return 1
    if said in SMALL:
        return SMALL.index(said)
    if said.isdecimal():
        if int(said) > MOST_COUNTED:
            raise Nonsense("what_if", f"{said} is more than the {MOST_COUNTED} that can be simulated")
        return int(said)
    raise Nonsense("what_if", f"{words!r} is not a number")


def window_of(words: str | None) -> Window:
    """Return the hours that words like "at night", "on sunday from 09:00 to 18:00" or "" (always) say."""
    said = (words or "").lower()
    days = _days_in(said)
    clock = re.search(rf"from ({CLOCK}) (?:to|until) ({CLOCK})", said)
    if clock:
        begin, end = clock_s("what_if", clock[1]), clock_s("what_if", clock[2])
        window = Window(days, begin, end if end > begin else end + DAY_S)
        said = said.replace(clock[0], "")
    else:
        named = [name for name in HOURS if re.search(rf"(?:at|in the|by|during the) {name}\b", said)]
        window = Window(days, *HOURS[named[0]]) if named else Window(days)
    left = re.sub(r"\b(at|in|on|the|by|during|and|every|night|evening|day|around|clock|always)\b", " ", said)
    left = re.sub(rf"\b({'|'.join(LONG_DAYS)}|weekend|weekday)s?\b", " ", left).replace(",", " ").strip()
    if left:
        raise Nonsense("what_if", f"{left!r} is no time: say at night, in the evening, on Sunday, from 09:00 to 18:00")
    return window


def _days_in(said: str) -> frozenset[int]:
    found = {number for number, name in enumerate(LONG_DAYS) if re.search(rf"\b{name}s?\b", said)}
    if re.search(r"\bweekends?\b", said):
        found |= WEEKEND
    if re.search(r"\bweekdays?\b", said):
        found |= WEEKDAYS
    return frozenset(found) or EVERY_DAY


def window_words(window: Window) -> str:
    """Return a window as words."""
    days = "every day" if window.days == EVERY_DAY else ", ".join(DAYS[day] for day in sorted(window.days))
    if (window.from_s, window.to_s) == (0, DAY_S):
        return days
    return f"{days} {clock_words(window.from_s)}–{clock_words(window.to_s)}"


def split_names(words: str) -> list[str]:
    """Return the names in "A, B and C"."""
    return [name.strip() for name in re.split(r",|\band\b", words) if name.strip()]


def places(scenario: Scenario) -> list[str]:
    """Return the places of a scenario in its order; a group or class without one is its own place."""
    named = [group.place or group.name for group in scenario.groups]
    return list(dict.fromkeys(named + [each.place for each in scenario.classes if each.place]))


def place_named(scenario: Scenario, words: str) -> str:
    """Return the place that words name, whole or as the only one that begins so. Raises Nonsense."""
    said = re.sub(r"^the ", "", words.strip().lower())
    known = places(scenario)
    exact = [place for place in known if place.lower() == said]
    found = exact or [place for place in known if place.lower().startswith(said)]
    if len(found) != 1:
        raise Nonsense("what_if", f"{words.strip()!r} is not one of the places: {', '.join(known)}")
    return found[0]


def groups_at(scenario: Scenario, place: str) -> list[Group]:
    """Return the groups of a place."""
    return [group for group in scenario.groups if (group.place or group.name) == place]


def classes_at(scenario: Scenario, place: str) -> list[CallClass]:
    """Return the classes of a place: those that name it, or else those that only its groups serve."""
    own = {group.name for group in groups_at(scenario, place)}
    return [
        each
        for each in scenario.classes
        if each.place == place or (not each.place and {route.group for route in scenario.routes_of(each)} <= own)
    ]


def joined(names: Iterable[str]) -> str:
    """Return names as "A, B and C"."""
    listed = list(names)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def swapped(scenario_part: Sequence[Group], new: Group) -> tuple[Group, ...]:
    """Return groups with the one of the same name replaced."""
    return tuple(new if group.name == new.name else group for group in scenario_part)
