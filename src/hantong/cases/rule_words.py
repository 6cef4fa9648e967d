"""A routing rule as a sentence: when … then to …"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from hantong.cases.models import RoutingRule
from hantong.cases.rule_facts import RuleFacts, rule_facts
from hantong.cases.sentence_words import CHANNELS
from hantong.catalogue.book import catalogue
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.lists import covers, label_of
from hantong.offices.person import Reach
from hantong.offices.words import BANDS

EDITING = "routing.edit"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as the list shows it."""

    rule: RoutingRule
    conditions: tuple[tuple[str, str], ...]
    department: str
    is_editable: bool


def rule_lines(reach: Reach) -> list[RuleLine]:
    """Give all rules in the order in which they are asked."""
    return [rule_line(row, reach) for row in RoutingRule.objects.order_by("rank")]


def rule_line(row: RoutingRule, reach: Reach) -> RuleLine:
    """Give one rule in words."""
    return RuleLine(
        rule=row,
        conditions=tuple(conditions_of(rule_facts(row))),
        department=department_name(row.department_id),
        is_editable=may_edit(row, reach),
    )


def may_edit(row: RoutingRule, reach: Reach) -> bool:
    """Tell whether a rule is about jurisdictions within reach only; a rule for everywhere is so for nobody less."""
    return reach.is_everything or (row.jurisdiction_id is not None and covers(reach, row.jurisdiction_id))


def conditions_of(facts: RuleFacts) -> Iterator[tuple[str, str]]:
    """Give the conditions of a rule as (what, which) in words."""
    offices, book = directory(), catalogue()
    if facts.service is not None:
        yield _("Service"), book.services[facts.service].name
    if facts.group is not None:
        yield _("Group"), book.groups[facts.group].name
    if facts.jurisdiction is not None:
        yield _("Jurisdiction"), offices.jurisdictions[facts.jurisdiction].name
    if facts.place is not None:
        yield _("Place"), offices.places[facts.place].name
    if facts.channel:
        yield _("Channel"), str(CHANNELS.get(facts.channel, facts.channel))
    if facts.bands:
        yield _("Time band"), ", ".join(str(BANDS[Band.of_code(code)]) for code in facts.bands)


def department_name(key: UUID | None) -> str:
    """Name a department with its jurisdiction; None is nowhere."""
    found = directory().departments.get(key) if key else None
    return label_of(found) if found else _("nowhere")
