"""Rows of the catalogue as facts."""

from collections.abc import Iterable

from hantong.catalogue.facts import (
    AttributeFacts,
    ChoiceFacts,
    DutyFacts,
    GroupFacts,
    RetentionFacts,
    ServiceFacts,
)
from hantong.catalogue.models import Responsibility, RetentionClass, Service, ServiceAttribute, ServiceGroup


def service_facts(row: Service) -> ServiceFacts:
    """Give a service as facts."""
    return ServiceFacts(
        jurisdiction=row.jurisdiction.code,
        code=row.code,
        names=dict(row.names),
        group=row.group_id or "",
        descriptions=dict(row.descriptions),
        keywords=tuple(row.keywords),
        languages=tuple(row.languages),
        needs_place=row.needs_place,
        is_public=row.is_public,
        is_active=row.is_active,
        answerable_at_once=row.answerable_at_once,
        standard_answers=dict(row.standard_answers),
        deadline_unit=str(row.deadline_unit),
        deadline_amount=row.deadline_amount,
        retention=row.retention_id or "",
    )


def attributes_of(service: Service) -> tuple[AttributeFacts, ...]:
    """Give what a service asks, in its order."""
    return tuple(map(attribute_facts, ServiceAttribute.objects.filter(service=service).order_by("order")))


def attribute_facts(row: ServiceAttribute) -> AttributeFacts:
    """Give one question of a service as facts."""
    return AttributeFacts(
        code=row.code,
        names=dict(row.names),
        datatype=str(row.datatype),
        is_required=row.is_required,
        is_variable=row.is_variable,
        hints=dict(row.hints),
        choices=tuple(ChoiceFacts(key=str(each["key"]), names=dict(each["names"])) for each in row.choices),
    )


def duties_of(service: Service) -> tuple[DutyFacts, ...]:
    """Give who answers for a service where, in a fixed order."""
    rows = Responsibility.objects.filter(service=service)
    return in_order(map(duty_facts, rows.select_related("jurisdiction", "place", "department__jurisdiction")))


def in_order(duties: Iterable[DutyFacts]) -> tuple[DutyFacts, ...]:
    """Give duties from the widest to the most particular."""
    return tuple(sorted(duties, key=lambda duty: (duty.place, duty.jurisdiction, duty.department)))


def duty_facts(row: Responsibility) -> DutyFacts:
    """Give one responsibility as facts."""
    return DutyFacts(
        department=row.department.key,
        jurisdiction=row.jurisdiction.code if row.jurisdiction else "",
        place=row.place.code if row.place else "",
    )


def group_facts(row: ServiceGroup) -> GroupFacts:
    """Give a group as facts."""
    return GroupFacts(code=row.code, names=dict(row.names), rank=row.rank)


def retention_facts(row: RetentionClass) -> RetentionFacts:
    """Give a retention class as facts."""
    return RetentionFacts(code=row.code, names=dict(row.names), keep_days=row.keep_days, basis=row.basis)
