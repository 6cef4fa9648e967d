"""Who answers for which service where, and where nobody is named so that the front office answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Responsibility, Service
from hantong.offices.directory import directory
from hantong.offices.lists import jurisdictions_in_order
from hantong.offices.models import Department, Jurisdiction, Place

Spot = tuple[UUID | None, UUID | None]


@dataclass(frozen=True, slots=True)
class Column:
    """Somewhere that a duty is named for: a jurisdiction, a place, or with neither everywhere."""

    jurisdiction: Jurisdiction | None
    place: Place | None

    @property
    def spot(self) -> Spot:
        """The column's keys."""
        return (self.jurisdiction.pk if self.jurisdiction else None, self.place.pk if self.place else None)


@dataclass(frozen=True, slots=True)
class Line:
    """A service with who is named in each column, and the jurisdictions where nobody is."""

    service: Service
    named: tuple[Department | None, ...]
    gaps: tuple[Jurisdiction, ...]
    asked_in: int


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a service in one jurisdiction, and whether somebody was named for it."""

    service: Service
    department: Department | None
    is_named: bool


def columns(services: Iterable[Service]) -> list[Column]:
    """Give everywhere, then each jurisdiction and place that a duty of `services` is named for."""
    offices, book = directory(), catalogue()
    rows = [row for service in services for row in book.responsibilities.get(service.pk, ())]
    jurisdictions = {row.jurisdiction_id for row in rows if row.jurisdiction_id and not row.place_id}
    places = {row.place_id for row in rows if row.place_id}
    return [
        Column(None, None),
        *(Column(each, None) for each in jurisdictions_in_order() if each.pk in jurisdictions),
        *(Column(None, each) for key, each in offices.places.items() if key in places),
    ]


def lines(services: Iterable[Service], over: Iterable[Column]) -> list[Line]:
    """Give each service with who is named in the columns, and its gaps."""
    over = list(over)
    return [_line(service, over) for service in services]


def _line(service: Service, over: list[Column]) -> Line:
    offices = directory()
    named = {_spot(row): row.department_id for row in catalogue().responsibilities.get(service.pk, ())}
    asked = offices.subtrees.get(service.jurisdiction_id, frozenset())
    return Line(
        service=service,
        named=tuple(offices.departments[named[each.spot]] if each.spot in named else None for each in over),
        gaps=tuple(
            offices.jurisdictions[key] for key in offices.jurisdictions if key in asked and not _covered(named, key)
        ),
        asked_in=len(asked),
    )


def _spot(row: Responsibility) -> Spot:
    """A duty at a place is named for that place, whatever jurisdiction stands beside it."""
    return (None if row.place_id else row.jurisdiction_id, row.place_id)


def _covered(named: dict[Spot, UUID], jurisdiction: UUID) -> bool:
    return (None, None) in named or any((key, None) in named for key in directory().ancestors[jurisdiction])


def answering_in(jurisdiction: Jurisdiction, services: Iterable[Service]) -> list[Answering]:
    """Give who answers for each service in a jurisdiction where no rule says otherwise."""
    return [_answering(jurisdiction, service) for service in services]


def _answering(jurisdiction: Jurisdiction, service: Service) -> Answering:
    offices = directory()
    named = {
        row.jurisdiction_id: row.department_id
        for row in catalogue().responsibilities.get(service.pk, ())
        if row.place_id is None
    }
    for key in (*offices.ancestors[jurisdiction.pk], None):
        if key in named:
            return Answering(service, offices.departments[named[key]], is_named=True)
    return Answering(service, offices.front_office(jurisdiction.pk), is_named=False)
