"""The figures of a set of classes, each a ratio of counts over replications: one definition for reports, comparisons and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from hantong_planning.simulate.floor import (
    ABANDONED,
    ABANDONED_WITHIN,
    ANSWERED,
    ANSWERED_WAIT_S,
    ANSWERED_WITHIN,
    ARRIVED,
    CALL_BACK_WAIT_S,
    CALL_BACKS,
    CALL_BACKS_LOST,
    CALLED_BACK,
    MOVED_IN,
    OFFERED,
    SENT_HOME,
    SERVED_S,
    TURNED_AWAY,
    WAIT_S,
    WAITED,
)
from hantong_planning.simulate.results import Ratio, ratio

Floats = NDArray[np.float64]
Counts = Callable[[int], Floats]
"""Gives a column's counts per replication. Shape: (N,)."""


def counts_of(calls: Floats, classes: list[int]) -> Counts:
    """Return the columns of some classes added up, from counts of shape (N, C, columns)."""
    total = calls[:, classes, :].sum(axis=1)
    return lambda column: np.asarray(total[:, column])


def served(of: Counts) -> Floats:
    """Return how many were spoken with, live or called back."""
    return of(ANSWERED) + of(CALLED_BACK)


def unfinished(of: Counts) -> Floats:
    """Return how many were neither served nor lost when everything ended."""
    return of(OFFERED) - served(of) - of(ABANDONED) - of(SENT_HOME) - of(CALL_BACKS_LOST)


NUMBERS: Mapping[str, Callable[[Counts], Floats]] = {
    "arrived": lambda of: of(ARRIVED),
    "moved_in": lambda of: of(MOVED_IN),
    "turned_away": lambda of: of(TURNED_AWAY) + of(SENT_HOME),
    "offered": lambda of: of(OFFERED),
    "answered": lambda of: of(ANSWERED),
    "abandoned": lambda of: of(ABANDONED),
    "call_backs": lambda of: of(CALL_BACKS),
    "called_back": lambda of: of(CALLED_BACK),
    "call_backs_lost": lambda of: of(CALL_BACKS_LOST),
    "unfinished": unfinished,
}
SHARES: Mapping[str, tuple[Callable[[Counts], Floats], Callable[[Counts], Floats]]] = {
    "p_wait": (lambda of: of(WAITED), lambda of: of(OFFERED)),
    "p_abandon": (lambda of: of(ABANDONED), lambda of: of(OFFERED)),
    "mean_wait_s": (lambda of: of(WAIT_S), lambda of: of(ANSWERED) + of(ABANDONED)),
    "mean_wait_answered_s": (lambda of: of(ANSWERED_WAIT_S), lambda of: of(ANSWERED)),
    "mean_handling_s": (lambda of: of(SERVED_S), served),
    "mean_call_back_s": (lambda of: of(CALL_BACK_WAIT_S), lambda of: of(CALLED_BACK)),
}
SERVICE_LEVEL: Mapping[str, Callable[[Counts], Floats]] = {
    "of_offered": lambda of: of(OFFERED),
    "of_answered": lambda of: of(ANSWERED),
    "without_early_abandons": lambda of: of(OFFERED) - of(ABANDONED_WITHIN),
}


def number(name: str, of: Counts) -> Ratio:
    """Return the mean number per replication."""
    counts = NUMBERS[name](of)
    return ratio(counts, np.ones_like(counts))


def share_of(name: str, of: Counts) -> Ratio:
    """Return a share or a mean time."""
    over, under = SHARES[name]
    return ratio(over(of), under(of))


def service_level(definition: str, of: Counts) -> Ratio:
    """Return the share answered within the class's `within_s`, by one of the three definitions."""
    return ratio(of(ANSWERED_WITHIN), SERVICE_LEVEL[definition](of))
