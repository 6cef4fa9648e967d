"""The services of the demonstration province, as pages that the catalogue takes in."""

from collections.abc import Mapping
from typing import Any

from hantong.catalogue.facts import AttributeFacts, ChoiceFacts, DutyFacts, GroupFacts, RetentionFacts, ServiceFacts
from hantong.catalogue.reading import in_order
from hantong.catalogue.yaml_book import CatalogueBookPages, ServicePage
from hantong.demonstration.material import catalogue_file, towns
from hantong.demonstration.offices_book import PROVINCE, all_places, unit_in


def catalogue_pages() -> CatalogueBookPages:
    """Give all pages."""
    groups = [
        GroupFacts(code=code, names={"ko": ko, "en": en}, rank=rank)
        for rank, (code, ko, en) in enumerate(catalogue_file()["groups"], start=1)
    ]
    retention = [
        RetentionFacts(code=code, names={"ko": ko, "en": en}, keep_days=days, basis=basis)
        for code, ko, en, days, basis in catalogue_file()["retention"]
    ]
    pages = [_page(entry) for entry in catalogue_file()["services"]]
    return CatalogueBookPages(
        retention_classes={facts.code: facts for facts in retention},
        groups={facts.code: facts for facts in groups},
        services={page.facts.key: page for page in pages},
    )


def _page(entry: Mapping[str, Any]) -> ServicePage:
    unit, _colon, amount = entry["deadline"].partition(":")
    facts = ServiceFacts(
        jurisdiction=PROVINCE,
        code=entry["code"],
        names=entry["names"],
        group=entry["group"],
        descriptions=entry["about"],
        keywords=tuple(entry["words"]),
        languages=tuple(entry.get("languages", ("ko", "en"))),
        needs_place=entry.get("place", False),
        answerable_at_once=entry.get("at_once", False),
        standard_answers=entry.get("answers", {}),
        deadline_unit=unit,
        deadline_amount=int(amount or 1),
        retention=entry.get("keep", "petition"),
    )
    return ServicePage(
        facts=facts,
        attributes=tuple(_attribute(each) for each in entry.get("attributes", ())),
        duties=in_order(set(_duties(entry["unit"]))),
    )


def _attribute(entry: Mapping[str, Any]) -> AttributeFacts:
    return AttributeFacts(
        code=entry["code"],
        names=entry["names"],
        datatype=entry["datatype"],
        is_required=entry.get("required", False),
        choices=tuple(
            ChoiceFacts(key=str(key), names={"ko": str(ko), "en": en})
            for key, (ko, en) in entry.get("values", {}).items()
        ),
    )


def _duties(unit: str) -> list[DutyFacts]:
    """A provincial department answers everywhere; a town's department in its town; the centre's at each place itself."""
    if unit == "province/always-centre":
        home = [DutyFacts(department=f"{PROVINCE}/always-centre")]
        own = [DutyFacts(place=page.facts.code, department=page.facts.department) for page in all_places()]
        return home + own
    if "/" in unit:
        return [DutyFacts(department=unit.replace("province/", f"{PROVINCE}/"))]
    return [DutyFacts(jurisdiction=town.code, department=unit_in(town, unit)) for town in towns()]
