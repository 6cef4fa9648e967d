"""An outcome as JSON and as lines for a person."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

import numpy as np

from hantong_planning.simulate.calendar import BANDS, DAYS, clock_words
from hantong_planning.simulate.floor import ABANDONED, ANSWERED, ANSWERED_WITHIN, OFFERED, WAIT_S, WAITED
from hantong_planning.simulate.measures import (
    NUMBERS,
    SERVICE_LEVEL,
    SHARES,
    Counts,
    counts_of,
    number,
    served,
    service_level,
    share_of,
)
from hantong_planning.simulate.results import CONFIDENCE, Outcome, Ratio, ratio
from hantong_planning.simulate.trace import trace_lines, traced

KINDS_OF_DAY = ("", " (holiday)", " (after a holiday)", " (holiday after a holiday)")
QUANTILES = (0.5, 0.8, 0.95)
Answer = dict[str, Any]


def as_answer(outcome: Outcome) -> Answer:
    """Return everything that was counted, as JSON knows it; each figure with its 95 % confidence interval."""
    scenario = outcome.scenario
    everybody = list(range(len(scenario.classes)))
    by_skill: dict[str, list[int]] = {}
    for place, each in enumerate(scenario.classes):
        by_skill.setdefault(each.needs, []).append(place)
    return {
        "scenario": scenario.name,
        "seed": outcome.seed,
        "replications": outcome.replications,
        "days": scenario.days,
        "confidence": CONFIDENCE,
        "total": _figures(outcome, everybody) | _whole_service(outcome),
        "classes": {each.name: _figures(outcome, [place]) for place, each in enumerate(scenario.classes)},
        "skills": {skill: _figures(outcome, places) for skill, places in by_skill.items()},
        "bands": {band: _shown(counts_of(outcome.bands[:, b], everybody)) for b, band in enumerate(BANDS)},
        "groups": {group.name: _group(outcome, place) for place, group in enumerate(scenario.groups)},
        "intervals": _intervals(outcome),
        "trace": traced(outcome),
    }


def estimate(found: Ratio) -> Answer:
    """Return {mean, low, high}; None for what cannot be known (nobody came; one replication has no interval)."""
    mean, half = float(found.value), float(found.half_width)
    return {"mean": _known(mean), "low": _known(mean - half), "high": _known(mean + half)}


def off_hours_share(outcome: Outcome) -> Ratio:
    """Return the share of those served who came in the evening, at night, at a weekend or on a holiday."""
    everybody = list(range(len(outcome.scenario.classes)))
    by_band = np.array([served(counts_of(outcome.bands[:, b], everybody)) for b in range(len(BANDS))])
    return ratio(by_band[1:].sum(axis=0), by_band.sum(axis=0))


def costs_krw(outcome: Outcome) -> Ratio:
    """Return the cost of the scenario's days: scheduled hours with premiums, open rooms, and overtime."""
    wages = np.array([group.krw_per_h for group in outcome.scenario.groups])
    overtime = (outcome.people[:, :, 1] / 3600 * wages).sum(axis=1)
    return ratio(overtime + outcome.cost_krw.sum(), np.ones(outcome.replications))


def cost_per_served_krw(outcome: Outcome) -> Ratio:
    """Return the cost per contact served."""
    everybody = list(range(len(outcome.scenario.classes)))
    return ratio(
        np.full(outcome.replications, float(costs_krw(outcome).value)), served(counts_of(outcome.calls, everybody))
    )


def occupancy(outcome: Outcome) -> Ratio:
    """Return the share of the hours at work that were spent talking."""
    talking = (outcome.people[:, :, 0] - outcome.people[:, :, 1]).sum(axis=1)
    return ratio(talking, np.full(outcome.replications, outcome.staffed_h[:, 0].sum() * 3600))


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _shown(of: Counts) -> Answer:
    shown: Answer = {name: estimate(number(name, of)) for name in NUMBERS}
    shown |= {name: estimate(share_of(name, of)) for name in SHARES}
    return shown | {"service_level": {name: estimate(service_level(name, of)) for name in SERVICE_LEVEL}}


def _figures(outcome: Outcome, classes: list[int]) -> Answer:
    waits: Answer = {}
    for share in QUANTILES:
        found = outcome.wait_quantile(share, classes)
        waits[f"p{100 * share:.0f}"] = estimate(ratio(found, np.ones_like(found)))
    return _shown(counts_of(outcome.calls, classes)) | {"wait_s": waits}


def _whole_service(outcome: Outcome) -> Answer:
    return {
        "occupancy": estimate(occupancy(outcome)),
        "off_hours_share": estimate(off_hours_share(outcome)),
        "cost_krw": estimate(costs_krw(outcome)),
        "cost_per_served_krw": estimate(cost_per_served_krw(outcome)),
    }


