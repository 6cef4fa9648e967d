"""Pictures: a day's load and the people who meet it, the people of all channels, centres apart and together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hantong_planning.drawing import Picture, Point, ticks
from hantong_planning.staffing.channels import DayPlan
from hantong_planning.staffing.pooling import Comparison
from hantong_planning.staffing.varying import Interval, Profile, modified_offered_load

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 900.0, 320.0, 48.0, 36.0
_STEPS = 6
_FILLS = ("#0b50a0", "#2e8b6f", "#c9a227", "#8a5aa8")


def curve(profile: Profile, plan: Sequence[Interval]) -> str:
    """Return an SVG with the modified offered load as an area and the agents of each interval as a staircase."""
    busy = modified_offered_load(profile, steps=_STEPS)
    hours = len(plan) * profile.interval_s / 3600
    picture = Picture(width=_WIDTH, height=_HEIGHT, title="Agents and the load they meet, by interval")
    at = _axes(picture, hours, max(float(busy.max()), *(float(one.agents) for one in plan), 1.0))
    shape = [at(i * hours / (len(busy) - 1), float(m)) for i, m in enumerate(busy)]
    picture.area([at(0, 0), *shape, at(hours, 0)], fill="#9cc5e8", opacity=0.7)
    width = profile.interval_s / 3600
    stairs = [at((i + end) * width, one.agents) for i, one in enumerate(plan) for end in (0, 1)]
    picture.line(stairs, stroke="#0b50a0", width=2)
    picture.text((_LEFT, 16), "agents (line) and busy agents if nobody waited (area)")
    return picture.svg()


def stack(plan: DayPlan, interval_s: float) -> str:
    """Return an SVG with the people of each channel over one another, those who only write messages on top."""
    people = {name: [one.agents for one in intervals] for name, intervals in plan.live.items()} | {"extra": plan.extra}
    width = interval_s / 3600
    picture = Picture(width=_WIDTH, height=_HEIGHT, title="People by channel and interval")
    totals = [sum(at_once) for at_once in zip(*people.values(), strict=True)]
    at = _axes(picture, len(totals) * width, max(*totals, 1.0))
    floor = [0] * len(totals)
    for place, (name, numbers) in enumerate(people.items()):
        fill = _FILLS[place % len(_FILLS)]
        for i, (below, number) in enumerate(zip(floor, numbers, strict=True)):
            (left, top), (right, bottom) = at(i * width, below + number), at((i + 1) * width, below)
            says = f"{i * width:g} h, {name}: {number}"
            picture.box((left, top), (right - left, bottom - top), fill=fill, title=says)
        floor = [below + number for below, number in zip(floor, numbers, strict=True)]
        picture.box((_LEFT + 110 * place, 7), (10, 10), fill=fill)
        picture.text((_LEFT + 110 * place + 15, 16), name)
    return picture.svg()


def bars(found: Comparison) -> str:
    """Return an SVG with the people of centres on their own, one after the other in a bar, above those of one queue.

    In the interval that takes most people together.
    """
    at = max(range(len(found.pooled.agents)), key=lambda k: found.separate.agents[k])
    apart, pooled = found.separate.agents[at], found.pooled.agents[at]
    picture = Picture(width=_WIDTH, height=150.0, title=f"{apart} people apart, {pooled} in one queue")
    unit = (_WIDTH - 2 * _LEFT) / max(apart, pooled, 1)
    left = _LEFT
    for place, (name, side) in enumerate(found.centres.items()):
        wide = side.agents[at] * unit
        fill = _FILLS[place % len(_FILLS)]
        picture.box((left, 30), (wide, 34), fill=fill, stroke="#ffffff", title=f"{name}: {side.agents[at]}")
        left += wide
    picture.box((_LEFT, 96), (pooled * unit, 34), fill=_FILLS[0], title=f"one queue: {pooled}")
    picture.text((_LEFT, 22), f"apart: {apart} people in {len(found.centres)} centres")
    picture.text((_LEFT, 88), f"in one queue: {pooled} people, {apart - pooled} fewer")
    return picture.svg()


def _axes(picture: Picture, hours: float, most: float) -> Callable[[float, float], Point]:
    """Draw the axes of people over hours and return where (hour, people) is."""
    top = most * 1.08

    def at(hour: float, people: float) -> Point:
        across, up = (_WIDTH - _LEFT - 12) / hours, (_HEIGHT - _BOTTOM - 24) / top
        return _LEFT + hour * across, _HEIGHT - _BOTTOM - people * up

    for people in ticks(0, top):
        picture.line([at(0, people), at(hours, people)], stroke="#e5e7eb", width=1)
        picture.text((_LEFT - 6, at(0, people)[1] + 4), f"{people:g}", anchor="end")
    for hour in ticks(0, hours, 12):
        picture.text((at(hour, 0)[0], _HEIGHT - _BOTTOM + 18), f"{hour:g} h", anchor="middle")
    return at
