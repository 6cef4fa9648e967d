"""What solving a personal rostering problem gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hantong_planning.rostering.personal.cost import Shortfall, points
from hantong_planning.rostering.personal.people import Ledger

Stopped = Literal["proven", "work", "clock"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A legal roster, what it costs, and what no roster can go below.

    Attributes
    ----------
    roster
        Person → one entry per day: a shift's name, or "" for a day off.
    ticks, bound_ticks
        Cost and lower bound in sixtieths of a point.
    parts_ticks
        The cost by cover, hours, wishes, fairness and courses missed.
    unmet
        Where people are missing.
    hours_short
        Person → hours below the contract.
    ledger
        Everybody's nights, weekends and holidays after the period.
    extra_krw
        Bonuses and night supplements.
    stopped
        `proven`: no roster is better; `work`: the work that the time limit allows is done, and the same seed gives
        the same roster (its bound may be cut short by the clock); `clock`: time was over first, another run may differ.
    seconds
        Time taken.
    """

    roster: Mapping[str, tuple[str, ...]]
    ticks: int
    bound_ticks: int
    parts_ticks: Mapping[str, int]
    unmet: tuple[Shortfall, ...]
    hours_short: Mapping[str, float]
    ledger: Mapping[str, Ledger]
    extra_krw: int
    stopped: Stopped
    seconds: float

    @property
    def cost(self) -> float:
        """Give the cost in points."""
        return points(self.ticks)

    @property
    def bound(self) -> float:
        """Give the bound in points."""
        return points(self.bound_ticks)

    @property
    def gap_share(self) -> float:
        """Give how much of the cost is not proven to be needed."""
        return (self.ticks - self.bound_ticks) / self.ticks if self.ticks else 0.0
