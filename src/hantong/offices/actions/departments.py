"""Making, changing and removing departments."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.offices.actions._writing import written
from hantong.offices.facts import DepartmentFacts, differences, mark_of
from hantong.offices.lookups import jurisdiction_of, named
from hantong.offices.models import Department
from hantong.offices.reading import department_facts
from hantong.offices.refusals import CodeTaken, refuse_in_use, refuse_stale


@transaction.atomic
def add_department(*, facts: DepartmentFacts, by: Staff | None, at: datetime) -> Department:
    """Add a department to its jurisdiction. Raises CodeTaken, NameMissing, UnknownCode."""
    jurisdiction = jurisdiction_of(facts.jurisdiction, field="jurisdiction")
    if Department.objects.filter(jurisdiction=jurisdiction, code=facts.code).exists():
        raise CodeTaken(field="code")
    row = Department(jurisdiction=jurisdiction, code=facts.code)
    _set(row, facts)
    row.save(force_insert=True)
    written(verb="department.added", subject=f"department:{row.key}", details={}, by=by, at=at)
    return row


@transaction.atomic
def change_department(
    *, department: Department, facts: DepartmentFacts, seen: str | None = None, by: Staff | None, at: datetime
) -> Department:
    """Set what a department is; its code and jurisdiction stay. Raises StaleEdit, NameMissing."""
    row = Department.objects.select_for_update(of=("self",)).select_related("jurisdiction").get(pk=department.pk)
    before = department_facts(row)
    refuse_stale(seen=seen, now=mark_of(before))
    _set(row, facts)
    changes = differences(before, department_facts(row))
    if changes:
        row.save()
        written(verb="department.changed", subject=f"department:{row.key}", details=changes, by=by, at=at)
    return row


def _set(row: Department, facts: DepartmentFacts) -> None:
    row.names = named(facts.names)
    row.phone, row.email, row.is_active = facts.phone, facts.email, facts.is_active


@transaction.atomic
def remove_department(*, department: Department, by: Staff | None, at: datetime) -> None:
    """Remove a department that nothing refers to. Raises InUse."""
    refuse_in_use(department)
    key = department.key
    department.delete()
    written(verb="department.removed", subject=f"department:{key}", details={}, by=by, at=at)
