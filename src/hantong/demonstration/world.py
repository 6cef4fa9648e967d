"""What the simulation asks of the house: routes, promises, bands and people, each found once and remembered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from hantong.cases.actions.opening import route_as_data
from hantong.cases.deadlines import DeadlineRule, due_at, due_clock
from hantong.cases.promises import rule_of
from hantong.cases.routing import Route
from hantong.cases.rule_book import find_route
from hantong.cases.terms import OFFER_WORKING_MIN, URGENT_OFFER_WORKING_MIN
from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.demonstration.material import Topic, topics
from hantong.demonstration.offices_book import PROVINCE
from hantong.demonstration.staff import House
from hantong.offices.directory import Directory, directory
from hantong.offices.local_clock import LocalClock


@dataclass(slots=True, kw_only=True)
class World:
    """The offices, services and staff of the province. Its towns have the province's hours and holidays."""

    house: House
    random: Random
    now: datetime
    offices: Directory
    clock: LocalClock
    services: dict[str, Service]
    topics: dict[str, Topic]
    numbers: set[str] = field(default_factory=set)
    _routes: dict[tuple[object, ...], tuple[Route, dict[str, object]]] = field(default_factory=dict)
    _promises: dict[str, Callable[[datetime], datetime | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, *, house: House, random: Random, now: datetime) -> "World":
        """Look at the house as it stands."""
        offices = directory()
        return cls(
            house=house,
            random=random,
            now=now,
            offices=offices,
            clock=offices.clocks[offices.jurisdiction_codes[PROVINCE].pk],
            services={each.code: each for each in catalogue().services.values()},
            topics={topic.code: topic for topic in topics()},
        )

    def route(
        self, service: Service, *, jurisdiction: UUID, place: UUID | None, channel: str, band: int
    ) -> tuple[Route, dict[str, object]]:
        """Give where a matter goes, and that as the matter keeps it."""
        asked = (service.pk, jurisdiction, place, channel, band)
        known = self._routes.get(asked)
        if known is None:
            way = find_route(service=service, jurisdiction=jurisdiction, place=place, channel=channel, band=band)
            known = self._routes[asked] = (way, route_as_data(way))
        return known

    def promise(self, service: Service, received_at: datetime) -> datetime | None:
        """Give the moment by which an answer is due."""
        rule = rule_of(service)
        clock = self._promises.get(str(rule))
        if clock is None:
            clock = self._promises[str(rule)] = due_clock(rule=rule, hours=self.clock.hours)
        return clock(received_at)

    def moved(
        self, rule: str, received_at: datetime, *, extensions: int, pauses: Iterable[tuple[datetime, datetime | None]]
    ) -> datetime | None:
        """Give the moment by which an answer is due after extensions and pauses."""
        return due_at(
            received_at=received_at,
            rule=DeadlineRule.parse(rule),
            hours=self.clock.hours,
            extensions=extensions,
            pauses=pauses,
        )

    def offer_ends(self, at: datetime, *, is_urgent: bool) -> datetime:
        """Give the moment at which an offer runs out."""
        return self.after(at, URGENT_OFFER_WORKING_MIN if is_urgent else OFFER_WORKING_MIN)

    def after(self, at: datetime, working_min: float) -> datetime:
        """Give the moment after so many minutes of office time."""
        return self.clock.hours.add_working_minutes(at, working_min)

    def somebody_of(self, unit: UUID, *, than: UUID | None = None) -> UUID | None:
        """Give one of the staff of a department, another one than `than` where there is one."""
        staff = self.house.by_unit.get(unit, [])
        others = [each for each in staff if each != than] or staff
        return self.random.choice(others) if others else None
