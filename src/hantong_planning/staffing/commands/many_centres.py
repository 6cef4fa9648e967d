"""The command about many centres: `pool`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from hantong_planning.commands import Answer, Commands
from hantong_planning.errors import Nonsense
from hantong_planning.staffing.commands.words import (
    load_arguments,
    load_of,
    model_of,
    presence,
    presence_arguments,
    spoken,
    target_arguments,
    target_of,
)
from hantong_planning.staffing.draw import bars
from hantong_planning.staffing.files import Row, number, rows
from hantong_planning.staffing.pooling import Centre, Pooling, compare


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("pool", pool)
    parser.add_argument(
        "centres", type=Path, help="CSV with the columns centre, arrivals_per_h and, for more than one, interval"
    )
    load_arguments(parser, arrivals=False)
    target_arguments(parser)
    presence_arguments(parser)
    parser.add_argument("--pooled-handling-s", type=float, help="handling in the shared queue, if it takes longer")
    parser.add_argument("--open-h-per-week", type=float, default=40.0, help="hours that the intervals stand for (40)")
    parser.add_argument("--krw-per-post-year", type=float, help="what a post costs in a year")
    parser.add_argument("--svg", type=Path, help="draw people apart and together into this file")


def pool(given: Namespace) -> Answer:
    """What many centres need each on its own and in one shared queue, and what sharing saves."""
    load, model, target = load_of(given, arrivals_per_h=0.0), model_of(given), target_of(given)
    pooled_s = given.pooled_handling_s
    found = compare(
        Pooling(
            centres=_centres(rows(given.centres, ("centre", "arrivals_per_h"))),
            handling_s=load.handling_s,
            target=target,
            patience_s=load.patience_s,
            pooled_handling_s=None if pooled_s is None else pooled_s + given.after_call_s,
            open_h_per_week=given.open_h_per_week,
            presence=presence(given),
            krw_per_post_year=given.krw_per_post_year,
        ),
        model=model,
    )
    if given.svg:
        given.svg.write_text(bars(found), encoding="utf-8")
    separate, pooled = sum(found.separate.agents), sum(found.pooled.agents)
    return {
        "separate": separate,
        "pooled": pooled,
        "saving": {
            "agents": separate - pooled,
            "share": 1 - pooled / separate if separate else 0.0,
            "posts": found.saved_posts,
            "krw_per_year": found.saved_krw_per_year,
        },
        "posts": {"separate": found.separate.posts, "pooled": found.pooled.posts},
        "intervals": len(found.pooled.agents),
        "centres": {name: sum(side.agents) for name, side in found.centres.items()},
        "pooled_agents": list(found.pooled.agents),
        "pooled_reached": [None if one is None else spoken(one) for one in found.reached],
        "pooled_binding": [list(names) for names in found.binding],
        "pooled_one_more": [None if one is None else spoken(one) for one in found.more],
        "model": model,
        "target": spoken(target),
    }


def _centres(found: list[Row]) -> tuple[Centre, ...]:
    has_intervals = "interval" in found[0]
    rates: dict[str, dict[str, float]] = {}
    for line, row in enumerate(found, start=2):
        name, interval = (row["centre"] or "").strip(), (row.get("interval") or "").strip() if has_intervals else ""
        if not name:
            raise Nonsense("centre", f"line {line}: is empty")
        if interval in rates.setdefault(name, {}):
            again = f" for interval {interval}" if has_intervals else ""
            raise Nonsense("centre", f"line {line}: {name} is there a second time{again}")
        rates[name][interval] = number(row, "arrivals_per_h", line)
    every = list(dict.fromkeys(interval for by_interval in rates.values() for interval in by_interval))
    for name, by_interval in rates.items():
        missing = [interval for interval in every if interval not in by_interval]
        if missing:
            raise Nonsense("interval", f"{missing[0]} is missing for {name}")
    return tuple(Centre(name, tuple(by[interval] for interval in every)) for name, by in rates.items())
