"""Making, changing and removing groups and retention classes."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.catalogue.actions._writing import written
from hantong.catalogue.facts import GroupFacts, RetentionFacts
from hantong.catalogue.models import RetentionClass, ServiceGroup
from hantong.catalogue.reading import group_facts, retention_facts
from hantong.offices.facts import differences, mark_of
from hantong.offices.lookups import named
from hantong.offices.refusals import refuse_in_use, refuse_stale

NEW = ""


@transaction.atomic
def save_group(*, facts: GroupFacts, seen: str | None = None, by: Staff | None, at: datetime) -> ServiceGroup:
    """Add a group, or change the one of that code. Raises StaleEdit, NameMissing."""
    row = ServiceGroup.objects.select_for_update().filter(pk=facts.code).first()
    before = group_facts(row) if row else None
    refuse_stale(seen=seen, now=mark_of(before) if before else NEW)
    row = row or ServiceGroup(code=facts.code)
    row.names, row.rank = named(facts.names), facts.rank
    if before != group_facts(row):
        row.save()
        details = differences(before, group_facts(row)) if before else {}
        written(verb="group.saved", subject=f"group:{row.code}", details=details, by=by, at=at)
    return row


@transaction.atomic
def remove_group(*, group: ServiceGroup, by: Staff | None, at: datetime) -> None:
    """Remove a group without services. Raises InUse."""
    refuse_in_use(group)
    code = group.code
    group.delete()
    written(verb="group.removed", subject=f"group:{code}", details={}, by=by, at=at)


@transaction.atomic
def save_retention(*, facts: RetentionFacts, seen: str | None = None, by: Staff | None, at: datetime) -> RetentionClass:
    """Add a retention class, or change the one of that code. Raises StaleEdit, NameMissing."""
    row = RetentionClass.objects.select_for_update().filter(pk=facts.code).first()
    before = retention_facts(row) if row else None
    refuse_stale(seen=seen, now=mark_of(before) if before else NEW)
    row = row or RetentionClass(code=facts.code)
    row.names, row.keep_days, row.basis = named(facts.names), facts.keep_days, facts.basis
    if before != retention_facts(row):
        row.save()
        details = differences(before, retention_facts(row)) if before else {}
        written(verb="retention.saved", subject=f"retention:{row.code}", details=details, by=by, at=at)
    return row


@transaction.atomic
def remove_retention(*, retention: RetentionClass, by: Staff | None, at: datetime) -> None:
    """Remove a retention class that no service has. Raises InUse."""
    refuse_in_use(retention)
    code = retention.code
    retention.delete()
    written(verb="retention.removed", subject=f"retention:{code}", details={}, by=by, at=at)
