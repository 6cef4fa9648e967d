"""Mobile teams: routes and tours beside published best values, and a year of 10 teams beside its bound."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from pathlib import Path

import numpy

from hantong_planning.outreach.plan.check import value_of, violations
from hantong_planning.outreach.plan.coverage import coverage_of
from hantong_planning.outreach.plan.problem import Area, Fairness, FairnessKind, Group, PlanProblem, Site, Team
from hantong_planning.outreach.plan.solve import solve
from hantong_planning.outreach.routes import check as routes_check
from hantong_planning.outreach.routes import file as routes_file
from hantong_planning.outreach.routes import solve as routes_solve
from hantong_planning.outreach.tours import check as tours_check
from hantong_planning.outreach.tours import file as tours_file
from hantong_planning.outreach.tours import solve as tours_solve

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "routing"
SOLOMON = DATA / "solomon" / "benchmarks" / "VRPTW"
TOPTW = DATA / "toptw" / "instances"
ROUTES_S, TOURS_S = 30.0, 10.0
SAMPLE_ROUTES = ("C104", "R104", "R211", "RC108", "RC204")
# Best known scores as published for 1, 2, 3 … teams (Vansteenwegen et al. 2009; Hu and Lim 2014; Gunawan et al. 2015).
BEST = {
    "c101": (320, 590, 810, 1020), "c102": (360, 660, 920, 1150), "c103": (400, 720, 990, 1210),
    "c105": (340, 640, 870, 1070), "c106": (340, 620, 870, 1080), "c107": (370, 670, 910, 1120),
    "c108": (370, 680, 920, 1140), "c109": (380, 720, 970, 1190), "r101": (198, 349, 484, 611),
    "r102": (286, 508, 694, 843), "r103": (293, 522, 747, 928), "r104": (303, 552, 778, 975),
    "r105": (247, 453, 620, 778), "r107": (299, 538, 760, 950), "r108": (308, 560, 797, 995),
    "r109": (277, 506, 710, 885), "r110": (284, 525, 737, 915), "r111": (297, 544, 774, 953),
    "r112": (298, 544, 776, 974), "rc101": (219, 427, 621, 811), "rc102": (266, 505, 714, 909),
    "rc103": (266, 524, 764, 975), "rc104": (301, 575, 835, 1065), "rc105": (244, 480, 682, 875),
    "rc106": (252, 483, 706, 909), "rc108": (298, 556, 795, 1025), "pr01": (308, 502, 622, 657),
    "pr02": (404, 715, 945, 1079), "pr03": (394, 742, 1013, 1247), "pr05": (595, 1101, 1482), "pr06": (591, 1076, 1514),
    "pr07": (298, 566, 744), "pr08": (463, 834, 1142), "pr10": (594, 1134, 1573),
}  # fmt: skip
SAMPLE_TOURS = (
    ("r104", 1), ("r104", 3), ("rc104", 2), ("c103", 4), ("r112", 4),
    ("rc108", 3), ("pr03", 1), ("pr05", 2), ("pr10", 3), ("pr06", 3),
)  # fmt: skip


def main() -> None:
    """Print the figures. HANTONG_BENCH_FULL=1 takes every instance instead of a sample."""
    is_full = bool(os.environ.get("HANTONG_BENCH_FULL"))
    for part in os.environ.get("HANTONG_BENCH_PARTS", "year,tours,routes").split(","):
        {"year": year, "tours": tours, "routes": routes}[part](is_full)


def routes(is_full: bool) -> None:
    """Print gaps of routes over the best known distances of BKS.json (exact doubles), one search each."""
    best = json.loads((SOLOMON / "BKS.json").read_text())
    names = sorted(path.stem for path in (SOLOMON / "solomon").glob("*.txt")) if is_full else SAMPLE_ROUTES
    gaps = []
    for name in names:
        problem = routes_file.read(SOLOMON / "solomon" / f"{name}.txt")
        plan = routes_solve.solve(problem, time_limit_s=ROUTES_S)
        known = best[f"{name}_distance"]["best_known_cost"]
        gaps.append(100 * (plan.distance / known - 1))
        dimacs = routes_check.length(problem, plan.routes, "dimacs")
        broken = routes_check.violations(problem, plan)
        print(
            f"{name:6} {plan.distance:9.2f} / {known:9.2f} {gaps[-1]:+.3f} %, DIMACS {dimacs:.1f}, broken {broken}",
            flush=True,
        )
    print(f"routes: {len(gaps)} instances, mean gap {numpy.mean(gaps):.3f} %, worst {max(gaps):.3f} % (limit 0.5 %)")
    beside_vroom({name: best[f"{name}_distance"]["best_known_cost"] for name in SAMPLE_ROUTES})


def beside_vroom(best: dict[str, float]) -> None:
    """Print the gaps of VROOM's routes on the sample."""
    try:
        from bench.planning._peers import vroom_routes
    except ModuleNotFoundError as missing:
        print(f"VROOM beside it: left out, {missing}; requirements/peers.txt has it")
        return
    gaps = []
    for name, known in best.items():
        problem = routes_file.read(SOLOMON / "solomon" / f"{name}.txt")
        began = time.perf_counter()
        gaps.append(100 * (routes_check.length(problem, vroom_routes(problem), "exact") / known - 1))
        print(f"{name:6} VROOM, most thorough: {gaps[-1]:+.3f} %, {time.perf_counter() - began:.0f} s", flush=True)
    print(f"– peer: VROOM, {len(gaps)} instances, mean gap {numpy.mean(gaps):.3f} %, worst {max(gaps):.3f} %")


