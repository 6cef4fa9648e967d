"""The best plan that can be put together from tours met by the search: a set-packing programme."""

from __future__ import annotations

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from hantong_planning.outreach.tours.moves import Field
from hantong_planning.outreach.tours.search import Store

MOST_TOURS = 6_000


def joined(store: Store, field: Field, *, teams: int, time_limit_s: float = 1.0) -> list[list[int]]:
    """Choose at most `teams` stored tours without a common place for the greatest score; nothing if none is found.

    Teams must be alike: same base, same hours.
    """
    if teams == 1:
        return []
    best: dict[frozenset[int], tuple[int, list[int]]] = {}
    for row in range(min(int(store.met[0]), len(store.size))):
        tour = [int(node) for node in store.stops[row, : store.size[row]]]
        best.setdefault(frozenset(tour), (int(store.score[row]), tour))
    tours = sorted((found for found in best.values() if found[1]), key=lambda found: (-found[0], found[1]))[:MOST_TOURS]
    if len(tours) <= teams:
        return []
    nodes = numpy.concatenate([tour for _, tour in tours])
    columns = numpy.repeat(numpy.arange(len(tours)), [len(tour) for _, tour in tours])
    packing = csr_array((numpy.ones(len(nodes)), (nodes, columns)), shape=(len(field.score), len(tours)))
    at_most = numpy.ones((1, len(tours)))
    answer = milp(
        -numpy.array([score for score, _ in tours], float),
        integrality=numpy.ones(len(tours)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(packing, ub=1), LinearConstraint(at_most, ub=teams)],
        options={"time_limit": time_limit_s},
    )
    if answer.x is None:
        return []
    return [tours[k][1] for k in numpy.flatnonzero(answer.x > 0.5)]
