"""The search for tours: anneal, join the best tours of all states into one plan, anneal again."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy

from hantong_planning.errors import finite, whole
from hantong_planning.outreach.tours.field import field_of, visits
from hantong_planning.outreach.tours.join import joined
from hantong_planning.outreach.tours.moves import Crew, Field, Ints, Tours, copy, empty, put_in
from hantong_planning.outreach.tours.problem import TourPlan, TourProblem
from hantong_planning.outreach.tours.search import Heat, Store, anneal

TRIAL_ROUNDS = 500
STORED = 30_000
SLICES = 25
AGAIN = 0.3  # how warm the last annealing begins, beside the first
HOT_SHARE, COLD_SHARE = 0.5, 0.02  # temperatures as shares of the mean score of a place
SHORTER_SHARE = 0.5  # what a whole day of travel saved is worth, as a share of the mean score


def solve(problem: TourProblem, *, seed: int = 1, time_limit_s: float = 10, rounds: int | None = None) -> TourPlan:
    """Find tours of great total score.

    Ruin and recreate (strings of neighbouring stops are taken out, absent places put in where they cost least) under
    simulated annealing; then the tours met in good states are joined by a set-packing programme, and the search goes
    on from there. A heuristic: it proves nothing.

    Parameters
    ----------
    rounds
        Rounds of ruin and recreate in all. Given, the same seed finds the same tours on every machine. Not given, as
        many as fit into `time_limit_s`: then the result can differ between machines and moments.

    Source: Christiaens and Vanden Berghe, Slack induction by string removals for vehicle routing problems,
    Transportation Science 54(2), 2020, doi:10.1287/trsc.2019.0914 (ruin and recreate); Vansteenwegen et al., Iterated
    local search for the team orienteering problem with time windows, Computers & Operations Research 36(12), 2009,
    doi:10.1016/j.cor.2009.03.008 (the problem and its instances). Raises Nonsense.
    """
    began = time.perf_counter()
    finite("time_limit_s", time_limit_s, above=0)
    whole("seed", seed)
    if rounds is not None:
        whole("rounds", rounds, least=1)
    field, crew = field_of(problem)
    search = Search.begin(field, crew, seed)
    search.run(time_limit_s=time_limit_s, rounds=rounds)
    numbers = [0, *(place.number for place in problem.places)]
    tours = tuple(tuple(numbers[node] for node in tour) for tour in visits(search.best) if tour)
    seen = {number for tour in tours for number in tour}
    return TourPlan(
        tours=tours,
        score=int(search.best.total[0]),
        travel=int(search.best.total[1]) / 10**problem.decimals,
        rounds=search.rounds,
        seconds=time.perf_counter() - began,
        left_out=tuple(number for number in numbers[1:] if number not in seen),
    )


@dataclass(slots=True)
class Search:
    """The states of one search."""

    field: Field
    crew: Crew
    now: Tours
    best: Tours
    spare: Tours
    store: Store
    random: Ints
    rounds: int = 0

    @classmethod
    def begin(cls, field: Field, crew: Crew, seed: int, *, stored: int = STORED) -> Search:
        """Return a search that has found nothing yet."""
        now = empty(field, crew)
        longest = now.stop.shape[1]
        size, score, team = (numpy.zeros(stored, numpy.int64) for _ in range(3))
        stops, met = numpy.zeros((stored, longest), numpy.int64), numpy.zeros(1, numpy.int64)
        store = Store(stops, size, score, team, met)
        random = numpy.array([0x2545F4914F6CDD1D ^ (seed + 1) * 0x9E3779B97F4A7C1 & (1 << 62) - 1], numpy.int64)
        return cls(field, crew, now, empty(field, crew), empty(field, crew), store, random)

    def run(self, *, time_limit_s: float, rounds: int | None) -> None:
        """Search for so many rounds, or for so long."""
        if rounds is not None:
            self.anneal(rounds * 2 // 5)
            self.anneal(rounds * 2 // 5)
            self.join()
            self.anneal(rounds - 2 * (rounds * 2 // 5), heat=AGAIN, from_best=True)
            return
        loaded = time.perf_counter()
        self.anneal(1)  # compiles, or loads what was compiled
        began = time.perf_counter()
        budget_s = max(time_limit_s - (began - loaded), time_limit_s / 2)
        for _ in range(2):
            self.anneal_for(budget_s * 0.38)
        self.join(time_limit_s=budget_s * 0.08)
        self.anneal_for(budget_s * 0.98 - (time.perf_counter() - began), heat=AGAIN, from_best=True)

    def anneal_for(self, time_limit_s: float, *, heat: float = 1.0, from_best: bool = False) -> None:
        """Anneal once within a time, in slices: each has as many rounds as the one before says there is time for."""
        end, took_s, number = time.perf_counter() + time_limit_s, 0.0, TRIAL_ROUNDS
        for k in range(SLICES):
            began = time.perf_counter()
            if took_s:
                number = int(number / took_s * (end - began) / (SLICES - k))
            if number < 1 or began >= end:
                break
            self.anneal(number, heat=heat, from_best=from_best and k == 0, part=(k / SLICES, (k + 1) / SLICES))
            took_s = max(time.perf_counter() - began, 1e-6)

    def anneal(
        self, rounds: int, *, heat: float = 1.0, from_best: bool = False, part: tuple[float, float] = (0.0, 1.0)
    ) -> None:
        """Anneal from `heat` times the usual temperature down to the coldest, or only a part of that way."""
        if from_best:
            copy(self.now, self.best)
        mean = max(float(self.field.score[self.field.wanted].mean()), 1e-9)
        weight = SHORTER_SHARE * mean / max(float((self.crew.back_by - self.crew.leaves).max()), 1.0)
        hot, fall = HOT_SHARE * heat * mean, COLD_SHARE / (HOT_SHARE * heat)
        cooling = Heat(rounds, hot * fall ** part[0], hot * fall ** part[1], weight)
        anneal(self.field, self.crew, (self.now, self.best, self.spare), self.store, cooling, self.random)
        self.rounds += rounds

    def join(self, *, time_limit_s: float = 1.0) -> None:
        """Put the best tours of all states together, if that beats the best state."""
        chosen = joined(self.store, self.field, teams=len(self.crew.first), time_limit_s=max(time_limit_s, 0.05))
        if sum(int(self.field.score[node]) for tour in chosen for node in tour) <= self.best.total[0]:
            return
        fresh = empty(self.field, self.crew)
        for team, tour in enumerate(chosen):
            for at, node in enumerate(tour):
                put_in(self.field, self.crew, fresh, team, at + 1, node)
        copy(self.best, fresh)
