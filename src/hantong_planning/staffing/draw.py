"""The picture of a day: the load that is there, and the people who meet it."""

from __future__ import annotations

from collections.abc import Sequence

from hantong_planning.drawing import Picture, ticks
from hantong_planning.staffing.varying import Interval, Profile, modified_offered_load

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 900.0, 320.0, 48.0, 36.0
_STEPS = 6


def curve(profile: Profile, plan: Sequence[Interval]) -> str:
    """Return an SVG with the modified offered load as an area and the agents of each interval as a staircase."""
    busy = modified_offered_load(profile, steps=_STEPS)
    top = max(float(busy.max()), *(float(one.agents) for one in plan), 1.0) * 1.08
    hours = len(plan) * profile.interval_s / 3600
    picture = Picture(width=_WIDTH, height=_HEIGHT, title="Agents and the load they meet, by interval")

    def at(hour: float, people: float) -> tuple[float, float]:
        across, up = (_WIDTH - _LEFT - 12) / hours, (_HEIGHT - _BOTTOM - 24) / top
        return _LEFT + hour * across, _HEIGHT - _BOTTOM - people * up

    for people in ticks(0, top):
        picture.line([at(0, people), at(hours, people)], stroke="#e5e7eb", width=1)
        picture.text((_LEFT - 6, at(0, people)[1] + 4), f"{people:g}", anchor="end")
    for hour in ticks(0, hours, 12):
        picture.text((at(hour, 0)[0], _HEIGHT - _BOTTOM + 18), f"{hour:g} h", anchor="middle")
    shape = [at(i * hours / (len(busy) - 1), float(m)) for i, m in enumerate(busy)]
    picture.area([at(0, 0), *shape, at(hours, 0)], fill="#9cc5e8", opacity=0.7)
    width = profile.interval_s / 3600
    stairs = [at((i + end) * width, one.agents) for i, one in enumerate(plan) for end in (0, 1)]
    picture.line(stairs, stroke="#0b50a0", width=2)
    picture.text((_LEFT, 16), "agents (line) and busy agents if nobody waited (area)")
    return picture.svg()
