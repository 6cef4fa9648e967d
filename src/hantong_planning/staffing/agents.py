"""The questions turned round: agents for a target, and what a given number of agents can promise or carry."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from hantong_planning.errors import Nonsense, whole
from hantong_planning.staffing.erlang import Measures, measure, wait
from hantong_planning.staffing.problem import MOST_AGENTS, MOST_ERLANG, Load, Model, Target
from hantong_planning.staffing.waits import Wait


@dataclass(frozen=True, slots=True)
class Head:
    """The fewest agents that keep a target, what they reach, and why not one fewer.

    `binding` are the bounds that one agent fewer would break; `fewer` is what one fewer would reach (None if there is
    no queue to speak of: no agents, or Erlang C without enough of them); `more` what one more person would bring.
    """

    agents: int
    reached: Measures
    fewer: Measures | None
    more: Measures
    binding: tuple[str, ...]


def agents_for(load: Load, target: Target, *, model: Model = "a", near: int | None = None) -> int:
    """Return the fewest agents that keep every bound of `target`.

    Parameters
    ----------
    load : Load
        What arrives in the interval, taken as steady.
    target : Target
        At least one bound; service levels by the definition that it names.
    model : {"a", "b", "c"}
        As in `measure`.
    near : int, optional
        Where to look first, as the answer of the interval before; it changes the time, never the answer.

    Returns
    -------
    int
        0 if nobody calls and no least number is asked for.

    Notes
    -----
    Every bound holds from some number of agents on, so the search gallops from the offered load and then halves: about
    2·log₂(√a) evaluations. Wrong where `measure` is wrong. Raises Nonsense if no number of people keeps the target.
    """
    least = target.least_agents
    if not load.offered_erlang:
        return least
    if model == "c" or (model == "a" and math.isinf(load.patience_s)):
        least = max(least, math.floor(load.offered_erlang) + 1)
    start, step = (load.offered_erlang, math.sqrt(load.offered_erlang)) if near is None else (float(near), 1.0)
    return fewest(least, start, lambda agents: not broken(load, target, agents, model=model), step=step)


def plan(load: Load, target: Target, *, model: Model = "a") -> Head:
    """Return the fewest agents for a target with what they reach and what binds."""
    return explained(load, target, agents_for(load, target, model=model), model=model)


def explained(load: Load, target: Target, agents: int, *, model: Model = "a") -> Head:
    """Return what `agents`, the fewest that keep the target, reach, and what binds."""
    fewer, binding = None, tuple[str, ...]()
    if agents:
        try:
            fewer = measure(load, agents - 1, model=model, within_s=target.within_s)
            binding = broken(load, target, agents - 1, model=model)
        except Nonsense:
            binding = ("stability",)
    if agents and agents == target.least_agents:
        binding = (*binding, "least_agents") if binding != ("stability",) else binding
    here = max(agents, 1) if model != "b" and not load.offered_erlang else agents
    return Head(
        agents,
        measure(load, here, model=model, within_s=target.within_s),
        fewer,
        measure(load, here + 1, model=model, within_s=target.within_s),
        binding,
    )


def broken(load: Load, target: Target, agents: int, *, model: Model) -> tuple[str, ...]:
    """Return the names of the target's bounds that `agents` do not keep."""
    return _broken(wait(load, agents, model), load, target, agents)


def _broken(law: Wait, load: Load, target: Target, agents: int) -> tuple[str, ...]:
    found = []
    if target.share is not None and not missed(law, target) <= 1 - target.share:
        found.append("share")
    for name in ("p_wait", "p_abandon", "mean_wait_s"):
        bound: float | None = getattr(target, name)
        if bound is not None and getattr(law, name) > bound:
            found.append(name)
    if target.occupancy is not None:
        carried = load.offered_erlang * law.answered_within(math.inf)
        if carried > target.occupancy * agents:
            found.append("occupancy")
    return tuple(found)


def missed(law: Wait, target: Target) -> float:
    """Return the share of calls that is not answered in time, by the target's definition; NaN if it has no denominator.

    Added up from what goes wrong, so that a promise of 0.999999999 is not lost in rounding.
    """
    late = law.answered_after(target.within_s)
    if target.definition == "of_offered":
        return law.p_abandon + late
    in_time = law.answered_within(target.within_s)
    bad = late if target.definition == "of_answered" else law.over(target.within_s)
    return bad / (in_time + bad) if in_time + bad > 0 else math.nan


def load_for(agents: int, load: Load, target: Target, *, model: Model = "a") -> float:
    """Return the most calls per hour that `agents` carry within `target`; the arrivals of `load` are not read.

    The answer is rounded down to what a double can tell. Raises Nonsense if the target fails even for hardly any call.
    """
    agents = whole("agents", agents)
    if not agents:
        raise Nonsense("agents", "must be at least 1 to carry a call")

    def keeps(arrivals_per_h: float) -> bool:
        here = replace(load, arrivals_per_h=arrivals_per_h)
        if (model == "c" or math.isinf(load.patience_s)) and model != "b" and here.offered_erlang >= agents:
            return False
        return not broken(here, target, agents, model=model)

    per_agent = 3600 / load.handling_s
    low, high = 0.0, max(agents, 1) * per_agent
    while keeps(high):
        low, high = high, high * 2
        if high * load.handling_s / 3600 > MOST_ERLANG:
            raise Nonsense("target", "is kept by any number of calls: ask for more")
    while high - low > 1e-12 * high and high > 1e-9 * per_agent:
        middle = (low + high) / 2
        low, high = (middle, high) if keeps(middle) else (low, middle)
    if low == 0:
        raise Nonsense("agents", f"must be more: {agents} cannot keep this target even for a single call")
    return low


def fewest(least: int, around: float, keeps: Callable[[int], bool], *, step: float = 1.0) -> int:
    """Return the smallest n ≥ `least` from which on `keeps` holds, looking first `around`, a `step` on. Raises Nonsense."""
    start, stride = max(least, math.ceil(around)), max(1, math.floor(step))
    if keeps(start):
        low, high = start, start
        while high > least and keeps(max(least, high - stride)):
            high, stride = max(least, high - stride), stride * 2
        low = max(least - 1, high - stride)
    else:
        low, high = start, start + stride
        while not keeps(high):
            low, stride = high, stride * 2
            high = low + stride
            if high > MOST_AGENTS:
                raise Nonsense("target", "is not kept by any number of agents that could be counted")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if keeps(middle) else (middle, high)
    return high
