"""Many small centres or one: what a shared queue saves in people, posts and money."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from hantong_planning.errors import Nonsense, finite
from hantong_planning.staffing.agents import agents_for, plan
from hantong_planning.staffing.erlang import Measures
from hantong_planning.staffing.posts import Presence, posts
from hantong_planning.staffing.problem import Load, Model, Target


@dataclass(frozen=True, slots=True)
class Centre:
    """One centre's calls per hour in each interval of its week (one number if every hour is alike)."""

    name: str
    arrivals_per_h: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pooling:
    """Centres that could share one queue.

    handling_s, patience_s, target : alike for all. pooled_handling_s : handling in the shared queue, if people who do not
    know the place take longer. open_h_per_week : hours that the intervals stand for, all of them together.
    krw_per_post_year : what a post costs, if money is asked for.
    """

    centres: tuple[Centre, ...]
    handling_s: float
    target: Target
    patience_s: float = math.inf
    pooled_handling_s: float | None = None
    open_h_per_week: float = 40.0
    presence: Presence = field(default_factory=Presence)
    krw_per_post_year: float | None = None

    def __post_init__(self) -> None:
        if not self.centres:
            raise Nonsense("centres", "must be at least one")
        if len({len(centre.arrivals_per_h) for centre in self.centres}) > 1:
            raise Nonsense("centres", "must all have the same intervals")
        if not 0 < finite("open_h_per_week", self.open_h_per_week) <= 168:
            raise Nonsense("open_h_per_week", f"must be above 0 and at most 168, not {self.open_h_per_week:g}")
        if self.krw_per_post_year is not None:
            finite("krw_per_post_year", self.krw_per_post_year, least=0)


@dataclass(frozen=True, slots=True)
class Side:
    """People in each interval, over all intervals, and the posts that fill them."""

    agents: tuple[int, ...]
    agent_h_per_week: float
    posts: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each centre alone, all in one queue, and the difference.

    `reached`, `binding` and `more` are the shared queue's, interval by interval: what its people reach, which bounds one
    fewer would break, and what one more would reach; None where nobody calls.
    """

    centres: dict[str, Side]
    separate: Side
    pooled: Side
    reached: tuple[Measures | None, ...]
    binding: tuple[tuple[str, ...], ...]
    more: tuple[Measures | None, ...]
    saved_posts: float
    saved_krw_per_year: float | None


def compare(pooling: Pooling, *, model: Model = "c") -> Comparison:
    """Return what the centres need alone and together.

    Merging queues with the same handling never needs more people: waits fall with the number that share them, and
    rounding up happens once (Smith and Whitt 1981, Bell System Technical Journal 60(1)). It can cost people if
    handling gets longer (set `pooled_handling_s`), and with impatient callers and a promise so low that centres are
    overrun: a few of their callers get through at once by luck, in one large queue none. Wrong if peaks of the centres
    are given for different hours.
    """
    known: dict[float, int] = {}

    def alone(rate: float) -> int:
        if rate not in known:
            known[rate] = agents_for(Load(rate, pooling.handling_s, pooling.patience_s), pooling.target, model=model)
        return known[rate]

    by_centre = {centre.name: tuple(alone(rate) for rate in centre.arrivals_per_h) for centre in pooling.centres}
    handling_s = pooling.pooled_handling_s or pooling.handling_s
    rates = [math.fsum(at) for at in zip(*(centre.arrivals_per_h for centre in pooling.centres), strict=True)]
    loads = [Load(rate, handling_s, pooling.patience_s) for rate in rates]
    heads = [plan(load, pooling.target, model=model) for load in loads]
    separate = _side(pooling, tuple(sum(at) for at in zip(*by_centre.values(), strict=True)))
    pooled = _side(pooling, [head.agents for head in heads])
    saved = separate.posts - pooled.posts
    return Comparison(
        centres={name: _side(pooling, agents) for name, agents in by_centre.items()},
        separate=separate,
        pooled=pooled,
        reached=tuple(head.reached if head.agents else None for head in heads),
        binding=tuple(head.binding for head in heads),
        more=tuple(head.more if head.agents else None for head in heads),
        saved_posts=saved,
        saved_krw_per_year=None if pooling.krw_per_post_year is None else saved * pooling.krw_per_post_year,
    )


def _side(pooling: Pooling, agents: Sequence[int]) -> Side:
    hours = sum(agents) / len(agents) * pooling.open_h_per_week
    return Side(tuple(agents), hours, posts(hours, pooling.presence))
