"""The square-root rules: what a large queue does, from one number, to check the exact answer by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy import optimize, special

from hantong_planning.errors import Nonsense, finite, share
from hantong_planning.staffing.problem import Load

_FAR = 40.0


def beta(agents: int, erlang: float) -> float:
    """Return the square-root safety β in n = a + β√a. Raises Nonsense without load."""
    if erlang <= 0:
        raise Nonsense("arrivals_per_h", "must be above 0: without calls there is no square root of the load")
    return (agents - erlang) / math.sqrt(erlang)


def halfin_whitt(safety: float) -> float:
    """Return the share that waits in a large Erlang C queue with safety β > 0.

    1/(1 + βΦ(β)/φ(β)). Source: Halfin and Whitt (1981), doi:10.1287/opre.29.3.567. Wrong for a handful of agents.
    """
    if safety <= 0:
        return 1.0
    return float(special.expit(_log_density(safety) - special.log_ndtr(safety) - math.log(safety)))


def garnett(safety: float, impatience: float) -> tuple[float, float]:
    """Return the share that waits in a large Erlang A queue, and √a times the share of the waiting that gives up.

    With r = θ/μ = `impatience`, h(x) = φ(x)/(1 − Φ(x)) and b = β/√r: P(W>0) = 1/(1 + √r·h(b)/h(−β)) and
    P(ab | W>0) = √(r/a)·(h(b) − b). Source: Garnett, Mandelbaum and Reiman (2002), doi:10.1287/msom.4.3.208.7753.
    """
    root = math.sqrt(finite("impatience", impatience, above=0))
    scaled = safety / root
    p_wait = special.expit(_log_hazard(-safety) - _log_hazard(scaled) - math.log(root))
    return float(p_wait), root * _hazard_over(scaled)


def agents_by_square_root(load: Load, p_wait: float) -> float | None:
    """Return a + β√a for the β at which the rule of Halfin and Whitt, or Garnett's with patience, gives `p_wait`.

    None where that is below 0 or no β between −40 and 40 (in Garnett's rule, of the slower of handling and patience) does.
    """
    wanted, erlang = share("max_p_wait", p_wait), load.offered_erlang
    if math.isinf(load.patience_s):
        safety = _root(lambda b: halfin_whitt(b) - wanted, 1e-9)
    else:
        r = load.handling_s / load.patience_s
        safety = _root(lambda b: garnett(b, r)[0] - wanted, -_FAR * max(1.0, math.sqrt(r)))
    found = None if safety is None else erlang + safety * math.sqrt(erlang)
    return None if found is None or found < 0 else found


def _root(gap: Callable[[float], float], low: float) -> float | None:
    if gap(low) < 0 or gap(_FAR) > 0:
        return None
    return float(optimize.brentq(gap, low, _FAR))


def _log_hazard(x: float) -> float:
    if x > 0:
        return math.log(math.sqrt(2 / math.pi) / special.erfcx(x / math.sqrt(2)))
    return float(_log_density(x) - special.log_ndtr(-x))


def _hazard_over(x: float) -> float:
    """Return h(x) − x, which for large x is 1/x and hardly anything else."""
    if x > 1000:
        return (1 - 2 / x / x) / x
    return math.exp(_log_hazard(x)) - x


def _log_density(x: float) -> float:
    return -x * x / 2 - math.log(2 * math.pi) / 2
