"""The routing rules as they stand, read once per change, and the route of a matter by them."""

from uuid import UUID

from hantong.cases.models import RoutingRule
from hantong.cases.routing import Duty, NoRoute, Question, Route, Rule, route
from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.kit.editions import Snapshot
from hantong.offices.directory import directory


def _read() -> tuple[Rule, ...]:
    return tuple(as_value(row) for row in RoutingRule.objects.filter(is_active=True).order_by("rank"))


def as_value(row: RoutingRule) -> Rule:
    """Give a stored rule as the value that `route` reads."""
    return Rule(
        id=row.pk,
        rank=row.rank,
        department=row.department_id,
        service=row.service_id,
        group=row.group_id,
        jurisdiction=row.jurisdiction_id,
        place=row.place_id,
        channel=row.channel,
        bands=frozenset(row.bands),
    )


_rules = Snapshot(_read)


def rules() -> tuple[Rule, ...]:
    """Give the active rules of the current edition, in the order in which they are asked."""
    return _rules.get()


def find_route(*, service: Service | None, jurisdiction: UUID, place: UUID | None, channel: str, band: int) -> Route:
    """Decide where a matter goes by today's rules. Raises NoRoute."""
    offices = directory()
    asked = Question(
        service=service.pk if service else None,
        group=service.group_id if service else None,
        jurisdictions=offices.ancestors[jurisdiction],
        place=place,
        channel=channel,
        band=band,
    )
    front = offices.front_office(jurisdiction)
    return route(asked, rules=rules(), duties=duties_for(service), front_office=front.pk if front else None)


def duties_for(service: Service | None) -> tuple[Duty, ...]:
    """Give who is responsible for `service`, as values."""
    if service is None:
        return ()
    return tuple(
        Duty(department=row.department_id, jurisdiction=row.jurisdiction_id, place=row.place_id)
        for row in catalogue().responsibilities.get(service.pk, ())
    )


__all__ = ["NoRoute", "as_value", "duties_for", "find_route", "rules"]
