"""How long something takes: the distributions of handling and patience."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from scipy.optimize import brentq

from hantong_planning.errors import Nonsense, finite
from hantong_planning.simulate.randomness import EXPONENTIAL, FIXED, GAMMA, LOGNORMAL, NEVER, TABLE, WEIBULL

KINDS = ("exponential", "lognormal", "gamma", "weibull", "fixed", "values")

LEAST_CV, MOST_CV = 1e-4, 100


def variation(field: str, cv: float) -> float:
    """Return a coefficient of variation. Raises Nonsense unless it is 0 or one that can be drawn."""
    if not (cv == 0 or LEAST_CV <= cv <= MOST_CV):
        raise Nonsense(field, f"must be 0 or between {LEAST_CV:g} and {MOST_CV:g}, not {cv:g}")
    return cv


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A positive random time in seconds.

    `kind` is exponential (cv 1), lognormal, gamma, weibull (by `mean_s` and `cv`), fixed, or values: a smooth curve through the
    sorted quantiles `values_s`, equally spaced from the least to the greatest.
    """

    kind: str
    mean_s: float = 0.0
    cv: float = 1.0
    values_s: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Nonsense("kind", f"must be one of {', '.join(KINDS)}, not {self.kind!r}")
        if self.kind == "values":
            if len(self.values_s) < 2:
                raise Nonsense("values_s", "must hold at least two quantiles, the least and the greatest")
            for place, value in enumerate(self.values_s):
                finite(f"values_s[{place}]", value, least=0)
            return
        finite("mean_s", self.mean_s, above=0)
        variation("cv", finite("cv", self.cv, above=0))
        if self.kind == "exponential" and self.cv != 1:
            raise Nonsense("cv", f"of an exponential time is 1, not {self.cv:g}; take lognormal, gamma or weibull")
        if self.kind == "weibull" and not 0.05 <= self.cv <= 20:
            raise Nonsense("cv", f"of a weibull time must lie between 0.05 and 20, not {self.cv:g}")

    @property
    def mean(self) -> float:
        """The mean in seconds."""
        if self.kind != "values":
            return self.mean_s
        sorted_s = sorted(self.values_s)
        return sum((a + b) / 2 for a, b in pairwise(sorted_s)) / (len(sorted_s) - 1)

    def coded(self, table: list[float]) -> tuple[int, float, float]:
        """Return the code and two numbers that the event loop draws from; append quantiles to `table`."""
        if self.kind == "exponential":
            return EXPONENTIAL, self.mean_s, 0.0
        if self.kind == "fixed":
            return FIXED, self.mean_s, 0.0
        if self.kind == "lognormal":
            variance = math.log1p(self.cv**2)
            return LOGNORMAL, math.log(self.mean_s) - variance / 2, math.sqrt(variance)
        if self.kind == "gamma":
            return GAMMA, 1 / self.cv**2, self.mean_s * self.cv**2
        if self.kind == "weibull":
            inverse = _weibull_inverse_shape(self.cv)
            return WEIBULL, self.mean_s / math.gamma(1 + inverse), inverse
        table.extend(sorted(self.values_s))
        return TABLE, float(len(table) - len(self.values_s)), float(len(self.values_s))


def coded(duration: Duration | None, table: list[float]) -> tuple[int, float, float]:
    """Return the code of a duration; None lasts for ever."""
    return (NEVER, 0.0, 0.0) if duration is None else duration.coded(table)


def _weibull_inverse_shape(cv: float) -> float:
    def gap(inverse: float) -> float:
        return math.lgamma(1 + 2 * inverse) - 2 * math.lgamma(1 + inverse) - math.log1p(cv**2)

    return float(brentq(gap, 1e-3, 60.0))
