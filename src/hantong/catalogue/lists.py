"""Services as lists: by group, and those that a few words mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service, ServiceGroup
from hantong.offices.directory import directory
from hantong.offices.person import Reach


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group with its services; the last shelf holds those without a group."""

    group: ServiceGroup | None
    services: tuple[Service, ...]


def shelves(services: Iterable[Service]) -> list[Shelf]:
    """Give services by group, in the order of the groups."""
    by_group: dict[str, list[Service]] = {}
    for service in services:
        by_group.setdefault(service.group_id or "", []).append(service)
    groups = catalogue().groups
    found = [Shelf(group, tuple(_by_name(by_group[code]))) for code, group in groups.items() if code in by_group]
    return found + ([Shelf(None, tuple(_by_name(by_group[""])))] if "" in by_group else [])


def _by_name(services: Iterable[Service]) -> list[Service]:
    return sorted(services, key=lambda service: service.name)


def all_services() -> list[Service]:
    """Give every service."""
    return list(catalogue().services.values())


def public_services() -> list[Service]:
    """Give the services that residents may see; of several with one code the one of the widest jurisdiction."""
    paths = directory().ancestors
    found: dict[str, Service] = {}
    for service in sorted(all_services(), key=lambda each: len(paths[each.jurisdiction_id])):
        if service.is_active and service.is_public:
            found.setdefault(service.code, service)
    return list(found.values())


def matching(services: Iterable[Service], query: str, group: str = "") -> list[Service]:
    """Keep the services of a group that have every word of a query in their names, keywords or descriptions."""
    words = _plain(query).split()
    return [
        service
        for service in services
        if (not group or service.group_id == group) and all(word in _said_of(service) for word in words)
    ]


def _said_of(service: Service) -> str:
    parts = (service.code, *service.names.values(), *service.keywords, *service.descriptions.values())
    return _plain(" ".join(parts))


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()


def editable(reach: Reach) -> list[Service]:
    """Give the services of the jurisdictions within reach."""
    return [each for each in all_services() if reach.is_everything or each.jurisdiction_id in reach.jurisdictions]


def group_choices() -> list[tuple[str, str]]:
    """Give the groups as choices, none first."""
    return [("", "–"), *((code, group.name) for code, group in catalogue().groups.items())]
