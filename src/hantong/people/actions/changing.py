"""Record residents and change what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import locked, plain, written
from hantong.people.contact_points import NotAContactPoint
from hantong.people.models import Resident
from hantong.people.name_terms import name_terms
from hantong.people.recognition import Introduction, recognise
from hantong.people.refusals import NothingToKnow, UnreadableContactPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of a resident beside how to reach them."""

    name: str
    language: str
    needs: Sequence[str]
    jurisdiction: UUID | None
    remarks: str = ""
    preferred_kind: str = ""


@transaction.atomic
def add_resident(*, introduction: Introduction, by: Staff, at: datetime) -> Resident:
    """Record somebody, or find the record that answers to the same name and contact point.

    Raises NothingToKnow, UnreadableContactPoint.
    """
    try:
        resident = recognise(introduction, at=at)
    except NotAContactPoint as unreadable:
        raise UnreadableContactPoint(field="reached_at") from unreadable
    if resident is None:
        raise NothingToKnow(field="name")
    written("resident.added", resident, by=by, at=at)
    return resident


@transaction.atomic
def change_resident(*, resident: Resident, to: Particulars, by: Staff, at: datetime) -> Resident:
    """Change what is known of a resident. Raises AlreadyErased."""
    record = locked(resident)
    new = {
        "name": plain(to.name),
        "language": to.language,
        "needs": list(to.needs),
        "jurisdiction_id": to.jurisdiction,
        "remarks": plain(to.remarks),
        "preferred_kind": to.preferred_kind,
    }
    changed = sorted(field for field, value in new.items() if getattr(record, field) != value)
    if not changed:
        return record
    for field in changed:
        setattr(record, field, new[field])
    if "name" in changed:
        record.name_terms = name_terms(record.name)
    record.save()
    written("resident.changed", record, by=by, at=at, details={"changed": changed})
    return record
