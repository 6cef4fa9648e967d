"""Commands about one queue: `erlang`, `agents`, `capacity` and `waits`."""

from __future__ import annotations

import math
from argparse import Namespace
from typing import Any

from hantong_planning.commands import Answer, Commands
from hantong_planning.errors import Nonsense
from hantong_planning.staffing import square_root
from hantong_planning.staffing.agents import load_for, plan
from hantong_planning.staffing.commands.words import (
    ignored,
    load_arguments,
    load_of,
    model_of,
    presence,
    presence_arguments,
    spoken,
    target_arguments,
    target_of,
    within_argument,
)
from hantong_planning.staffing.erlang import measure, quantiles, wait
from hantong_planning.staffing.posts import rostered
from hantong_planning.staffing.problem import Load
from hantong_planning.staffing.uncertain import Uncertain, agents_for_uncertain, expected_share

_SHARES = "0.5,0.8,0.9,0.95,0.99"


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add("erlang", erlang)
    parser.add_argument("--agents", type=float, required=True, help="people who do nothing else")
    load_arguments(parser)
    within_argument(parser)
    parser = commands.add("agents", agents)
    load_arguments(parser)
    target_arguments(parser)
    presence_arguments(parser)
    parser.add_argument(
        "--dispersion",
        type=float,
        help="variance / mean of calls per interval, if more than chance (2); "
        "the share is then of all calls of quiet and busy intervals together",
    )
    parser.add_argument("--interval-s", type=float, default=1800.0, help="length of that interval (1800)")
    parser = commands.add("capacity", capacity)
    parser.add_argument("--agents", type=float, required=True, help="people who do nothing else")
    load_arguments(parser, arrivals=False)
    target_arguments(parser)
    parser = commands.add("waits", waits)
    parser.add_argument("--agents", type=float, required=True, help="people who do nothing else")
    load_arguments(parser)
    parser.add_argument("--shares", default=_SHARES, help=f"which quantiles ({_SHARES})")


def erlang(given: Namespace) -> Answer:
    """Every figure of a number of agents facing a load, by Erlang A, B or C."""
    load, model = load_of(given), model_of(given)
    found = measure(load, given.agents, model=model, within_s=given.within_s)
    law = wait(load, given.agents, model)
    shares = [float(one) for one in _SHARES.split(",")]
    return {
        **spoken(found),
        "arrivals_per_h": load.arrivals_per_h,
        "handling_s": load.handling_s,
        **({"patience_s": spoken(load)["patience_s"]} if model == "a" else {}),
        **({"p_block": found.p_wait} if model == "b" else {}),
        "wait_quantiles_s": _by_share(shares, quantiles(law, shares)["all"]),
        "square_root": _rule(load, found.agents, model),
        **ignored(given),
    }


def agents(given: Namespace) -> Answer:
    """The fewest agents that keep a target, what they reach, and what one fewer or one more would."""
    load, target, model = load_of(given), target_of(given), model_of(given)
    if given.dispersion is not None:
        return _dispersed(given)
    head = plan(load, target, model=model)
    safety = target.p_wait if target.p_wait is not None else head.reached.p_wait
    rule = square_root.agents_by_square_root(load, safety) if model != "b" and 0 < safety < 1 else None
    return {
        "agents": head.agents,
        "model": model,
        "offered_erlang": load.offered_erlang,
        "rostered": rostered(head.agents, presence(given)),
        "target": spoken(target),
        "binding": list(head.binding),
        "reached": spoken(head.reached),
        "one_fewer": None if head.fewer is None else spoken(head.fewer),
        "one_more": spoken(head.more),
        "square_root": {"agents": rule, "for_p_wait": safety},
        **ignored(given),
    }


def _dispersed(given: Namespace) -> Answer:
    load, target, model = load_of(given), target_of(given), model_of(given)
    for name in ("p_wait", "p_abandon", "mean_wait_s", "occupancy"):
        if getattr(target, name) is not None:
            raise Nonsense(f"max_{name}", "cannot be kept with --dispersion: only --target-share can")
    uncertain = Uncertain(load, given.interval_s, given.dispersion)
    found = agents_for_uncertain(uncertain, target, model=model)
    return {
        "agents": found,
        "model": model,
        "offered_erlang": load.offered_erlang,
        "rostered": rostered(found, presence(given)),
        "target": spoken(target),
        "dispersion": given.dispersion,
        "agents_without_dispersion": plan(load, target, model=model).agents,
        "expected_share": expected_share(uncertain, target, found, model=model),
        "expected_share_one_fewer": expected_share(uncertain, target, max(found - 1, 0), model=model),
        **ignored(given),
    }


def capacity(given: Namespace) -> Answer:
    """The most calls per hour that a number of agents carries within a target."""
    load, target, model = load_of(given, arrivals_per_h=0.0), target_of(given), model_of(given)
    most = load_for(given.agents, load, target, model=model)
    here = Load(most, load.handling_s, load.patience_s)
    return {
        "arrivals_per_h": most,
        "model": model,
        "target": spoken(target),
        "reached": spoken(measure(here, given.agents, model=model, within_s=target.within_s)),
        **ignored(given),
    }


def waits(given: Namespace) -> Answer:
    """The quantiles of the wait of all, of those who wait, of the answered, of those who give up, and of the patient."""
    try:
        shares = [float(one) for one in given.shares.split(",")]
    except ValueError:
        raise Nonsense("shares", f"must be numbers with commas, not {given.shares}") from None
    found = quantiles(wait(load_of(given), given.agents, model_of(given)), shares)
    return {
        "quantiles_s": {who: _by_share(shares, values) for who, values in found.items()},
        "model": model_of(given),
        **ignored(given),
    }


def _by_share(shares: list[float], values: list[float | None]) -> dict[str, float | None]:
    return {f"{share:g}": value for share, value in zip(shares, values, strict=True)}


def _rule(load: Load, agents: int, model: str) -> dict[str, Any] | None:
    if not load.offered_erlang or model == "b":
        return None
    safety = square_root.beta(agents, load.offered_erlang)
    if math.isinf(load.patience_s):
        return {"beta": safety, "halfin_whitt_p_wait": square_root.halfin_whitt(safety)}
    p_wait, scaled = square_root.garnett(safety, load.handling_s / load.patience_s)
    return {
        "beta": safety,
        "garnett_p_wait": p_wait,
        "garnett_p_abandon": p_wait * scaled / load.offered_erlang**0.5,
    }
