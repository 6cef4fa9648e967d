"""Which services are offered where, and which of them a few typed letters mean."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.contacts.service_search import Entry, found
from hantong.contacts.whereabouts import Area, area_at, area_named
from hantong.kit.errors import Refused
from hantong.offices.directory import directory


def public_services() -> list[Service]:
    """Give every active service that residents may ask for themselves, in the order of its group."""
    book = catalogue()
    ranks = {code: (group.rank, code) for code, group in book.groups.items()}
    services = [service for service in book.services.values() if service.is_active and service.is_public]
    last = (1_000_000, "")
    return sorted(services, key=lambda service: (ranks.get(service.group_id or "", last), service.code))


def public_service(code: str) -> Service | None:
    """Give the public service of that code; of several, the one of the widest jurisdiction."""
    paths = directory().ancestors
    same = [service for service in public_services() if service.code == code]
    return min(same, key=lambda service: len(paths[service.jurisdiction_id]), default=None)


def find_services(query: str, services: Iterable[Service]) -> list[Service]:
    """Give the services that a few letters mean, best first; all of them for no letters."""
    services = list(services)
    if not query.strip():
        return services
    by_id = {service.pk: service for service in services}
    return [by_id[key] for key in found(query, (_entry(service) for service in services))]


def _entry(service: Service) -> Entry:
    return Entry(
        id=service.pk,
        names=(*service.names.values(), service.code),
        keywords=tuple(service.keywords),
        descriptions=tuple(service.descriptions.values()),
    )


def where(*, address: str, lat: float | None, lon: float | None) -> UUID | None:
    """Give the jurisdiction that a place lies in, as far as it can be told."""
    areas = _areas()
    if lat is not None and lon is not None and (here := area_at(lat, lon, areas)):
        return here
    return area_named(address, areas)


def _areas() -> list[Area]:
    offices = directory()
    return [
        Area(
            id=each.pk,
            names=tuple(each.names.values()),
            depth=len(offices.ancestors[each.pk]) - 1,
            lat=each.lat,
            lon=each.lon,
            outline=each.outline or {},
        )
        for each in offices.jurisdictions.values()
    ]


class NotOpenYet(Refused):
    """The house has no office yet that could answer."""

    code = "not_open_yet"
    status = 503
    message = _("This service is not open yet. Please come back later.")


def root() -> UUID:
    """Give the jurisdiction that all others belong to. Raises NotOpenYet where there is none."""
    offices = directory()
    if not offices.jurisdictions:
        raise NotOpenYet
    return min(offices.jurisdictions, key=lambda key: (len(offices.ancestors[key]), str(key)))
