"""Rotating rosters: every public instance, the fairest of 21 staff, and made-up ones up to 100 staff."""

import random
import subprocess
import sys
import time
from pathlib import Path

from hantong_planning.rostering.rotating import dzn
from hantong_planning.rostering.rotating.check import violations
from hantong_planning.rostering.rotating.problem import DAYS, Rotation, Shift, rests
from hantong_planning.rostering.rotating.solve import Plan, solve

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = ROOT.parent / "shared" / "data" / "rostering" / "rotating"
LIMIT_S, FAIR_LIMIT_S = 1.0, 10.0
NAIVE_LIMIT_S = 60.0


def main() -> None:
    """Print each figure beside its limit."""
    files = [path for path in sorted(PUBLIC.rglob("*.dzn")) if "sickness" not in str(path)]
    for path in files:
        _public(path)
    for path in files:
        if path.stem == "gg21_24x7":
            _fairest(dzn.read(path))
    for workers in (25, 50, 75, 100):
        for seed in (1, 2, 3):
            _made_up(workers, seed)


def made_up(workers: int, seed: int) -> Rotation:
    """Make a problem with three shifts whose need is taken from a random cycle's size; it may be infeasible."""
    dice = random.Random(seed * 1000 + workers)
    shifts = (Shift("D", 360, 480, 2, 5), Shift("A", 840, 480, 2, 5), Shift("N", 1320, 480, 2, 4))
    shares = (dice.uniform(0.2, 0.26), dice.uniform(0.18, 0.24), dice.uniform(0.14, 0.2))
    weekend = dice.uniform(0.6, 1.0)
    need = tuple(
        tuple(max(1, round(workers * part * (weekend if day > 4 else 1))) for day in range(DAYS)) for part in shares
    )
    return Rotation(workers, shifts, need, 3, 6, 1, 4, rests(shifts, 11))


def _public(path: Path) -> None:
    began = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "hantong_planning.rostering",
        "rotating",
        str(path),
        "--time-limit-s",
        "10",
        "--json",
    ]
    subprocess.run(command, check=True, capture_output=True)
    outside_s = time.perf_counter() - began
    plan = solve(dzn.read(path), time_limit_s=10, fair_s=0)
    share = plan.decided_s / LIMIT_S
    print(
        f"{path.stem:26} {_words(dzn.read(path), plan)}; decided in {plan.decided_s:.2f} s, {share:.2f} of the limit;"
    )
    print(f"{'':26} the command from outside, fairness included: {outside_s:.2f} s")


def _fairest(rotation: Rotation) -> None:
    plan = solve(rotation, time_limit_s=FAIR_LIMIT_S)
    quick = solve(rotation, time_limit_s=FAIR_LIMIT_S, fair_s=0)
    print(f"fairest of {rotation.workers}: {plan.fairness}\n  proven: {', '.join(plan.proven)}; {plan.seconds:.1f} s")
    print(f"  peer, the first roster that keeps the rules: {quick.fairness}")


def _made_up(workers: int, seed: int) -> None:
    rotation = made_up(workers, seed)
    plan = solve(rotation, time_limit_s=NAIVE_LIMIT_S, fair_s=0)
    print(f"made up, {workers} staff, seed {seed}: {_words(rotation, plan)} in {plan.decided_s:.2f} s")


def _words(rotation: Rotation, plan: Plan) -> str:
    if plan.status != "feasible":
        return f"{plan.status}{' (proof)' if plan.status == 'infeasible' else ''}"
    return f"feasible, {len(violations(rotation, plan.schedule))} rules broken"
