"""Shift design: paid hours beside the bound, for a day and for weeks of a province's size."""

import math

from hantong_planning.rostering.design.check import violations
from hantong_planning.rostering.design.problem import Break, Design, ShiftKind
from hantong_planning.rostering.design.solve import solve

HALF_HOURS = 48
CASES = ((1, 30, 10.0), (7, 12, 20.0), (7, 40, 20.0))


def main() -> None:
    """Print paid hours, bound and their ratio; the peer is what the need itself sums to."""
    kinds = (
        ShiftKind("full", (480, 540), tuple(range(0, 1440, 30)), (Break(60, 180, 360),)),
        ShiftKind("short", (240,), tuple(range(0, 1440, 60))),
    )
    for days, peak, limit_s in CASES:
        design = Design(curve(days, peak), 30, kinds)
        plan = solve(design, time_limit_s=limit_s)
        gap = plan.paid_h / plan.bound_h - 1
        print(
            f"{days} day(s), at most {peak}: {plan.paid_h:g} h paid, bound {plan.bound_h:g} h (+{gap:.1%}),"
            f" need {sum(design.whole_need) / 2:g} h; {plan.seconds:.1f} s, {len(violations(design, plan))} violations"
        )


def curve(days: int, peak: float) -> tuple[float, ...]:
    """Give a week of half-hours: a quarter of the peak at night, half as many at the weekend."""
    day = [0.25 + 0.75 * max(0.0, math.sin((k / 2 - 7) / 13 * math.pi)) for k in range(HALF_HOURS)]
    return tuple(round(peak * (1.0 if d < 5 else 0.5) * level, 2) for d in range(days) for level in day)
