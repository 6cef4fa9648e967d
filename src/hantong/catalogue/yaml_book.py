"""The catalogue as one book, and the book as a YAML file."""

from dataclasses import dataclass

from hantong.catalogue.facts import (
    AttributeFacts,
    DutyFacts,
    GroupFacts,
    RetentionFacts,
    ServiceFacts,
)
from hantong.catalogue.models import RetentionClass, Service, ServiceGroup
from hantong.catalogue.reading import attributes_of, duties_of, group_facts, retention_facts, service_facts
from hantong.offices.yaml_writing import Flow, FlowList, kept, written_yaml

FORMAT = "hantong-catalogue-1"
HEAD = "Services of Hantong: what one can ask for, who answers and by when. Codes are never changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage:
    """A service with its questions and who answers for it."""

    facts: ServiceFacts
    attributes: tuple[AttributeFacts, ...] = ()
    duties: tuple[DutyFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueBookPages:
    """Everything, by code or key."""

    retention_classes: dict[str, RetentionFacts]
    groups: dict[str, GroupFacts]
    services: dict[str, ServicePage]


def stored_pages() -> CatalogueBookPages:
    """Give what the database holds."""
    services = Service.objects.select_related("jurisdiction").order_by("jurisdiction__code", "code")
    pages = [
        ServicePage(facts=service_facts(row), attributes=attributes_of(row), duties=duties_of(row)) for row in services
    ]
    return CatalogueBookPages(
        retention_classes={row.pk: retention_facts(row) for row in RetentionClass.objects.order_by("code")},
        groups={row.pk: group_facts(row) for row in ServiceGroup.objects.order_by("rank", "code")},
        services={page.facts.key: page for page in pages},
    )


def as_yaml(book: CatalogueBookPages) -> str:
    """Write the book; the same book gives the same text."""
    return written_yaml(
        {
            "format": FORMAT,
            "retention_classes": [_retention_out(facts) for facts in book.retention_classes.values()],
            "groups": [_group_out(facts) for facts in book.groups.values()],
            "services": [_service_out(page) for page in book.services.values()],
        },
        head=HEAD,
    )


def _retention_out(facts: RetentionFacts) -> dict[str, object]:
    head = {"code": facts.code, "names": Flow(facts.names), "keep_days": facts.keep_days}
    return head | kept({"basis": facts.basis})


def _group_out(facts: GroupFacts) -> Flow:
    return Flow({"code": facts.code, "names": Flow(facts.names), "rank": facts.rank})


def _service_out(page: ServicePage) -> dict[str, object]:
    facts = page.facts
    flags = {
        "needs_place": (facts.needs_place, False),
        "public": (facts.is_public, True),
        "active": (facts.is_active, True),
        "answerable_at_once": (facts.answerable_at_once, False),
    }
    return {
        "jurisdiction": facts.jurisdiction,
        "code": facts.code,
        "names": Flow(facts.names),
        **kept(
            {
                "group": facts.group,
                "descriptions": dict(facts.descriptions),
                "keywords": FlowList(facts.keywords),
                "languages": FlowList(facts.languages),
            }
        ),
        **{name: value for name, (value, usual) in flags.items() if value is not usual},
        **kept({"standard_answers": dict(facts.standard_answers)}),
        "deadline": f"{facts.deadline_unit}:{facts.deadline_amount}",
        **kept(
            {
                "retention": facts.retention,
                "attributes": [_attribute_out(each) for each in page.attributes],
                "responsible": [_duty_out(each) for each in page.duties],
            }
        ),
    }


def _attribute_out(facts: AttributeFacts) -> dict[str, object]:
    return (
        {"code": facts.code, "names": Flow(facts.names), "datatype": facts.datatype}
        | ({"required": True} if facts.is_required else {})
        | ({} if facts.is_variable else {"asked": False})
        | kept(
            {
                "hints": dict(facts.hints),
                "values": [Flow({"key": each.key, "names": Flow(each.names)}) for each in facts.choices],
            }
        )
    )


def _duty_out(duty: DutyFacts) -> Flow:
    where = kept({"jurisdiction": duty.jurisdiction, "place": duty.place})
    return Flow({**where, "department": duty.department})
