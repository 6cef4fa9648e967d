"""Waits, losses and people over the day, drawn as SVG; several outcomes over one another, before and after."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hantong_planning.drawing import Picture, ticks
from hantong_planning.simulate.calendar import DAY_S, DAYS
from hantong_planning.simulate.floor import ABANDONED, OFFERED, SENT_HOME, TURNED_AWAY, WAIT_S
from hantong_planning.simulate.results import Outcome
from hantong_planning.simulate.tables import tables

Floats = NDArray[np.float64]
Curves = list[tuple[str, Floats]]
WIDTH, PANEL, LEFT, TOP, GAP = 960.0, 150.0, 64.0, 48.0, 46.0
COLOURS = ("#8a949e", "#0b50d0", "#d63d4a", "#1e7a4c")
INK, GRID = "#1e2124", "#e6e8ea"


def drawn(outcomes: Sequence[tuple[str, Outcome]]) -> str:
    """Return three panels by the hour of the week (or of the days, up to a week): who comes and is lost, mean wait, people at work."""
    panels: list[tuple[str, Curves]] = [
        ("mean wait, s", []),
        ("lost or turned away, per hour", []),
        ("people at work", []),
    ]
    for name, outcome in outcomes:
        waits, lost = _waits_and_losses(outcome)
        for (_, curves), curve in zip(panels, (waits, lost, _people(outcome)), strict=True):
            curves.append((name, curve))
    title = outcomes[0][1].scenario.name
    picture = Picture(
        width=WIDTH, height=TOP + len(panels) * (PANEL + GAP) + 10, title=f"{title}: waits, losses and people"
    )
    picture.text((LEFT, 22), title, size=16)
    _legend(picture, [name for name, _ in outcomes])
    for place, (words, curves) in enumerate(panels):
        _panel(picture, TOP + 22 + place * (PANEL + GAP), words, curves, outcomes[0][1].scenario.starts_on.weekday())
    return picture.svg()


def _hours(outcome: Outcome) -> NDArray[np.int64]:
    """Return the hour, from the first midnight or from Monday 00:00 when weeks are folded, of each phase."""
    labels = outcome.labels // (4 if outcome.is_folded else 1)
    return np.asarray(labels * outcome.scenario.interval_s // 3600 % 168, dtype=np.int64)


def _waits_and_losses(outcome: Outcome) -> tuple[Floats, Floats]:
    hours = _hours(outcome)
    total = outcome.intervals.total.sum(axis=1)
    by_hour = np.zeros((int(hours.max()) + 1, total.shape[1]))
    np.add.at(by_hour, hours, total)
    offered = by_hour[:, OFFERED]
    waits = np.divide(by_hour[:, WAIT_S], offered, out=np.zeros_like(offered), where=offered > 0)
    lost = by_hour[:, [ABANDONED, TURNED_AWAY, SENT_HOME]].sum(axis=1)
    per_week = max(outcome.scenario.days / 7, 1.0) if by_hour.shape[0] == 168 else 1.0
    return waits, lost / outcome.replications / per_week


def _people(outcome: Outcome) -> Floats:
    known = tables(outcome.scenario)
    level = np.sum([here.working for here in known.presences], axis=0)
    step_s = known.presences[0].step_s
    hourly = level.reshape(-1, 3600 // step_s).mean(axis=1) if 3600 % step_s == 0 else level[:: max(3600 // step_s, 1)]
    if not outcome.is_folded:
        return np.asarray(hourly[:168], dtype=np.float64)
    start = outcome.scenario.starts_on.weekday() * 24
    total, count = np.zeros(168), np.zeros(168)
    place = (np.arange(hourly.size) + start) % 168
    np.add.at(total, place, hourly)
    np.add.at(count, place, 1)
    return np.asarray(total / np.maximum(count, 1))


def _legend(picture: Picture, names: Sequence[str]) -> None:
    at = WIDTH - 20
    for place, name in reversed(list(enumerate(names))):
        if name:
            picture.text((at, 22), name, anchor="end")
            at -= 8 + 7 * len(name)
            picture.line([(at - 22, 18), (at, 18)], stroke=_colour(place, len(names)), width=3)
            at -= 40


def _colour(place: int, count: int) -> str:
    return COLOURS[place % len(COLOURS)] if count > 1 else COLOURS[1]


def _panel(picture: Picture, top: float, words: str, curves: Curves, weekday: int) -> None:
    hours = max(curve.size for _, curve in curves)
    highest = max(float(curve.max()) for _, curve in curves) or 1.0
    right = WIDTH - 20
    scale_x, scale_y = (right - LEFT) / hours, PANEL / (highest * 1.05)
    picture.text((LEFT, top - 8), words, size=13)
    for tick in ticks(0, highest, 4):
        y = top + PANEL - tick * scale_y
        picture.line([(LEFT, y), (right, y)], stroke=GRID, width=1)
        picture.text((LEFT - 6, y + 4), f"{tick:g}", size=11, anchor="end", fill=INK)
    _time_axis(picture, top + PANEL, hours, scale_x, weekday)
    for place, (_, curve) in enumerate(curves):
        steps = [
            (LEFT + (hour + side) * scale_x, top + PANEL - value * scale_y)
            for hour, value in enumerate(curve)
            for side in (0, 1)
        ]
        picture.line(steps, stroke=_colour(place, len(curves)), width=1.5 if len(curves) > 1 and place == 0 else 2)


def _time_axis(picture: Picture, y: float, hours: int, scale_x: float, weekday: int) -> None:
    first = 0 if hours == 168 else weekday
    if hours > 48:
        for day in range(hours * 3600 // DAY_S):
            x = LEFT + day * 24 * scale_x
            picture.line([(x, y), (x, y + 5)], stroke=INK, width=1)
            picture.text((x + 12 * scale_x, y + 16), DAYS[(first + day) % 7], size=11, anchor="middle")
        return
    for hour in range(0, hours + 1, 3):
        picture.line([(LEFT + hour * scale_x, y), (LEFT + hour * scale_x, y + 5)], stroke=INK, width=1)
        picture.text((LEFT + hour * scale_x, y + 16), f"{hour % 24:02d}", size=11, anchor="middle")
