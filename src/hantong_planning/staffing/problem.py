"""What arrives, what is promised: the two halves of every staffing question, refused where they make no sense."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from hantong_planning.errors import Nonsense, finite, share, whole

Model = Literal["a", "b", "c"]
Definition = Literal["of_offered", "of_answered", "without_early_abandons"]
MODELS: tuple[Model, ...] = ("a", "b", "c")
DEFINITIONS: tuple[Definition, ...] = ("of_offered", "of_answered", "without_early_abandons")
MOST_ERLANG = 1e10
MOST_AGENTS = 10**12
_SHORTEST_S, _LONGEST_S = 1e-6, 1e9
_ENDLESS_S = 1e15
_NOBODY_ERLANG = 1e-200


def duration(field: str, value: float) -> float:
    """Return `value` in seconds. Raises Nonsense unless it is a length of time between a microsecond and 30 years."""
    number = finite(field, value, above=0)
    if not _SHORTEST_S <= number <= _LONGEST_S:
        raise Nonsense(field, f"must be between {_SHORTEST_S:g} and {_LONGEST_S:g} seconds, not {number:g}")
    return number


@dataclass(frozen=True, slots=True)
class Load:
    """Calls of one kind: Poisson arrivals, exponential handling (talk and after-call work together) and patience.

    `patience_s` is the mean time a caller waits before giving up, ∞ if nobody ever does (above 10¹⁵ s is taken as ∞);
    fewer than 10⁻²⁰⁰ erlang are taken as no calls.
    """

    arrivals_per_h: float
    handling_s: float
    patience_s: float = math.inf

    def __post_init__(self) -> None:
        finite("arrivals_per_h", self.arrivals_per_h, least=0)
        duration("handling_s", self.handling_s)
        if math.isnan(self.patience_s) or self.patience_s <= 0:
            raise Nonsense(
                "patience_s", f"must be above 0, not {self.patience_s:g}; if nobody waits at all, use model b"
            )
        if self.patience_s < _SHORTEST_S:
            raise Nonsense("patience_s", f"must be at least {_SHORTEST_S:g} seconds; if nobody waits, use model b")
        if self.patience_s > _ENDLESS_S:
            object.__setattr__(self, "patience_s", math.inf)
        if self.offered_erlang < _NOBODY_ERLANG:
            object.__setattr__(self, "arrivals_per_h", 0.0)
        if self.offered_erlang > MOST_ERLANG:
            raise Nonsense("arrivals_per_h", f"brings {self.offered_erlang:g} erlang; at most {MOST_ERLANG:g} can be")

    @property
    def offered_erlang(self) -> float:
        """The mean number of busy agents if nobody had to wait: a = λ·AHT."""
        return self.arrivals_per_h * self.handling_s / 3600


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised to callers and to staff; each bound that is given must hold.

    `share` of calls within `within_s` seconds, by `definition`; at most `p_wait` find everybody busy; at most
    `p_abandon` give up; at most `mean_wait_s` on average; agents busy at most the share `occupancy` of their time;
    never fewer than `least_agents`.
    """

    share: float | None = None
    within_s: float = 20.0
    definition: Definition = "of_offered"
    p_wait: float | None = None
    p_abandon: float | None = None
    mean_wait_s: float | None = None
    occupancy: float | None = None
    least_agents: int = 0

    def __post_init__(self) -> None:
        bounds = (self.share, self.p_wait, self.p_abandon, self.mean_wait_s, self.occupancy)
        if all(bound is None for bound in bounds):
            raise Nonsense("target_share", "is missing: say at least one bound that the agents must keep")
        if self.definition not in DEFINITIONS:
            raise Nonsense("definition", f"must be one of {', '.join(DEFINITIONS)}, not {self.definition}")
        finite("within_s", self.within_s, least=0)
        whole("least_agents", self.least_agents)
        if self.share is not None and share("target_share", self.share) == 1:
            raise Nonsense("target_share", "must be below 1: no finite number of agents answers every call in time")
        for name in ("p_wait", "p_abandon", "occupancy", "mean_wait_s"):
            self._refuse_nothing(name)

    def _refuse_nothing(self, name: str) -> None:
        bound: float | None = getattr(self, name)
        if bound is None:
            return
        field = f"max_{name}"
        if name != "mean_wait_s":
            share(field, bound)
        finite(field, bound, above=0)
