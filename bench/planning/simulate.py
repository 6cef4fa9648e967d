"""The simulation beside exact values and beside SimPy and Ciw on the same work, in the same run."""

from __future__ import annotations

import math
import random
import resource
import time
from collections.abc import Callable
from typing import Any

import ciw
import simpy

from hantong_planning.simulate import Scenario, read_scenario, simulate
from hantong_planning.simulate.durations import Duration
from hantong_planning.simulate.floor import ABANDONED, ARRIVED, OFFERED
from hantong_planning.simulate.pooling import Target, pooling
from hantong_planning.simulate.tests import test_exact

HOURLY = (4, 3, 2, 2, 2, 3, 8, 20, 45, 95, 110, 105, 80, 90, 100, 98, 92, 85, 55, 45, 35, 25, 15, 8)
SKILLS = (0.6, 0.12, 0.1, 0.08, 0.06, 0.04)
MEAN_S, CV, PATIENCE_S = 220.0, 1.5, 150.0
DAY_H = 24


def main() -> None:
    """Print the figures."""
    one = year(days=1)
    start = time.process_time()
    simulate(one, seed=1, replications=1)
    print(f"compilation (or reading it from the cache) and one day: {time.process_time() - start:.2f} s")
    exactness()
    _year()
    name = "six skills, half-hour staffing, log-normal, patience: the year, of which the peers do two days"
    _against_peers(name, year(), 2, year(days=2), _simpy, _ciw, days=2)
    _against_peers("50 agents, 48 erlang, patience 120 s", _one_pool(), 20, _one_pool(), _simpy, _ciw, days=2)
    _pooling()


def exactness() -> None:
    """Hold every row of the reference files, each within three standard errors, or say which is not."""
    checks: list[tuple[str, Callable[[], None]]] = [
        ("Erlang A and C rows", test_exact.test_every_reference_row_of_erlang_a_and_c),
        ("bilingual pool rows", test_exact.test_every_reference_row_of_the_bilingual_pool),
    ]
    for beta in (0.0, 0.5, 1.0, 1.5):
        checks.append(
            (
                f"P(delay) of the changing day, beta {beta}",
                lambda beta=beta: test_exact.test_delays_of_a_changing_day_are_those_of_the_poisson_law(beta),  # type: ignore[misc]
            )
        )
    for name, check in checks:
        try:
            check()
            print(f"{name}: within 3 standard errors")
        except AssertionError as error:
            print(f"{name}: NOT within 3 standard errors: {str(error)[:300]}")


def year(days: int = 365, calls: float = 1.2e6) -> Scenario:
    """Return 1.2 M calls a year in six skills, each with its own people by the half-hour."""
    per_h = calls / 365 / sum(HOURLY)
    kinds, groups = [], []
    for place, part in enumerate(SKILLS):
        rates = [per_h * hour * part for hour in HOURLY]
        kinds.append(
            {
                "name": f"skill {place}",
                "arrivals_per_h": rates,
                "handling_s": {"mean_s": MEAN_S, "cv": CV},
                "patience_s": PATIENCE_S,
            }
        )
        staff = [people_for(rate) for rate in rates for _ in (0, 1)]
        groups.append({"name": f"people {place}", "skills": [f"skill {place}"], "staff": staff})
    return read_scenario({"name": "year", "days": days, "classes": kinds, "groups": groups})


def people_for(rate_per_h: float) -> int:
    """Return a square-root staffing."""
    load = rate_per_h * MEAN_S / 3600
    return math.ceil(load + 0.5 * math.sqrt(load))


def _one_pool() -> Scenario:
    kind = {"name": "phone", "arrivals_per_h": 2880, "handling_s": 60, "patience_s": 120}
    return read_scenario({"days": 2, "classes": [kind], "groups": [{"name": "all", "skills": ["phone"], "staff": 50}]})


def _year() -> None:
    scenario = year()
    simulate(scenario, seed=1, replications=1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, wall = time.process_time(), time.perf_counter()
    outcome = simulate(scenario, seed=2, replications=10)
    spent, took = time.process_time() - start, time.perf_counter() - wall
    calls = outcome.calls[..., ARRIVED].sum()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"a year of {calls / 10:,.0f} calls, 6 skills: {spent / 10:.3f} s processor ({took / 10:.3f} s wall) per replication"
        f" (limit 1 s), {calls / spent:,.0f} calls/s; memory grew by {grown:.0f} MB over ten more replications"
    )


def _against_peers(
    name: str,
    scenario: Scenario,
    replications: int,
    short: Scenario,
    *peers: Callable[[Scenario, int], tuple[int, int]],
    days: int,
) -> None:
    simulate(scenario, seed=1, replications=1)
    start = time.process_time()
    outcome = simulate(scenario, seed=1, replications=replications)
    rate = float(outcome.calls[..., ARRIVED].sum()) / (time.process_time() - start)
    lost = outcome.calls[..., ABANDONED].sum() / outcome.calls[..., OFFERED].sum()
    print(f"{name}: hantong {rate:,.0f} calls/s, {lost:.2%} abandoned")
    for peer in peers:
        start = time.process_time()
        calls, gone = peer(short, days)
        theirs = calls / (time.process_time() - start)
        print(
            f"  {peer.__name__.strip('_')}: {theirs:,.0f} calls/s, {gone / calls:.2%} abandoned; ours is {rate / theirs:.0f} x"
        )


