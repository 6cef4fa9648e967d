"""The calls of one interval, drawn by name and put in order of time."""

from __future__ import annotations

import numpy as np

from hantong_planning.simulate.compiled import inner
from hantong_planning.simulate.floor import FULL, Floor, Rules
from hantong_planning.simulate.randomness import DAY, LUCK, branch, factor, poisson, uniform

EVERYBODY = np.uint64(0x5DEECE66D)


@inner
def draw_day(rules: Rules, floor: Floor, seed_key: np.uint64, day: int) -> None:
    """Draw the day's factor of each class: its own times everybody's."""
    common = factor(branch(branch(seed_key, EVERYBODY), day), rules.common_spread)
    for c in range(rules.kinds.size):
        own = branch(branch(seed_key ^ rules.kinds[c].key, DAY), day)
        floor.day_factor[c] = common * factor(own, rules.kinds[c].day_cv)


@inner
def draw_interval(rules: Rules, floor: Floor, seed_key: np.uint64, interval: int) -> int:
    """Draw the interval's calls into the sorted inbox (times as shares of the interval) and return how many there are."""
    count = 0
    phase = rules.phase_of[interval]
    for c in range(rules.kinds.size):
        mean = rules.rate[c, phase]
        if mean <= 0.0:
            continue
        cell = branch(seed_key ^ rules.kinds[c].key, interval)
        mean *= floor.day_factor[c]
        if rules.kinds[c].interval_cv > 0.0:
            mean *= factor(branch(cell, LUCK), rules.kinds[c].interval_cv)
        more = poisson(cell, mean)
        if count + more > floor.inbox.size:
            floor.whole[FULL] = 1
            return 0
        for k in range(more):
            key = branch(cell, k)
            floor.inbox[count].at = uniform(key, 0)
            floor.inbox[count].kind = c
            floor.inbox[count].key = key
            count += 1
    _sort(floor, count)
    return count


@inner
def _sort(floor: Floor, count: int) -> None:
    """Sort by buckets, one per call on average, then by insertion within them: linear time for uniform moments."""
    bucket = floor.bucket
    for b in range(count + 1):
        bucket[b] = 0
    for k in range(count):
        bucket[int(floor.inbox[k].at * count) + 1] += 1
    for b in range(count):
        bucket[b + 1] += bucket[b]
    for k in range(count):
        b = int(floor.inbox[k].at * count)
        at = bucket[b]
        bucket[b] += 1
        floor.sorted[at].at = floor.inbox[k].at
        floor.sorted[at].kind = floor.inbox[k].kind
        floor.sorted[at].key = floor.inbox[k].key
    for k in range(1, count):
        _insert(floor, k)


@inner
def _insert(floor: Floor, k: int) -> None:
    at, c, key = floor.sorted[k].at, floor.sorted[k].kind, floor.sorted[k].key
    j = k - 1
    while j >= 0 and floor.sorted[j].at > at:
        floor.sorted[j + 1].at = floor.sorted[j].at
        floor.sorted[j + 1].kind = floor.sorted[j].kind
        floor.sorted[j + 1].key = floor.sorted[j].key
        j -= 1
    floor.sorted[j + 1].at, floor.sorted[j + 1].kind, floor.sorted[j + 1].key = at, c, key
