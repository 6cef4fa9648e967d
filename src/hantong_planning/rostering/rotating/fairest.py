"""The fairest cycle: each measure in turn is a tighter network, and a network without a circulation is a proof."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from hantong_planning.rostering.rotating.circulation import FEASIBLE, INFEASIBLE, UNKNOWN, Circulation, Flow
from hantong_planning.rostering.rotating.fairness import fairness
from hantong_planning.rostering.rotating.problem import SATURDAY, SUNDAY, Rotation
from hantong_planning.rostering.rotating.tour import euler_tour, exchanged, weeks
from hantong_planning.rostering.rotating.walk import Evenness, Network, Share, network

Proven = Literal["worked_weekends", "longest_wait_weeks", "night_lead", "weekend_lead"]
Cycle = tuple[tuple[int, ...], ...]
EXCHANGES = 300
ARCS_PER_S = 20_000
PATIENCE_SHARE = 0.6


class Search:
    """The best cycle so far, the evenness that has been reached, and what is proven of it."""

    def __init__(self, rotation: Rotation, first: Cycle, seed: int, remaining_s: Callable[[], float]) -> None:
        self.rotation, self.seed, self.remaining_s = rotation, seed, remaining_s
        self.best, self.score = first, fairness(rotation, first)
        self.evenness = Evenness()
        self.base_arcs = len(network(rotation).tails)
        self.proven: list[Proven] = []
        self._dice = random.Random(seed)  # noqa: S311  (a search, not a secret)

    @property
    def free_weekends(self) -> int:
        """Give how many weekends of the best cycle are free."""
        return self.rotation.workers - self.score.worked_weekends

    def most_free_weekends(self) -> None:
        """Find the cycle with the most free weekends; never more than are off on Saturday, or on Sunday."""
        bound = min(self.rotation.off_on(SATURDAY), self.rotation.off_on(SUNDAY))
        if self.free_weekends == bound or self._solve(self.evenness, self.remaining_s(), is_preferring=True).is_best:
            self.proven.append("worked_weekends")

    def shortest_wait(self) -> None:
        """Find the shortest wait for a free weekend."""
        if not self.free_weekends:
            return
        least = -(-self.rotation.workers // self.free_weekends)
        waits = range(least, self.score.longest_wait_weeks)
        candidates = [replace(self.evenness, weekend_free_every=weeks_n) for weeks_n in waits]
        self._tighten(
            "longest_wait_weeks", candidates, lambda e: self.score.longest_wait_weeks <= (e.weekend_free_every or 0)
        )
        self.evenness = replace(self.evenness, weekend_free_every=self.score.longest_wait_weeks)

    def evenest_nights(self) -> None:
        """Find the nights nearest to an even share over any stretch of weeks."""
        nights = sum(sum(self.rotation.need[s]) for s in self.rotation.nights)
        shares = _shares(nights, self.rotation.workers, self.score.night_lead)
        candidates = [replace(self.evenness, nights=share) for share in shares]
        self._tighten(
            "night_lead", candidates, lambda e: e.nights is not None and self.score.night_lead <= e.nights.lead
        )
        self.evenness = replace(self.evenness, nights=_share(nights, self.rotation.workers, self.score.night_lead))

    def evenest_weekends(self) -> None:
        """Find the free weekends nearest to an even share over any stretch of weeks."""
        shares = _shares(self.free_weekends, self.rotation.workers, self.score.weekend_lead)
        candidates = [replace(self.evenness, weekends=share) for share in shares]
        self._tighten(
            "weekend_lead", candidates, lambda e: e.weekends is not None and self.score.weekend_lead <= e.weekends.lead
        )

    def _tighten(self, measure: Proven, evennesses: Sequence[Evenness], is_reached: Callable[[Evenness], bool]) -> None:
        """Go from the tightest candidate to looser ones: one step after a proof, half way after a failure in time."""
        is_proof, low, high = True, 0, len(evennesses)
        while low < high and self.remaining_s() > 0:
            flow = self._solve(evennesses[low], self.remaining_s() * PATIENCE_SHARE)
            if flow.status == FEASIBLE:
                high = next(k for k, evenness in enumerate(evennesses) if is_reached(evenness))
            elif flow.status == INFEASIBLE:
                low += 1
            else:
                is_proof, low = False, (low + high) // 2 + 1
        if is_proof and low >= high:
            self.proven.append(measure)

    def _solve(self, evenness: Evenness, time_s: float, *, is_preferring: bool = False) -> Flow:
        end_s = self.remaining_s() - time_s
        if self._size(evenness) > time_s * ARCS_PER_S:
            return Flow(UNKNOWN)
        net = network(self.rotation, evenness)
        programme = Circulation(self.rotation, net, seed=self.seed)
        programme.keep_free_weekends(self.free_weekends)
        if is_preferring:
            programme.prefer_free_weekends()
        flow = programme.solve(lambda: self.remaining_s() - end_s)
        if flow.status == FEASIBLE:
            self._keep_best(net, flow)
        return flow

    def _size(self, evenness: Evenness) -> int:
        """Guess the arcs of a network from above: an attempt that cannot end in time is not begun."""
        every = evenness.weekend_free_every or 1
        levels = [share.most + 1 for share in (evenness.nights, evenness.weekends) if share]
        return self.base_arcs * every * math.prod(levels)

    def _keep_best(self, net: Network, flow: Flow) -> None:
        """Keep the fairest tour of a circulation, climbing by exchanges, if it is fairer than the best so far."""
        tour = euler_tour(net, flow.times)
        cycle = weeks(net, tour)
        score = fairness(self.rotation, cycle)
        for _ in range(EXCHANGES):
            if self.remaining_s() <= 0:
                break
            other = exchanged(net, tour, self._dice)
            other_cycle = weeks(net, other)
            if (other_score := fairness(self.rotation, other_cycle)) <= score:
                tour, cycle, score = other, other_cycle, other_score
        if score < self.score:
            self.best, self.score = cycle, score


def fairest(
    rotation: Rotation, first: Cycle, *, seed: int, remaining_s: Callable[[], float]
) -> tuple[Cycle, tuple[Proven, ...]]:
    """Return the fairest cycle found in the time and the measures that are proven best, given those before them."""
    search = Search(rotation, first, seed, remaining_s)
    for step in (search.most_free_weekends, search.shortest_wait, search.evenest_nights, search.evenest_weekends):
        if remaining_s() <= 0:
            break
        step()
    return search.best, tuple(search.proven)


def _shares(total: int, workers: int, reached: Fraction) -> list[Share]:
    """Give what may be allowed, from the least that any sequence of whole numbers needs to below what is reached."""
    scale = Fraction(total, workers).denominator
    return [_share(total, workers, Fraction(most, scale)) for most in range(scale - 1, int(reached * scale))]


def _share(total: int, workers: int, lead: Fraction) -> Share:
    mean = Fraction(total, workers)
    return Share(scale=mean.denominator, per_week=mean.numerator, most=int(lead * mean.denominator))
