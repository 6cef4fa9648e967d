"""From people at work to people employed: after-call work, breaks, absence and opening hours."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from hantong_planning.errors import Nonsense, finite, share


@dataclass(frozen=True, slots=True)
class Presence:
    """What keeps a paid person away from the callers.

    breaks_min : paid rest within a shift of `shift_h` hours. absent_shares : shares of paid shifts that are not worked at
    all or not for callers (leave, illness, training, meetings), each of what the ones before it leave. paid_h_per_week :
    the hours of one post.
    """

    breaks_min: float = 0.0
    shift_h: float = 8.0
    absent_shares: Mapping[str, float] = field(default_factory=dict)
    paid_h_per_week: float = 40.0

    def __post_init__(self) -> None:
        finite("shift_h", self.shift_h, above=0)
        finite("paid_h_per_week", self.paid_h_per_week, above=0)
        if not 0 <= finite("breaks_min", self.breaks_min) < self.shift_h * 60:
            raise Nonsense("breaks_min", f"must be at least 0 and less than the shift, not {self.breaks_min:g}")
        for name, value in self.absent_shares.items():
            if share(name, value) == 1:
                raise Nonsense(name, "must be below 1: nobody would be left")

    @property
    def present_share(self) -> float:
        """The share of paid time in which a person is there for callers."""
        worked = 1 - self.breaks_min / (self.shift_h * 60)
        return worked * math.prod(1 - value for value in self.absent_shares.values())


def handling(*, talk_s: float, after_call_s: float = 0.0) -> float:
    """Return the time a call occupies a person: talk and the work after it; callers feel both in the queue."""
    return finite("talk_s", talk_s, above=0) + finite("after_call_s", after_call_s, least=0)


def rostered(agents: int, presence: Presence) -> int:
    """Return how many must be on the roster so that, on average, `agents` are there for callers."""
    return math.ceil(agents / presence.present_share - 1e-9)


def posts(agent_h_per_week: float, presence: Presence) -> float:
    """Return the posts (full-time equivalents, not rounded) that fill so many hours at the queue in a week.

    Assumes that hours can be cut into shifts without loss; shift design tells what is really lost.
    """
    hours = finite("agent_h_per_week", agent_h_per_week, least=0)
    return hours / (presence.paid_h_per_week * presence.present_share)
