"""Personal rosters on the public Curtois-Qu instances, beside the published ten-minute records and a bound.

`HANTONG_BENCH_S=600 HANTONG_BENCH_INSTANCES=8,12 python -m bench.planning curtois`; 60 s each without it.
"""

import os
from pathlib import Path

from hantong_planning.rostering.curtois.check import violations
from hantong_planning.rostering.curtois.solve import solve
from hantong_planning.rostering.curtois.text import read_text

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "rostering" / "curtois_qu"
PEERS = {
    1: ("best known", 607),
    2: ("best known", 828),
    3: ("best known", 1001),
    4: ("best known", 1716),
    5: ("best known", 1143),
    7: ("best known", 1056),
    8: ("ten minutes", 1364),
    10: ("best known", 4631),
    12: ("ten minutes", 4042),
    13: ("ten minutes", 3109),
    15: ("ten minutes", 4144),
    18: ("ten minutes", 5049),
    19: ("ten minutes", 3974),
}


def main() -> None:
    """Solve the instances that are there and print penalty, bound and gap beside the published value."""
    limit_s = float(os.environ.get("HANTONG_BENCH_S", "60"))
    wanted = os.environ.get("HANTONG_BENCH_INSTANCES")
    numbers = [int(word) for word in wanted.split(",")] if wanted else sorted(PEERS)
    print(f"{limit_s:g} s each, two processes: instance, penalty, bound, gap, seconds, published, ratio")
    for number in numbers:
        file = DATA / f"Instance{number}.txt"
        if not file.exists():
            print(f"{number}: the public instance is not here")
            continue
        problem = read_text(file.read_text())
        plan = solve(problem, seed=1, time_limit_s=limit_s)
        assert not violations(problem, plan.roster)
        kind, peer = PEERS.get(number, ("none", 0))
        ratio = f"{plan.penalty / peer:.4f}" if peer else "–"
        print(
            f"{number}: {plan.penalty} {plan.bound} {100 * plan.gap_share:.2f} % {plan.seconds:.0f} s "
            f"{kind} {peer or '–'} {ratio}",
            flush=True,
        )
