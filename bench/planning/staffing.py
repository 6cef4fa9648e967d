"""Staffing: every reference row, the pooling of 31 cities over a week, and speed at a hundred thousand people."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from hantong_planning.staffing.agents import agents_for, plan
from hantong_planning.staffing.check import figures, violations
from hantong_planning.staffing.erlang import measure
from hantong_planning.staffing.files import rows
from hantong_planning.staffing.languages import TwoKinds, measure_two
from hantong_planning.staffing.pooling import Centre, Pooling, compare
from hantong_planning.staffing.problem import MODELS, Load, Target
from hantong_planning.staffing.varying import Profile, delay_probability, modified_offered_load, staff

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "callcentre"
TARGET = Target(share=0.8, within_s=20)


def main() -> None:
    """Print each figure beside its limit."""
    if DATA.is_dir():
        erlang_rows()
        nmodel_rows()
        pooling_rows()
        varying_rows()
    else:
        print("the shared records are not here: reference rows left out")
    against_states()
    beside_pyworkforce()
    large()
    week_of_31_cities()
    week_of_half_hours()


def erlang_rows() -> None:
    """Print the largest relative error of the closed forms."""
    worst, found = 0.0, rows(DATA / "erlang_reference_dev.csv", ("model",))
    for row in found:
        number = {
            k: float(Fraction(v).limit_denominator(1000)) for k, v in row.items() if k in ("lambda_per_min", "T_min")
        }
        patience_s = float(row["patience_min"]) * 60 if row["patience_min"] else math.inf
        load = Load(number["lambda_per_min"] * 60, float(row["aht_min"]) * 60, patience_s)
        got = measure(load, int(row["n"]), model="c" if row["model"] == "C" else "a", within_s=number["T_min"] * 60)
        level = got.service_level
        pairs = {
            "P_wait": got.p_wait,
            "P_abandon": got.p_abandon,
            "E_wait_all_sec": got.mean_wait_s,
            "occupancy": got.occupancy or 0.0,
            "P_W_gt_T": got.p_wait_over,
            "SL_answered_within_T_over_offered": level.of_offered,
            "SL_over_answered": level.of_answered or 0.0,
            "SL_excl_abandoned_before_T": level.without_early_abandons or 0.0,
            "Lq": got.mean_queue,
        }
        worst = max(worst, *(_error(value, float(row[name])) for name, value in pairs.items()))
    print(f"Erlang C and A, {len(found)} rows × 9 figures: largest relative error {worst:.1e} (limit 1e-9)")


def nmodel_rows() -> None:
    """Print the largest relative error of the bilingual centre."""
    worst = 0.0
    for row in rows(DATA / "nmodel_dev.csv", ("n_A",)):
        x = {name: float(value) for name, value in row.items()}
        centre = TwoKinds(x["lam1"] * 60, x["lam2"] * 60, 60 / x["mu"], 60 / x["theta"], int(x["n_A"]), int(x["n_B"]))
        got = measure_two(centre)
        for kind, at in ((got.first, "1"), (got.second, "2")):
            worst = max(worst, _error(kind.p_wait or 0, x[f"P_wait{at}"]), _error(kind.p_abandon or 0, x[f"P_ab{at}"]))
            worst = max(worst, _error((kind.mean_wait_s or 0) / 60, x[f"EW{at}_min"]))
        worst = max(worst, _error(got.busy_only_first, x["busyA"]), _error(got.busy_both, x["busyB"]))
    print(f"bilingual N-model: largest relative error {worst:.1e} (limit 1e-6)")


def pooling_rows() -> None:
    """Print how many pooling rows agree to the person."""
    right, found = 0, rows(DATA / "pooling_dev.csv", ("centres",))
    for row in found:
        centres = tuple(Centre(str(i), (float(row["calls_per_hour_each"]),)) for i in range(int(row["centres"])))
        target = Target(share=float(row["SL"]), within_s=float(row["T_sec"]))
        got = compare(Pooling(centres, float(row["aht_sec"]), target))
        counts = (sum(got.separate.agents), sum(got.pooled.agents))
        right += counts == (int(row["agents_separate_total"]), int(row["agents_pooled"]))
    print(f"pooling: {right} of {len(found)} rows to the person")


def varying_rows() -> None:
    """Print the error of P(delay), and of m(t) from half-degree steps."""
    lines = [line for line in (DATA / "timevarying_exact_dev.csv").read_text().splitlines() if line[0] not in '"#']
    names, *found = [line.split(",") for line in lines]
    worst = 0.0
    for values in found:
        x = dict(zip(names, map(float, values), strict=True))
        worst = max(worst, _error(float(delay_probability(np.array(x["m"]), np.array(x["s"]))), x["P_delay_exact"]))
    print(f"time-varying, {len(found)} rows: largest relative error of P(delay) {worst:.1e} (12 digits are given)")
    at = np.linspace(0, 2 * math.pi, 721)
    day = Profile(tuple(100 - 20 * np.diff(np.cos(at)) / np.diff(at)), 3600 * 2 * math.pi / 720, 3600.0)
    gap = np.abs(modified_offered_load(day) - (100 + 10 * (np.sin(at) - np.cos(at)))).max()
    print(f"time-varying: m(t) from 720 level steps is {gap:.1e} erlang off the sine's own at most")


def against_states() -> None:
    """Print the largest difference to sums over states on 400 random queues, and wrong head-counts."""
    luck, worst, wrong = np.random.default_rng(1), 0.0, 0
    for _ in range(400):
        a, ratio, t = 10 ** luck.uniform(-2, 3.5), 10 ** luck.uniform(-2, 2), 60 * 10 ** luck.uniform(-3, 0.5)
        agents, load = int(a * luck.uniform(0.3, 1.7)) + 1, Load(a * 60, 60, 60 * ratio)
        for model in MODELS:
            if model == "c" and agents < a * 1.001:
                continue
            got = measure(load, agents, model=model, within_s=t)
            for name, expected in figures(load, agents, model, t).items():
                value = getattr(got, name) if hasattr(got, name) else getattr(got.service_level, name)
                worst = max(worst, _error(value, expected) if expected > 1e-12 else 0.0)
        wrong += bool(violations(load, TARGET, plan(load, TARGET), model="a"))
    print(f"400 random queues against sums over states: largest relative error {worst:.1e}; wrong head-counts {wrong}")


def beside_pyworkforce() -> None:
    """Print how many head-counts of pyworkforce are ours, and how long both take for them."""
    try:
        from bench.planning._peers import pyworkforce_agents
    except ModuleNotFoundError as missing:
        print(f"pyworkforce beside it: left out, {missing}; requirements/peers.txt has it")
        return
    luck = np.random.default_rng(2)
    queues = [(10 ** luck.uniform(0.5, 4), luck.uniform(60, 600)) for _ in range(200)]
    ours = [agents_for(Load(per_h, handling_s), TARGET, model="c") for per_h, handling_s in queues]
    theirs = [pyworkforce_agents(per_h, handling_s, 0.8, 20) for per_h, handling_s in queues]
    ours_s = _timed(lambda: [agents_for(Load(per_h, each_s), TARGET, model="c") for per_h, each_s in queues], 1)
    theirs_s = _timed(lambda: [pyworkforce_agents(per_h, each_s, 0.8, 20) for per_h, each_s in queues], 1)
    same = sum(mine == other for mine, other in zip(ours, theirs, strict=True))
    print(f"pyworkforce, 200 queues by Erlang C: {same} head-counts the same, {theirs_s / ours_s:.1f} × our time")


def large() -> None:
    """Print the time of one queue and of one head-count at 100,000 people, beside the plain recursion."""
    for model in MODELS:
        load = Load(6e6 * 0.999, 60, 120)
        one = _timed(lambda load=load, model=model: measure(load, 100_000, model=model), 20)
        head = _timed(lambda load=load, model=model: agents_for(load, TARGET, model=model), 5)
        print(f"n = 100,000, Erlang {model.upper()}: all figures {one * 1e3:.2f} ms, head-count {head * 1e3:.1f} ms")
    ours = _timed(lambda: measure(Load(6e6 * 0.999, 60), 100_000, model="b"), 20)
    plain = _timed(lambda: _recursion(100_000, 99_900.0), 3)
    same = _error(measure(Load(6e6 * 0.999, 60), 100_000, model="b").p_wait, _recursion(100_000, 99_900.0))
    print(f"  Erlang B: {plain / ours:.0f} × the plain recursion in the same run, difference {same:.1e}")


def week_of_31_cities() -> None:
    """Print the pooling study: 31 cities × 168 hours, apart and together, with and without patience."""
    luck = np.random.default_rng(31)
    hours = 0.15 + np.maximum(0, np.sin((np.arange(168) % 24 - 7) / 15 * math.pi))
    centres = tuple(Centre(f"city {i}", tuple(size * hours)) for i, size in enumerate(luck.lognormal(3, 0.8, 31)))
    for model, patience_s in (("c", math.inf), ("a", 120.0)):
        study = Pooling(centres, 220.0, TARGET, patience_s=patience_s, open_h_per_week=168)
        began_s = time.perf_counter()
        got = compare(study, model=model)  # type: ignore[arg-type]
        spent_s = time.perf_counter() - began_s
        print(
            f"31 cities × 168 h, Erlang {model.upper()}: {spent_s:.2f} s (limit 5 s); "
            f"posts {got.separate.posts:.1f} apart, {got.pooled.posts:.1f} together"
        )


def week_of_half_hours() -> None:
    """Print the time to staff a week of half hours, no two alike, by the modified offered load."""
    at = np.arange(336)
    rates = 150 + 120 * np.sin((at % 48 - 16) / 48 * 2 * math.pi) + at / 10
    began_s = time.perf_counter()
    got = staff(Profile(tuple(rates), 1800.0, 220.0), TARGET, patience_s=120.0)
    print(f"a week of {len(got)} half hours, Erlang A by modified offered load: {time.perf_counter() - began_s:.1f} s")


def _recursion(agents: int, erlang: float) -> float:
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = erlang * blocked / (n + erlang * blocked)
    return blocked


def _error(got: float, expected: float) -> float:
    return abs(got - expected) / abs(expected) if expected else abs(got)


def _timed(work: Callable[[], object], times: int) -> float:
    began_s = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began_s) / times
