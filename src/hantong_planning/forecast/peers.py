"""The naive forecasts that every forecast must beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy

from hantong_planning.forecast.problem import Floats, History

Peer = Callable[[History, int], Floats]


def _median_of_last(count: int) -> Peer:
    def peer(history: History, number: int) -> Floats:
        rows = history.counts[history.weekdays == number][-count:]
        if not len(rows):
            rows = history.counts[-count:]
        found: Floats = numpy.nanmedian(numpy.where(numpy.isnan(rows).all(axis=0), 0.0, rows), axis=0)
        return found

    return peer


PEERS: Mapping[str, Peer] = {
    "seasonal_naive": _median_of_last(1),
    "median_of_last_4_same_weekdays": _median_of_last(4),
    "median_of_last_6_same_weekdays": _median_of_last(6),
}
