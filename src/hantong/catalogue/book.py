"""The catalogue as it stands, read once per change: services with their questions and who is responsible."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from hantong.catalogue.models import Responsibility, Service, ServiceAttribute, ServiceGroup
from hantong.kit.editions import Snapshot


@dataclass(frozen=True)
class CatalogueBook:
    """All services by their ids."""

    services: Mapping[UUID, Service]
    groups: Mapping[str, ServiceGroup]
    attributes: Mapping[UUID, tuple[ServiceAttribute, ...]]
    responsibilities: Mapping[UUID, tuple[Responsibility, ...]]

    @cached_property
    def codes(self) -> Mapping[tuple[UUID, str], Service]:
        """Services by the jurisdiction that offers them and their code."""
        return {(service.jurisdiction_id, service.code): service for service in self.services.values()}

    def offered_in(self, path: tuple[UUID, ...]) -> list[Service]:
        """Give the active services of a jurisdiction and those above it; `path` is its way up the tree."""
        found = [service for service in self.services.values() if service.is_active and service.jurisdiction_id in path]
        return sorted(found, key=lambda service: (self._group_rank(service), service.code))

    def _group_rank(self, service: Service) -> tuple[int, str]:
        group = self.groups.get(service.group_id or "")
        return (group.rank, group.code) if group else (1_000_000, "")


def _read() -> CatalogueBook:
    attributes: dict[UUID, list[ServiceAttribute]] = {}
    for attribute in ServiceAttribute.objects.order_by("order"):
        attributes.setdefault(attribute.service_id, []).append(attribute)
    responsibilities: dict[UUID, list[Responsibility]] = {}
    for row in Responsibility.objects.order_by("pk"):
        responsibilities.setdefault(row.service_id, []).append(row)
    return CatalogueBook(
        services={row.pk: row for row in Service.objects.order_by("code")},
        groups={row.pk: row for row in ServiceGroup.objects.order_by("rank", "code")},
        attributes={key: tuple(rows) for key, rows in attributes.items()},
        responsibilities={key: tuple(rows) for key, rows in responsibilities.items()},
    )


_book = Snapshot(_read)


def catalogue() -> CatalogueBook:
    """Give the catalogue of the current edition."""
    return _book.get()
