"""The routing problem: customers with a demand, a time window and a service time, and one fleet at one depot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hantong_planning.errors import Nonsense, finite, whole

Rounding = Literal["exact", "dimacs"]
FARTHEST = 1e7  # beyond which sums in units of 1/10,000 are no longer safe
MOST_LOAD = 10**9
MOST_VEHICLES = 10_000


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer, or the depot; times in the unit of distances (speed 1)."""

    number: int
    x: float
    y: float
    demand: int
    ready: float
    due: float  # latest begin of service
    service: float

    def __post_init__(self) -> None:
        for name in ("x", "y"):
            finite(name, getattr(self, name), least=-FARTHEST, most=FARTHEST)
        for name in ("ready", "due"):
            finite(name, getattr(self, name), least=0, most=FARTHEST)
        whole("demand", self.demand, most=MOST_LOAD)
        finite("service", self.service, least=0, most=FARTHEST)
        if self.due < self.ready:
            raise Nonsense("due", f"of customer {self.number} must not be before it is ready")


@dataclass(frozen=True, slots=True)
class RouteProblem:
    """Visit every customer once, within capacity and time windows, with the least total distance.

    `rounding` is the convention of distances: "exact" Euclidean doubles, as the published tables of Solomon's
    instances have them, or "dimacs": cut off after one decimal, as exact methods and PyVRP's tables have them. Routes
    that are in time under "exact" are in time under "dimacs" too, not the other way round.
    """

    depot: Customer
    customers: tuple[Customer, ...]
    vehicles: int
    capacity: int
    rounding: Rounding = "exact"

    def __post_init__(self) -> None:
        whole("vehicles", self.vehicles, least=1, most=MOST_VEHICLES)
        whole("capacity", self.capacity, most=MOST_LOAD)
        if self.rounding not in ("exact", "dimacs"):
            raise Nonsense("rounding", "must be exact or dimacs")
        if not self.customers:
            raise Nonsense("customers", "must hold at least one customer")
        if len({c.number for c in self.customers} | {self.depot.number}) != len(self.customers) + 1:
            raise Nonsense("customers", "must have different numbers")
        for customer in self.customers:
            if customer.demand > self.capacity:
                raise Nonsense("demand", f"of customer {customer.number} must fit into one vehicle ({self.capacity})")


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """The routes found: customers' numbers in the order of visits. `unmet` are customers that no route could take."""

    routes: tuple[tuple[int, ...], ...]
    distance: float
    seconds: float
    unmet: tuple[int, ...] = ()
