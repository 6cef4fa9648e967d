"""What a jurisdiction_id stands for: the offices below it, what can be filed there, and whose requests are public."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.channels.open311.faults import wrong
from hantong.offices.directory import directory
from hantong.offices.models import Jurisdiction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A jurisdiction with all below it; `offered` by code, `published` by id (services without a place are in neither)."""

    jurisdiction: Jurisdiction
    within: frozenset[UUID]
    offered: Mapping[str, Service]
    published: Mapping[UUID, Service]

    def service(self, code: str) -> Service:
        """Give the service that is offered under `code`. Raises Wrong."""
        if not code:
            raise wrong(400, _("service_code is missing."))
        if code not in self.offered:
            raise wrong(404, _("service_code “%s” is not offered in this jurisdiction.") % code[:60])
        return self.offered[code]


def scope_of(code: str) -> Scope:
    """Give what the jurisdiction_id `code` stands for. Raises Wrong."""
    offices, book = directory(), catalogue()
    if not code:
        known = ", ".join(sorted(offices.jurisdiction_codes))
        raise wrong(400, _("jurisdiction_id is missing. Known here: %s") % known[:1500])
    found = offices.jurisdiction_codes.get(code)
    if found is None:
        raise wrong(404, _("jurisdiction_id “%s” is not known here.") % code[:60])
    path, within = offices.ancestors[found.pk], offices.subtrees[found.pk]
    near_first = sorted(book.offered_in(path), key=lambda each: path.index(each.jurisdiction_id))
    offered: dict[str, Service] = {}
    for service in _with_a_place(near_first):
        offered.setdefault(service.code, service)
    everywhere = within | set(path)
    published = [each for each in book.services.values() if each.jurisdiction_id in everywhere]
    return Scope(
        jurisdiction=found,
        within=within,
        offered=offered,
        published={service.pk: service for service in _with_a_place(published)},
    )


def _with_a_place(services: Iterable[Service]) -> list[Service]:
    return [service for service in services if service.needs_place and service.is_public]
