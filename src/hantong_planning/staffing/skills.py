"""Many topics and languages: the cheapest mix of trained people that no exact argument can rule out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy import optimize

from hantong_planning.errors import Nonsense, finite
from hantong_planning.staffing.agents import agents_for
from hantong_planning.staffing.problem import Load, Model, Target

_MOST_SKILLS = 12


@dataclass(frozen=True, slots=True)
class Group:
    """People with the same training: the skills they have, what one costs, and how many there can be."""

    name: str
    skills: frozenset[str]
    cost: float = 1.0
    most: int = 100_000


@dataclass(frozen=True, slots=True)
class Centre:
    """Calls by skill, groups of people, and one target that every skill's callers are promised."""

    calls: dict[str, Load]
    groups: tuple[Group, ...]
    target: Target

    def __post_init__(self) -> None:
        if not 1 <= len(self.calls) <= _MOST_SKILLS:
            raise Nonsense("calls", f"must be of 1 to {_MOST_SKILLS} skills, not {len(self.calls)}")
        for group in self.groups:
            unknown = sorted(group.skills - set(self.calls))
            if unknown or not group.skills:
                raise Nonsense(
                    "groups", f"{group.name} has skills that nobody calls for: {', '.join(unknown) or 'none'}"
                )
            finite(f"cost of {group.name}", group.cost, least=0)


@dataclass(frozen=True, slots=True)
class Mix:
    """People per group, and what forces them there.

    `binding` are the sets of skills whose need is met exactly; `separate` is what one group per skill would take;
    `unmet` tells, per set of skills, how many people are missing where groups are too small or nobody has the skill.
    """

    agents: dict[str, int]
    cost: float
    total: int
    separate: int
    binding: list[tuple[str, ...]]
    unmet: dict[tuple[str, ...], int]


def least_mix(centre: Centre, *, model: Model = "a") -> Mix:
    """Return the cheapest numbers of people per group that keep the target at least in the best case of sharing.

    For every set of skills, the people who have any of them must be enough for the calls of the set in one perfectly
    shared queue, by Erlang's formulas. No mix with fewer people can do; with a few all-rounders in every group this
    much, or one or two more, is enough (Wallace and Whitt 2005). Wrong, on the bold side,
    where groups hardly overlap: check two kinds with `languages` exactly and more by the simulation. Handling and
    patience of a set are the means of its calls.
    """
    sets = list(_sets(sorted(centre.calls)))
    needs = [agents_for(together([centre.calls[name] for name in names]), centre.target, model=model) for names in sets]
    covers = np.array([[float(bool(group.skills & set(names))) for group in centre.groups] for names in sets])
    numbers, short = _solve(covers.reshape(len(sets), len(centre.groups)), np.array(needs, dtype=float), centre.groups)
    have = covers @ numbers if len(centre.groups) else np.zeros(len(sets))
    return Mix(
        agents={group.name: int(n) for group, n in zip(centre.groups, numbers, strict=True)},
        cost=float(sum(group.cost * n for group, n in zip(centre.groups, numbers, strict=True))),
        total=int(numbers.sum()),
        separate=sum(agents_for(load, centre.target, model=model) for load in centre.calls.values()),
        binding=[names for names, need, n in zip(sets, needs, have, strict=True) if need and n == need],
        unmet={names: int(n) for names, n in zip(sets, short, strict=True) if n > 0},
    )


def one_more(centre: Centre, mix: Mix, *, model: Model = "a") -> dict[str, int]:
    """Return, for each group that is used up, how many fewer people are missing if it could be one larger."""
    found = {}
    for place, group in enumerate(centre.groups):
        if mix.unmet and mix.agents[group.name] == group.most:
            larger = (*centre.groups[:place], replace(group, most=group.most + 1), *centre.groups[place + 1 :])
            after = least_mix(replace(centre, groups=larger), model=model)
            found[group.name] = sum(mix.unmet.values()) - sum(after.unmet.values())
    return found


def together(loads: Sequence[Load]) -> Load:
    """Return the load of all these calls in one queue, with the mean handling and the mean rate of giving up."""
    calls = sum(load.arrivals_per_h for load in loads)
    if not calls:
        return loads[0]
    handling_s = sum(load.arrivals_per_h * load.handling_s for load in loads) / calls
    rate = sum(load.arrivals_per_h / load.patience_s for load in loads) / calls
    return Load(calls, handling_s, 1 / rate if rate else math.inf)


def _sets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)


def _solve(covers: np.ndarray, needs: np.ndarray, groups: Sequence[Group]) -> tuple[np.ndarray, np.ndarray]:
    """Return people per group and, per set, how many are missing; missing people cost more than any that exist."""
    many, sets = len(groups), len(needs)
    dear = 1000.0 * (1 + max((group.cost for group in groups), default=1.0))
    cost = np.concatenate([[group.cost + 1e-6 for group in groups], np.full(sets, dear)])
    most = np.concatenate([[float(group.most) for group in groups], np.maximum(needs, 0.0)])
    rows = optimize.LinearConstraint(np.hstack([covers, np.eye(sets)]), lb=needs)
    got = optimize.milp(cost, integrality=np.ones(many + sets), bounds=optimize.Bounds(0, most), constraints=rows)
    whole = np.round(got.x)
    return whole[:many], whole[many:]
