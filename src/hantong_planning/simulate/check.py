"""An independent look at a trace: was everybody treated by the rules, and was nobody forgotten?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hantong_planning.simulate.measures import counts_of, unfinished
from hantong_planning.simulate.presence import presence
from hantong_planning.simulate.problem import Scenario
from hantong_planning.simulate.results import Outcome

Line = Mapping[str, Any]
SLACK_S = 1e-6


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that was broken, by which contact."""

    rule: str
    contact: int


def violations(scenario: Scenario, lines: Sequence[Line]) -> list[Violation]:
    """Return what a whole trace (`as_answer(...)["trace"]`, no line missing) breaks.

    Looks at: nobody starts when all are busy; nobody waits beyond their patience; within a class the first come is the first served;
    nobody waits while somebody who may take them is idle; only groups with the skill, at their hours, serve. Written without a look at
    the event loop: it counts people on the line from the trace alone. Call-backs are looked at for people and skills only; tries
    that reach nobody are not in a trace, so that scenarios with `reached_share` below 1 may show idle people who were trying.
    """
    found = [*_impatient(lines), *_unskilled(scenario, lines), *_overtaken(lines)]
    for group in scenario.groups:
        found += _too_many(scenario, group.name, lines)
    return found + _idle_while_waiting(scenario, lines)


def imbalances(outcome: Outcome) -> list[str]:
    """Return the classes whose counts do not add up: more ended than were offered."""
    classes = outcome.scenario.classes
    return [
        each.name for place, each in enumerate(classes) if (unfinished(counts_of(outcome.calls, [place])) < -0.5).any()
    ]


def _impatient(lines: Sequence[Line]) -> list[Violation]:
    found = []
    for line in lines:
        if line["patience_s"] is None or line["is_call_back"]:
            continue
        end = line["started_s"] if line["started_s"] is not None else line["ended_s"]
        waited = (end if end is not None else math.inf) - line["joined_s"]
        if waited > line["patience_s"] + SLACK_S:
            found.append(Violation("waited beyond patience", line["contact"]))
        if line["outcome"] == "abandoned" and waited < line["patience_s"] - SLACK_S:
            found.append(Violation("gave up before patience ended", line["contact"]))
    return found


def _unskilled(scenario: Scenario, lines: Sequence[Line]) -> list[Violation]:
    needs = {each.name: each.needs for each in scenario.classes}
    skills = {group.name: group.skills for group in scenario.groups}
    served = [line for line in lines if line["group"] is not None]
    return [
        Violation("served without the skill", line["contact"])
        for line in served
        if needs[line["class"]] not in skills[line["group"]]
    ]


def _overtaken(lines: Sequence[Line]) -> list[Violation]:
    """Look at those of a class who came later and started earlier, although the first was waiting all the time (live only)."""
    found = []
    classes = {line["class"] for line in lines}
    for name in classes:
        live = [line for line in lines if line["class"] == name and not line["is_call_back"]]
        waiting = [line for line in live if line["started_s"] is not None]
        latest = -math.inf
        for line in sorted(waiting, key=lambda each: each["joined_s"]):
            if line["started_s"] < latest - SLACK_S:
                found.append(Violation("overtaken within the class", line["contact"]))
            latest = max(latest, line["started_s"])
    return found


def _busy_spans(scenario: Scenario, name: str, lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return when people of a group talk, or stay on the line until the next one answers and the hand-over is said."""
    spans = [(line["started_s"], line["ended_s"]) for line in lines if line["group"] == name]
    said_s = {(each.name, way.to): way.hand_over_s for each in scenario.classes for way in each.transfers}
    came_from = {(line["contact"], line["leg"]): line["class"] for line in lines}
    for line in lines:
        if line["held_by"] == name:
            before = came_from[line["contact"], line["leg"] - 1]
            start = line["started_s"]
            end = line["ended_s"] if start is None else start + said_s[before, line["class"]]
            spans.append((line["joined_s"], end))
    return spans


def _busy_after(spans: Sequence[tuple[float, float]], moments: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return how many spans cover each moment, those that begin there included and those that end there not."""
    begins, ends = np.sort([a for a, _ in spans]), np.sort([b for _, b in spans])
    return np.searchsorted(begins, moments, "right") - np.searchsorted(ends, moments, "right")


def _levels(scenario: Scenario, name: str, moments: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    group = next(group for group in scenario.groups if group.name == name)
    here = presence(scenario, group)
    place = np.minimum((moments / here.step_s).astype(np.int64), here.working.size - 1)
    return np.asarray(here.working[place])


def _too_many(scenario: Scenario, name: str, lines: Sequence[Line]) -> list[Violation]:
    """Look at each start: then at most as many talk as are there."""
    starts = [line for line in lines if line["group"] == name]
    if not starts:
        return []
    moments = np.array([line["started_s"] for line in starts])
    over = _busy_after(_busy_spans(scenario, name, lines), moments) > _levels(scenario, name, moments)
    return [
        Violation("started while all were busy", line["contact"]) for line, bad in zip(starts, over, strict=True) if bad
    ]


def _idle_while_waiting(scenario: Scenario, lines: Sequence[Line]) -> list[Violation]:
    """Look in the middle between any two events: no group that may take somebody who waits has anybody idle."""
    moments = _middles(lines)
    found = []
    idle = {}
    for group in scenario.groups:
        busy = _busy_after(_busy_spans(scenario, group.name, lines), moments) if lines else np.zeros(0)
        idle[group.name] = busy < _levels(scenario, group.name, moments)
    for each in scenario.classes:
        for route in scenario.routes_of(each):
            open_ = np.ones(moments.size, dtype=np.bool_)
            if route.during:
                hours = scenario.calendar.mask(route.during, scenario.interval_s)
                open_ = hours[np.minimum((moments / scenario.interval_s).astype(np.int64), hours.size - 1)]
            free = moments[idle[route.group] & open_]
            for line in lines:
                end = line["started_s"] if line["started_s"] is not None else line["ended_s"]
                if line["class"] != each.name or end is None or line["is_call_back"]:
                    continue
                low = np.searchsorted(free, line["joined_s"] + route.after_s + SLACK_S)
                if low < free.size and free[low] < end - SLACK_S:
                    found.append(Violation(f"waited while {route.group} was idle", line["contact"]))
    return found


def _middles(lines: Sequence[Line]) -> np.ndarray[Any, Any]:
    events = [line[name] for line in lines for name in ("joined_s", "started_s", "ended_s") if line[name] is not None]
    times = np.unique(np.array(events, dtype=np.float64))
    gaps = np.diff(times) > 10 * SLACK_S
    return np.asarray(((times[1:] + times[:-1]) / 2)[gaps])
