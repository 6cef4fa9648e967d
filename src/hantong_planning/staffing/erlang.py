"""Erlang B, C and A for one queue: every figure that is read of it, each with its denominator."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from scipy import optimize

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.staffing.problem import MODELS, MOST_AGENTS, Load, Model
from hantong_planning.staffing.waits import Impatient, Lost, Nobody, Patient, Wait, blocked

Who = Literal["all", "waiting", "answered", "abandoned", "offered"]
WHO: tuple[Who, ...] = ("all", "waiting", "answered", "abandoned", "offered")


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """The three shares that are all called "service level", for one threshold T; None where nothing is left to divide by.

    of_offered: answered within T / all calls. of_answered: answered within T / answered calls.
    without_early_abandons: answered within T / all calls but those that gave up within T.
    """

    of_offered: float
    of_answered: float | None
    without_early_abandons: float | None


@dataclass(frozen=True, slots=True)
class Measures:
    """One queue in steady state; shares are of all offered calls, means over all offered calls unless said."""

    model: Model
    agents: int
    offered_erlang: float
    p_wait: float
    p_abandon: float
    mean_wait_s: float
    mean_wait_of_answered_s: float | None
    mean_wait_of_abandoned_s: float | None
    mean_wait_of_waiting_s: float | None
    mean_queue: float
    occupancy: float | None
    within_s: float
    p_wait_over: float
    service_level: ServiceLevel


def wait(load: Load, agents: int, model: Model) -> Wait:
    """Return the law of the wait. Raises Nonsense for a model without its inputs or Erlang C without enough agents."""
    agents = whole("agents", agents)
    if agents > MOST_AGENTS:
        raise Nonsense("agents", f"must be at most {MOST_AGENTS}, not {agents}")
    if model not in MODELS:
        raise Nonsense("model", f"must be one of {', '.join(MODELS)}, not {model}")
    erlang = load.offered_erlang
    if model == "b":
        return Lost(blocked(agents, erlang))
    if model == "a" and math.isfinite(load.patience_s):
        if not agents:
            return Nobody(load.patience_s)
        return Impatient(agents, erlang, load.handling_s, load.patience_s) if erlang else Patient(0.0, load.handling_s)
    if agents <= erlang:
        fewest = max(1, math.floor(erlang) + 1)
        words = (
            f"must be above the {erlang:g} erlang offered, at least {fewest}: nobody gives up, so the queue never ends"
        )
        raise Nonsense("agents", words)
    return Patient.of(agents, erlang, load.handling_s)


def measure(load: Load, agents: int, *, model: Model = "a", within_s: float = 20.0) -> Measures:
    """Return every figure of `agents` facing `load`.

    Parameters
    ----------
    load : Load
        Arrivals per hour, handling in seconds and, for model a, mean patience in seconds (∞ gives Erlang C).
    agents : int
        n ≥ 0 people who do nothing else; above the offered load for Erlang C.
    model : {"a", "b", "c"}
        a: callers give up; b: nobody can wait; c: nobody gives up.
    within_s : float
        The threshold T of the service levels, in seconds.

    Returns
    -------
    Measures
        Relative error about 1e-12 for any size up to 1e10 erlang; less if a million callers meet each agent.

    Notes
    -----
    P(W>0) = λJ/(ε + λJ), P(ab) = λ∫(1 − e^−θt)e^G(t)dt/(ε + λJ), E[W] = P(ab)/θ with ε = 1/B(n−1, a), J = ∫e^G(t)dt and
    G(t) = λ(1 − e^−θt)/θ − nμt; Erlang C is the limit λJ = a/(n − a). Wrong when the rate changes within a handling
    time (use `varying`), when the same day is busier than another by more than chance (use `uncertain`), when the
    handling times vary far more than exponential ones (simulate), or when callers who gave up try again.

    Source: Erlang (1917); Palm, *Research on telephone traffic carried by full availability groups* (1957);
    Mandelbaum and Zeltyn (2007); Garnett, Mandelbaum and Reiman (2002), doi:10.1287/msom.4.3.208.7753.
    """
    within, agents = finite("within_s", within_s, least=0), whole("agents", agents)
    law = wait(load, agents, model)
    answered, gone = law.mean_waits_s()
    carried = load.offered_erlang * law.answered_within(math.inf)
    return Measures(
        model=model,
        agents=agents,
        offered_erlang=load.offered_erlang,
        p_wait=law.p_wait,
        p_abandon=law.p_abandon,
        mean_wait_s=law.mean_wait_s,
        mean_wait_of_answered_s=answered,
        mean_wait_of_abandoned_s=gone,
        mean_wait_of_waiting_s=law.mean_wait_s / law.p_wait if law.p_wait else None,
        mean_queue=load.arrivals_per_h / 3600 * law.mean_wait_s,
        occupancy=carried / agents if agents else None,
        within_s=within,
        p_wait_over=law.over(within),
        service_level=service_level(law, within),
    )


def service_level(law: Wait, within_s: float) -> ServiceLevel:
    """Return the three service levels of a wait."""
    in_time, late, waiting = law.answered_within(within_s), law.answered_after(within_s), law.over(within_s)
    answered, known = in_time + late, in_time + waiting
    return ServiceLevel(in_time, in_time / answered if answered else None, in_time / known if known else None)


def quantile(law: Wait, share: float, who: Who = "all") -> float | None:
    """Return the wait in seconds that `share` of callers does not exceed; None if there are no such callers or no such wait.

    Parameters
    ----------
    law : Wait
        As from `wait`.
    share : float
        0 ≤ share < 1.
    who : {"all", "waiting", "answered", "abandoned", "offered"}
        Whose wait: of all calls, of those that do not get through at once, of the answered, of those who gave up, or
        of somebody with endless patience.
    """
    number = finite("share", share, least=0)
    if number >= 1:
        raise Nonsense("share", f"must be below 1, not {number:g}: the longest wait has no bound")
    tail = _tail(law, who)
    everybody = 1.0 if who in {"all", "offered"} else law.answered_within(math.inf) if who == "answered" else tail(0.0)
    if everybody <= 0:
        return None
    left = (1 - number) * everybody
    if tail(0.0) <= left:
        return 0.0
    hi = 1.0
    while tail(hi) > left:
        hi *= 2
        if hi > 1e30:
            return None
    return float(optimize.brentq(lambda t: tail(t) - left, 0.0, hi, xtol=1e-20 * hi, rtol=1e-14))


def quantiles(law: Wait, shares: Sequence[float]) -> dict[Who, list[float | None]]:
    """Return the quantiles of everybody's wait, in seconds, in the order of `shares`."""
    return {who: [quantile(law, share, who) for share in shares] for who in WHO}


def _tail(law: Wait, who: Who) -> Callable[[float], float]:
    tails = {
        "all": law.over,
        "waiting": law.over,
        "answered": law.answered_after,
        "abandoned": law.abandoned_after,
        "offered": law.offered_over,
    }
    return tails[who]