def _group(outcome: Outcome, place: int) -> Answer:
    busy_s, over_s = outcome.people[:, place, 0], outcome.people[:, place, 1]
    working_h, paid_h = outcome.staffed_h[place]
    ones = np.ones(outcome.replications)
    answered = {
        each.name: estimate(ratio(outcome.by_group[:, c, place], ones))
        for c, each in enumerate(outcome.scenario.classes)
        if outcome.by_group[:, c, place].any()
    }
    return {
        "working_h": working_h,
        "paid_h": paid_h,
        "overtime_h": estimate(ratio(over_s / 3600, ones)),
        "occupancy": estimate(ratio(busy_s - over_s, np.full(outcome.replications, working_h * 3600))),
        "scheduled_krw": float(outcome.cost_krw[place]),
        "served": answered,
    }


def interval_name(outcome: Outcome, label: int) -> str:
    """Return when an interval begins: a local date and time, or a weekday and time when weeks are folded together."""
    kind = label % 4 if outcome.is_folded else 0
    seconds = (label // 4 if outcome.is_folded else label) * outcome.scenario.interval_s
    if outcome.is_folded:
        return f"{DAYS[seconds // 86_400 % 7]} {clock_words(seconds % 86_400)}{KINDS_OF_DAY[kind]}"
    return (datetime.combine(outcome.scenario.starts_on, time()) + timedelta(seconds=seconds)).isoformat(
        timespec="minutes"
    )


def _intervals(outcome: Outcome) -> list[Answer]:
    """Return the rows per interval and class in which somebody came; for many phases per weekday (holidays), one row each."""
    counts = outcome.intervals
    numbers = {"offered": counts.mean(OFFERED), "answered": counts.mean(ANSWERED)}
    shares = {
        "p_wait": WAITED,
        "p_abandon": ABANDONED,
        "mean_wait_s": WAIT_S,
        "service_level_of_offered": ANSWERED_WITHIN,
    }
    found = numbers | {name: counts.share_of_offered(column) for name, column in shares.items()}
    halves = {name: each.half_width for name, each in found.items()}
    rows = []
    for phase, c in np.argwhere(counts.total[..., OFFERED] > 0):
        row: Answer = {
            "at": interval_name(outcome, int(outcome.labels[phase])),
            "class": outcome.scenario.classes[c].name,
        }
        for name, each in found.items():
            mean, half = float(each.value[phase, c]), float(halves[name][phase, c])
            row[name] = {"mean": _known(mean), "low": _known(mean - half), "high": _known(mean + half)}
        rows.append(row)
    return rows


def as_text(answer: Mapping[str, Any]) -> str:
    """Return an answer for a person: a table of all, each class and time band, then the single conversations asked for."""
    head = f"{answer['scenario']}: {answer['days']} days, {answer['replications']} replications, seed {answer['seed']}"
    columns = f"{'':24}{'offered':>10}{'waited':>9}{'lost':>9}{'mean wait':>12}{'in time':>9}{'turned away':>13}"
    rows = [_text_row("all", answer["total"])]
    rows += [_text_row(name, each) for name, each in answer["classes"].items()]
    rows += [_text_row(f"({name})", each) for name, each in answer["bands"].items() if each["offered"]["mean"]]
    total = answer["total"]
    last = [
        f"off-hours share {_text(total['off_hours_share']['mean'], '.1%')}"
        f" · occupancy {_text(total['occupancy']['mean'], '.1%')}"
        f" · cost {_text(total['cost_krw']['mean'], ',.0f')} KRW, {_text(total['cost_per_served_krw']['mean'], ',.0f')} per contact served"
    ]
    return "\n".join([head, columns, *rows, *last, *trace_lines(answer["trace"])])


def _text_row(name: str, figures: Mapping[str, Any]) -> str:
    level = figures["service_level"]["of_offered"]["mean"]
    return (
        f"{name:24}{_text(figures['offered']['mean'], '10,.0f')}{_text(figures['p_wait']['mean'], '9.1%')}"
        f"{_text(figures['p_abandon']['mean'], '9.1%')}{_text(figures['mean_wait_s']['mean'], '10.1f')} s"
        f"{_text(level, '9.1%')}{_text(figures['turned_away']['mean'], '13,.0f')}"
    )


def _text(value: float | None, form: str) -> str:
    width = int(form.split(",", maxsplit=1)[0].split(".", maxsplit=1)[0] or 0)
    return "–".rjust(width) if value is None else format(value, form)
