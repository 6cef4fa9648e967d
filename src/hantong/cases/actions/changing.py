"""Correcting what is recorded about a matter; the history says what it was before."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held_open, write
from hantong.cases.events import CaseNoted
from hantong.cases.models import Case, History
from hantong.cases.promises import promise
from hantong.kit.events import announce

CHANGEABLE = (
    "title",
    "service",
    "jurisdiction",
    "place",
    "address",
    "lat",
    "lon",
    "attributes",
    "is_urgent",
    "resident",
)


@transaction.atomic
def change(*, case: Case, changes: Mapping[str, object], by: Staff, at: datetime, seen: int | None = None) -> Case:
    """Set some of the `CHANGEABLE` fields; another service brings its own deadline, counted from the beginning.

    Raises AlreadyClosed, StaleSave; ValueError for a field that is not changeable.
    """
    if unknown := set(changes) - set(CHANGEABLE):
        raise ValueError(f"not changeable: {sorted(unknown)}")
    case = held_open(case, seen=seen)
    before = {name: _shown(getattr(case, name)) for name in changes}
    for name, value in changes.items():
        setattr(case, name, value)
    after = {name: _shown(getattr(case, name)) for name in changes}
    changed = [name for name in changes if before[name] != after[name]]
    if not changed:
        return case
    fields = list(changed)
    if "service" in changed or "jurisdiction" in changed:
        case.due_rule, case.due_at = promise(
            service=case.service, received_at=case.said_at, jurisdiction=case.jurisdiction_id
        )
        fields += ["due_rule", "due_at"]
    data = {name: [before[name], after[name]] for name in changed}
    write(case, Step(kind=History.Kind.CHANGED, data=data), fields=fields, by=by, at=at)
    announce(CaseNoted.of(case))
    return case


def _shown(value: object) -> object:
    if value is None or isinstance(value, str | int | float | bool | dict | list):
        return value
    return str(getattr(value, "pk", value))