def _rates(scenario: Scenario, place: int) -> tuple[list[float], list[int]]:
    """Return calls per second and people per half-hour of a day."""
    rates, staff = scenario.classes[place].arrivals_per_h, scenario.groups[place].staff
    slots = 2 * DAY_H
    return [rates[k * len(rates) // slots] / 3600 for k in range(slots)], [
        staff[k * len(staff) // slots] for k in range(slots)
    ]


def _lognormal() -> tuple[float, float]:
    variance = math.log1p(CV**2)
    return math.log(MEAN_S) - variance / 2, math.sqrt(variance)


def _simpy(scenario: Scenario, days: int) -> tuple[int, int]:
    """Simulate in SimPy: a resource per skill, whose capacity follows the half-hours."""
    env, counts, luck = simpy.Environment(), [0, 0], random.Random(1)
    for place, kind in enumerate(scenario.classes):
        rates, staff = _rates(scenario, place)
        people = simpy.Resource(env, capacity=max(staff[0], 1))
        env.process(_schedule(env, people, staff, days))
        env.process(_arrivals(env, people, rates, kind, counts, luck, days))
    env.run()
    return counts[0], counts[1]


def _schedule(env: Any, people: Any, staff: list[int], days: int) -> Any:
    for slot in range(len(staff) * days):
        people._capacity = staff[slot % len(staff)]
        people._trigger_put(None)
        yield env.timeout(1800)


def _arrivals(
    env: Any, people: Any, rates: list[float], kind: Any, counts: list[int], luck: random.Random, days: int
) -> Any:
    peak, mean = max(rates), kind.handling_s
    while True:
        yield env.timeout(luck.expovariate(peak))
        if env.now >= days * 86_400:
            return
        if luck.random() < rates[int(env.now // 1800) % len(rates)] / peak:
            counts[0] += 1
            env.process(_call(env, people, mean, kind.patience_s.mean, counts, luck))


def _call(env: Any, people: Any, handling: Duration, patience_s: float, counts: list[int], luck: random.Random) -> Any:
    with people.request() as turn:
        result = yield turn | env.timeout(luck.expovariate(1 / patience_s))
        if turn not in result:
            counts[1] += 1
            return
        if handling.kind == "exponential":
            yield env.timeout(luck.expovariate(1 / handling.mean))
        else:
            yield env.timeout(luck.lognormvariate(*_lognormal()))


def _ciw(scenario: Scenario, days: int) -> tuple[int, int]:
    """Simulate in Ciw: a node per skill with a schedule of servers and reneging."""
    arrivals, services, servers, patience = [], [], [], []
    ends = [1800.0 * (k + 1) for k in range(2 * DAY_H)]
    for place, kind in enumerate(scenario.classes):
        rates, staff = _rates(scenario, place)
        arrivals.append(ciw.dists.PoissonIntervals(rates=rates, endpoints=ends, max_sample_date=days * 86_400))
        is_exponential = kind.handling_s.kind == "exponential"
        services.append(
            ciw.dists.Exponential(1 / kind.handling_s.mean) if is_exponential else ciw.dists.Lognormal(*_lognormal())
        )
        servers.append(ciw.Schedule(numbers_of_servers=staff, shift_end_dates=ends))
        assert kind.patience_s is not None
        patience.append(ciw.dists.Exponential(1 / kind.patience_s.mean))
    network = ciw.create_network(
        arrival_distributions=arrivals,
        service_distributions=services,
        number_of_servers=servers,
        reneging_time_distributions=patience,
        routing=[[0.0] * len(services)] * len(services),
    )
    ciw.seed(1)
    run = ciw.Simulation(network)
    run.simulate_until_max_time(days * 86_400)
    records = run.get_all_records()
    return len(records), sum(record.record_type == "renege" for record in records)


def _pooling() -> None:
    cities = [8.0 + 3.0 * k for k in range(31)]
    for name, handling, patience in (
        ("Erlang's assumptions", Duration(kind="exponential", mean_s=240), None),
        (
            "log-normal, CV 1.5, patience 150 s",
            Duration(kind="lognormal", mean_s=240, cv=1.5),
            Duration(kind="exponential", mean_s=150),
        ),
    ):
        start = time.perf_counter()
        found = pooling(cities, handling, patience, target=Target(), seed=1)
        print(
            f"pooling of 31 cities, {name}: {sum(found.separate)} people apart, {found.pooled} together, {found.saving} saved,"
            f" in {time.perf_counter() - start:.2f} s (limit 5 s)"
        )


if __name__ == "__main__":
    main()
