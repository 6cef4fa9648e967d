"""A place without a history: its level, factors and profile are borrowed from similar places until it has its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy

from hantong_planning.errors import Nonsense, finite
from hantong_planning.forecast.problem import (
    Days,
    Floats,
    History,
    Holidays,
    Prior,
    Problem,
    next_open_days,
    usual_weekdays,
    weekday,
)
from hantong_planning.forecast.solve import LONGEST_HISTORY_D, Forecast, forecast


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a place: how many live there, and traits (positive numbers) that make places alike."""

    population: float
    traits: Mapping[str, float]

    def __post_init__(self) -> None:
        finite("population", self.population, above=0)
        for name, value in self.traits.items():
            finite(name, value, above=0)


def similarities(new: Place, others: Sequence[Place]) -> Floats:
    """Return the weight of each other place: exp(−½ d²), d the distance of log traits and log population in their spreads."""
    names = sorted(new.traits)
    if any(set(names) - set(other.traits) for other in others):
        raise Nonsense("traits", f"must be known of every place: {', '.join(names)}")
    points = numpy.log([[place.population, *(place.traits[name] for name in names)] for place in (new, *others)])
    spread = numpy.maximum(points.std(axis=0), 0.1)
    distance = (((points[1:] - points[0]) / spread) ** 2).mean(axis=1)
    weights: Floats = numpy.exp(-0.5 * distance)
    return numpy.asarray(weights / weights.sum())


def prior_from(new: Place, others: Sequence[tuple[Place, History]], holidays: Holidays) -> Prior:
    """Return what similar places teach: calls per head, factors and profile, with the spread between places.

    The spread of a factor is that between places plus that within them, and widened for few places, so that a forecast
    without own data is honest about its error. Wrong if the new place serves its people in another way (opening times,
    languages, a call centre next door).

    Raises Nonsense for fewer than two places, or places whose intervals differ.
    """
    if len(others) < 2:
        raise Nonsense("like", "must name at least two similar places")
    if len({tuple(history.starts_min.tolist()) for _, history in others}) > 1:
        raise Nonsense("starts_min", "must be the same for all similar places")
    weights = similarities(new, [place for place, _ in others])
    made = [forecast(Problem(history, next_open_days(history, holidays, 1), holidays)) for _, history in others]
    mean, spread = {}, {}
    few = 1.0 + 1.0 / float(1 / (weights**2).sum())
    for name in {name for found in made for name in found.belief} - {"excess"}:
        own = [(w, i) for i, w in enumerate(weights) if name in made[i].belief]
        share = numpy.array([w for w, _ in own]) / sum(w for w, _ in own)
        per_head = [_per_head(new, *others[i], made[i]) if name == "level" else 0.0 for _, i in own]
        values = numpy.array([made[i].belief[name][0] for _, i in own]) - per_head
        within = numpy.array([made[i].belief[name][1] for _, i in own])
        mean[name] = float(share @ values)
        between = float(share @ (values - mean[name]) ** 2)
        spread[name] = math.sqrt(few * between + float(share @ within**2)) if len(own) > 1 else 0.3
    profile = numpy.tensordot(weights, numpy.stack([found.profile for found in made]), axes=1)
    return Prior(mean, spread, profile)


def _per_head(new: Place, other: Place, history: History, made: Forecast) -> float:
    """Return what must be taken from another place's log level: its greater population, less what its trend has added."""
    years = (
        float((history.last(LONGEST_HISTORY_D).days[-1] - history.last(LONGEST_HISTORY_D).days[0]).astype(int)) / 365.25
    )
    return math.log(other.population / new.population) - made.belief.get("trend", (0.0, 0.0))[0] * years


def forecast_new(
    new: Place,
    others: Sequence[tuple[Place, History]],
    *,
    days: Days,
    holidays: Holidays,
    own: History | None = None,
) -> Forecast:
    """Forecast a new place for `days`, from its own first days if there are any, and similar places."""
    prior = prior_from(new, others, holidays)
    history = own if own is not None else _blank(others, days[0])
    return forecast(Problem(history, days, holidays, prior=prior))


def _blank(others: Sequence[tuple[Place, History]], before: numpy.datetime64) -> History:
    """Return a week in which nothing was recorded, on the weekdays on which the others are usually open."""
    pattern = others[0][1]
    week = numpy.arange(before - 7, before)
    is_open = numpy.any([usual_weekdays(history.days) for _, history in others], axis=0)
    days = week[is_open[weekday(week)]]
    counts = numpy.full((len(days), len(pattern.starts_min)), numpy.nan)
    return History(days, counts, pattern.starts_min, pattern.every_min, "new place")
