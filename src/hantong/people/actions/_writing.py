"""What the verbs of this room share: the trail, the lock on a record, texts without numbers that identify people."""

from collections.abc import Mapping
from datetime import datetime

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.kit.text import mask_numbers
from hantong.people.models import Resident
from hantong.people.refusals import AlreadyErased, ReasonMissing


def written(
    verb: str, resident: Resident, *, by: Staff | None, at: datetime, details: Mapping[str, object] | None = None
) -> None:
    """Keep in the trail that something was done to a record: what, not the personal data themselves."""
    audit(verb=verb, subject=f"resident:{resident.pk}", details=details, by=by, at=at)


def locked(resident: Resident) -> Resident:
    """Give the record as it is now, held until the transaction ends. Raises AlreadyErased."""
    found = Resident.objects.select_for_update().get(pk=resident.pk)
    if found.erased_at is not None:
        raise AlreadyErased
    return found


def plain(text: str) -> str:
    """Give a text as it may be stored."""
    return mask_numbers(text.strip()).text


def reasoned(text: str) -> str:
    """Give a reason as it may be stored. Raises ReasonMissing."""
    reason = plain(text)
    if not reason:
        raise ReasonMissing(field="reason")
    return reason
