"""What every forecast must satisfy, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy

from hantong_planning.forecast.problem import Problem
from hantong_planning.forecast.reconcile import Key, tree
from hantong_planning.forecast.solve import Forecast

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def violations(problem: Problem, plan: Forecast) -> list[str]:
    """Return in words what is wrong with a forecast: days, shapes, negative or unordered quantiles, closed intervals."""
    found = []
    shape = (len(problem.future), len(problem.history.starts_min))
    if not numpy.array_equal(plan.days, problem.future):
        found.append("the days are not those asked for")
    for name, values in (("median", plan.median), ("mean", plan.mean)):
        if values.shape != shape:
            found.append(f"{name} has shape {values.shape}, not {shape}")
        elif not numpy.isfinite(values).all() or (values < 0).any():
            found.append(f"{name} is not finite or negative somewhere")
    quantiles = [plan.quantile(level) for level in LEVELS]
    if any((high < low - 1e-9).any() for low, high in pairwise(quantiles)):
        found.append("a higher quantile lies below a lower one")
    never = numpy.isnan(problem.history.counts).all(axis=0)
    if problem.prior is None and (plan.median[:, never] > 0).any():
        found.append("arrivals are forecast for an interval that was never open")
    return found


def incoherences(plans: Mapping[Key, Forecast]) -> list[str]:
    """Return in words which sums of means are not the mean of the sum."""
    leaves = [key for key in plans if "*" not in key]
    grown = tree(leaves)
    stack = numpy.stack([plans[leaf].mean for leaf in grown.leaves])
    found = []
    for node, parts in zip(grown.nodes, grown.sums, strict=True):
        if not numpy.allclose(numpy.tensordot(parts, stack, axes=1), plans[node].mean, rtol=1e-6, atol=1e-6):
            found.append(f"{' '.join(node)} is not the sum of its parts")
    return found
