"""Random numbers by name instead of by order: each call draws from its own key, so that changing one thing changes no other.

A draw is a hash (the SplitMix64 finaliser) of seed, replication, class, interval and number of the call. Two scenarios with the same
seed therefore see the *same* calls (common random numbers), and a higher arrival rate adds calls without touching the others.

Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, doi:10.1145/2660193.2660195;
the normal quantile is Wichura's algorithm AS 241, Applied Statistics 37 (1988), doi:10.2307/2347330.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from hantong_planning.simulate.compiled import inner

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
TO_UNIT = 2.0**-52
HALF_STEP = 2.0**-53
LARGEST_MEAN = 500.0
# What a draw is for; a leg (after a transfer) begins anew at LEG * its number.
HANDLING, PATIENCE, TRANSFER, ACCEPTS, DIVERTED, LEG = 1, 2, 3, 4, 5, 64
COUNT, DAY, LUCK = 1 << 40, 1 << 41, 1 << 42
NEVER, EXPONENTIAL, LOGNORMAL, FIXED, GAMMA, WEIBULL, TABLE = 0, 1, 2, 3, 4, 5, 6


@inner
def mixed(key: np.uint64) -> np.uint64:
    """Return a key scrambled so that neighbours have nothing in common."""
    key = (key ^ (key >> np.uint64(30))) * MIX_1
    key = (key ^ (key >> np.uint64(27))) * MIX_2
    return np.uint64(key ^ (key >> np.uint64(31)))


@inner
def branch(key: np.uint64, number: int) -> np.uint64:
    """Return the key of the `number`-th thing under `key`."""
    return np.uint64(mixed(key + (np.uint64(number) + np.uint64(1)) * GOLDEN))


@inner
def uniform(key: np.uint64, number: int) -> float:
    """Return a number strictly between 0 and 1."""
    return np.float64(branch(key, number) >> np.uint64(12)) * TO_UNIT + HALF_STEP


@inner
def normal(share: float) -> float:
    """Return the standard normal quantile of `share`, to 1e-15 relative (AS 241)."""
    q = share - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = (
            ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
            + 45921.953931549871457
        ) * r
        top = (
            ((top + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745
        ) * r + 3.387132872796366608
        low = (
            ((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867
        ) * r
        low = (((low + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1.0
        return q * top / low
    return float(_normal_tail(q, share))


@inner
def _normal_tail(q: float, share: float) -> float:
    r = math.sqrt(-math.log(share if q < 0 else 1.0 - share))
    if r <= 5.0:
        r -= 1.6
        top = (
            ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
            + 1.27045825245236838258
        ) * r
        top = (
            ((top + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        low = (
            ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
            + 0.14810397642748007459
        ) * r
        low = (((low + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1.0
    else:
        r -= 5.0
        top = (
            ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
            + 0.026532189526576123093
        ) * r
        top = (
            ((top + 0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        low = (
            ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
            + 7.868691311456132591e-4
        ) * r
        low = (((low + 0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1.0
    return -top / low if q < 0 else top / low


@inner
def gamma(key: np.uint64, shape: float) -> float:
    """Return a gamma number of mean `shape` (Marsaglia and Tsang, 2000, doi:10.1145/358407.358414)."""
    boost = 1.0
    if shape < 1.0:
        boost = uniform(key, 0) ** (1.0 / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    number = 1
    while True:
        x = normal(uniform(key, number))
        v = (1.0 + c * x) ** 3
        if v > 0.0 and math.log(uniform(key, number + 1)) < 0.5 * x * x + d - d * v + d * math.log(v):
            return float(d * v * boost)
        number += 2


@inner
def factor(key: np.uint64, cv: float) -> float:
    """Return a gamma factor with mean 1 and coefficient of variation `cv`."""
    if cv <= 0.0:
        return 1.0
    shape = 1.0 / (cv * cv)
    return float(gamma(key, shape) / shape)


@inner
def poisson(key: np.uint64, mean: float) -> int:
    """Return a Poisson number that never falls when `mean` rises (inverse transform, in portions of 500)."""
    count = 0
    portion = 0
    while mean > 0.0:
        part = min(mean, LARGEST_MEAN)
        mean -= part
        share = uniform(key, COUNT + portion)
        portion += 1
        term = math.exp(-part)
        total = term
        here = 0
        while share > total and (term > 0.0 or here < part):
            here += 1
            term *= part / here
            total += term
            if here > part and term < 1e-18:
                break
        count += here
    return count


@inner
def duration(kind: int, a: float, b: float, table: NDArray[np.float64], key: np.uint64, number: int) -> float:
    """Return a duration in seconds of the coded distribution (`problem.Duration.coded`), by inverse transform but for gamma."""
    if kind == LOGNORMAL:
        return math.exp(a + b * normal(uniform(key, number)))
    if kind == EXPONENTIAL:
        return -a * math.log(uniform(key, number))
    if kind == GAMMA:
        return float(gamma(branch(key, number), a) * b)
    if kind == WEIBULL:
        return float(a * (-math.log(uniform(key, number))) ** b)
    if kind == TABLE:
        return float(_from_table(a, b, table, uniform(key, number)))
    return a if kind == FIXED else math.inf


@inner
def _from_table(first: float, count: float, table: NDArray[np.float64], share: float) -> float:
    place = share * (count - 1.0)
    at = int(first) + int(place)
    return float(table[at] + (place - int(place)) * (table[at + 1] - table[at]))