def tours(is_full: bool) -> None:
    """Print gaps of tours under the best known scores."""
    every = [(name, teams + 1) for name, known in BEST.items() for teams in range(len(known))]
    gaps = []
    for name, teams in every if is_full else SAMPLE_TOURS:
        folder = "pr01_10" if name.startswith("pr") else "c_r_rc_100_100"
        problem = tours_file.read(TOPTW / folder / f"{name}.txt", teams=teams)
        plan = tours_solve.solve(problem, time_limit_s=TOURS_S)
        known = BEST[name][teams - 1]
        gaps.append(100 * (1 - plan.score / known))
        broken = tours_check.violations(problem, plan)
        print(
            f"{name:5} × {teams}: {plan.score} / {known} {gaps[-1]:+.2f} %, {plan.rounds} rounds, "
            f"{plan.seconds:.1f} s, broken {broken}",
            flush=True,
        )
    print(f"tours: {len(gaps)} instances, mean gap {numpy.mean(gaps):.2f} %, worst {max(gaps):.2f} % (limit 1 %)")


def year(is_full: bool) -> None:
    """Print a year of 10 teams × 250 days × 300 sites beside its bound and beside an even rotation."""
    kinds: tuple[FairnessKind, ...] = ("none", "worst_first") if is_full else ("none",)
    for kind in kinds:
        problem = province(Fairness(kind))
        began = time.perf_counter()
        plan = solve(problem, seed=1, time_limit_s=240, is_explained=False)
        took = time.perf_counter() - began
        broken = violations(problem, plan)
        even = even_value(problem, len(plan.visits))
        print(
            f"year, fairness {kind}: {len(plan.visits)} visits, value {plan.value:.0f} / bound {plan.bound:.0f}, gap "
            f"{plan.gap_share:.2%} (limit 2 %), {took:.0f} s (limit 300), worst district {min(plan.levels.values()):.3f}, "
            f"floors missed {len(plan.unmet)}, {even / plan.value:.3f} of it by even rotation, broken {len(broken)}",
            flush=True,
        )
        assert abs(value_of(problem, plan.visits) - plan.value) < 1e-6 * plan.value


def even_value(problem: PlanProblem, visits: int) -> float:
    """Return the value of the same number of visits spread evenly over all sites: the peer without a plan."""
    cover = coverage_of(problem)
    return cover.value(numpy.full(len(problem.sites), visits / len(problem.sites)))


def province(fairness: Fairness, *, sites: int = 300, teams: int = 10, days: int = 350, seed: int = 4) -> PlanProblem:
    """Return a made-up province: 31 districts of different size, 250 working days in 350 days."""
    draw = numpy.random.default_rng(seed)
    centres, size = draw.uniform(0, 90, (31, 2)), draw.lognormal(0, 0.8, 31)
    groups = (
        Group("elderly", 1.5, 1.0), Group("disabled", 2.0, 1.0, 3.0, 0.4), Group("low_income", 1.5, 1.5),
        Group("foreign", 1.0, 1.5, 5.0, 0.5), Group("jobseekers", 1.0, 1.5, 5.0, 0.5),
    )  # fmt: skip

    def scatter(number: int) -> list[tuple[float, float, int]]:
        homes = draw.choice(31, number, p=size / size.sum())
        at = centres[homes] + draw.normal(0, 3.0, (number, 2))
        return [(float(x), float(y), int(home)) for (x, y), home in zip(at, homes, strict=True)]

    areas = tuple(
        Area(f"area {k}", x, y, f"district {home:02}", tuple(draw.gamma(2.0, (300, 80, 150, 120, 200))))
        for k, (x, y, home) in enumerate(scatter(2 * sites))
    )
    places = tuple(
        Site(f"site {k}", x, y, f"district {home:02}", service_min=150, spacing_d=7)
        for k, (x, y, home) in enumerate(scatter(sites))
    )
    bases = centres[numpy.argsort(-size)[:teams]]
    crews = tuple(Team(f"team {k}", float(x), float(y)) for k, (x, y) in enumerate(bases))
    return PlanProblem(date(2026, 1, 5), days, groups, areas, places, crews, fairness=fairness, counted=30, fade=0.93)
