"""A routing rule as plain values, and rows as such."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from hantong.cases.models import RoutingRule
from hantong.cases.routing import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """What a rule says, without its place in the order."""

    names: Mapping[str, str]
    department: UUID
    service: UUID | None = None
    group: str | None = None
    jurisdiction: UUID | None = None
    place: UUID | None = None
    channel: str = ""
    bands: tuple[int, ...] = field(default=())
    is_active: bool = True


def rule_facts(row: RoutingRule) -> RuleFacts:
    """Give a stored rule as facts."""
    return RuleFacts(
        names=dict(row.names),
        department=row.department_id,
        service=row.service_id,
        group=row.group_id,
        jurisdiction=row.jurisdiction_id,
        place=row.place_id,
        channel=row.channel,
        bands=tuple(sorted(row.bands)),
        is_active=row.is_active,
    )


def as_rule(facts: RuleFacts, *, key: UUID, rank: int) -> Rule:
    """Give facts as the rule that `route` reads."""
    return Rule(
        id=key,
        rank=rank,
        department=facts.department,
        service=facts.service,
        group=facts.group,
        jurisdiction=facts.jurisdiction,
        place=facts.place,
        channel=facts.channel,
        bands=frozenset(facts.bands),
    )
