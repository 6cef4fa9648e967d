"""Other people's programmes on the same work, for the benches to print beside ours."""

from __future__ import annotations

import math
from collections.abc import Sequence

import vroom
from pyworkforce.queuing import ErlangC

from hantong_planning.outreach.routes.problem import Customer, RouteProblem

VROOM_UNIT = 1000  # VROOM counts in whole numbers: thousandths, rounded up, so that its routes are in time in ours too


def pyworkforce_agents(arrivals_per_h: float, handling_s: float, share: float, within_s: float) -> int:
    """Return pyworkforce's head-count by Erlang C."""
    queue = ErlangC(transactions=arrivals_per_h, aht=handling_s / 60, asa=within_s / 60, interval=60)
    return int(queue.required_positions(service_level=share)["positions"])


def vroom_routes(problem: RouteProblem) -> list[list[int]]:
    """Return VROOM's routes at its most thorough setting, which ends by itself; customers' numbers by vehicle."""
    stops = (problem.depot, *problem.customers)
    work = vroom.Input()
    work.set_durations_matrix("car", _matrix(stops))
    open_hours = vroom.TimeWindow(_whole(problem.depot.ready), _whole(problem.depot.due))
    for number in range(problem.vehicles):
        work.add_vehicle(vroom.Vehicle(number, 0, 0, capacity=[problem.capacity], time_window=open_hours))
    for row, each in enumerate(problem.customers, start=1):
        work.add_job(
            vroom.Job(
                row,
                row,
                default_service=_whole(each.service),
                delivery=vroom.Amount([each.demand]),
                time_windows=[vroom.TimeWindow(_whole(each.ready), _whole(each.due))],
            )
        )
    found = work.solve(exploration_level=5, nb_threads=1)
    visits = found.routes[found.routes["type"] == "job"]
    return [[stops[int(row)].number for row in route["id"]] for _vehicle, route in visits.groupby("vehicle_id")]


def _matrix(stops: Sequence[Customer]) -> list[list[int]]:
    return [[math.ceil(VROOM_UNIT * math.hypot(a.x - b.x, a.y - b.y)) for b in stops] for a in stops]


def _whole(value: float) -> int:
    return round(VROOM_UNIT * value)
