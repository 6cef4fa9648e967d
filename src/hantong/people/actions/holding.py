"""Place and release legal holds: as long as one stands, nothing of the resident is erased."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import locked, reasoned, written
from hantong.people.models import LegalHold, Resident
from hantong.people.refusals import HoldReleased


@transaction.atomic
def place_hold(*, resident: Resident, reason: str, by: Staff, at: datetime) -> LegalHold:
    """Keep a resident's records from being erased. Raises ReasonMissing, AlreadyErased."""
    record = locked(resident)
    hold = LegalHold(resident=record, reason=reasoned(reason)[:200], by=by, at=at)
    hold.save(force_insert=True)
    written("resident.held", record, by=by, at=at)
    return hold


@transaction.atomic
def release_hold(*, hold: LegalHold, by: Staff, at: datetime) -> None:
    """Let a resident's records be erased again when their time comes. Raises HoldReleased."""
    standing = LegalHold.objects.filter(pk=hold.pk, released_at__isnull=True)
    if not standing.update(released_by=by, released_at=at):
        raise HoldReleased
    written("resident.released", hold.resident, by=by, at=at)
