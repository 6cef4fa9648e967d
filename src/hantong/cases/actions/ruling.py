"""Changing the rules by which matters find their way."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Max

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.cases.models import RoutingRule
from hantong.cases.rule_facts import RuleFacts, rule_facts
from hantong.kit.editions import forget_edition
from hantong.offices.facts import differences, mark_of
from hantong.offices.lookups import named
from hantong.offices.refusals import refuse_stale


@transaction.atomic
def add_rule(*, facts: RuleFacts, by: Staff, at: datetime) -> RoutingRule:
    """Add a rule as the last that is asked. Raises NameMissing."""
    _hold_order()
    last = RoutingRule.objects.aggregate(last=Max("rank"))["last"] or 0
    row = RoutingRule(rank=last + 1)
    _set(row, facts, by=by, at=at)
    row.save(force_insert=True)
    _keep("rule.added", row, {}, by=by, at=at)
    return row


@transaction.atomic
def change_rule(
    *, rule: RoutingRule, facts: RuleFacts, seen: str | None = None, by: Staff, at: datetime
) -> RoutingRule:
    """Set what a rule says; its place in the order stays. Raises StaleEdit, NameMissing."""
    row = RoutingRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    before = rule_facts(row)
    refuse_stale(seen=seen, now=mark_of(before))
    _set(row, facts, by=by, at=at)
    changes = differences(before, rule_facts(row))
    if changes:
        row.save()
        _keep("rule.changed", row, changes, by=by, at=at)
    return row


def _set(row: RoutingRule, facts: RuleFacts, *, by: Staff, at: datetime) -> None:
    row.names, row.department_id = named(facts.names), facts.department
    row.service_id, row.group_id = facts.service, facts.group
    row.jurisdiction_id, row.place_id = facts.jurisdiction, facts.place
    row.channel, row.bands, row.is_active = facts.channel, sorted(facts.bands), facts.is_active
    row.changed_by, row.changed_at = by, at


@transaction.atomic
def move_rule(*, rule: RoutingRule, upwards: bool, by: Staff, at: datetime) -> RoutingRule:
    """Have a rule asked one place earlier or later; the first goes no higher and the last no lower."""
    _hold_order()
    row = RoutingRule.objects.get(pk=rule.pk)
    beyond = RoutingRule.objects.filter(rank__lt=row.rank) if upwards else RoutingRule.objects.filter(rank__gt=row.rank)
    other = beyond.order_by("-rank" if upwards else "rank").first()
    if other is None:
        return row
    row.rank, other.rank = other.rank, row.rank
    row.changed_by, row.changed_at = by, at
    other.save(update_fields=["rank"])
    row.save(update_fields=["rank", "changed_by", "changed_at"])
    _keep("rule.moved", row, {"rank": [other.rank, row.rank]}, by=by, at=at)
    return row


@transaction.atomic
def remove_rule(*, rule: RoutingRule, by: Staff, at: datetime) -> None:
    """Remove a rule; the later ones move up. Matters keep the note of where it sent them."""
    _hold_order()
    row = RoutingRule.objects.get(pk=rule.pk)
    _keep("rule.removed", row, {}, by=by, at=at)
    row.delete()
    RoutingRule.objects.filter(rank__gt=row.rank).update(rank=F("rank") - 1)


def _hold_order() -> None:
    """Hold the order of the rules for this transaction, so that two people do not move them at once."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE cases_routingrule IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SET CONSTRAINTS routing_rank_once DEFERRED")


def _keep(verb: str, row: RoutingRule, details: dict[str, list[object]], *, by: Staff, at: datetime) -> None:
    audit(verb=verb, subject=f"rule:{row.pk}", details={"name": row.names.get("ko", ""), **details}, by=by, at=at)
    forget_edition()
