"""Saying which of our addresses is the mayor's own, and who reads its week."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.contacts.models import OwnAddress
from hantong.kit.errors import Refused
from hantong.praise.models import MayorsLine


class LineTaken(Refused):
    """It is a mayor's line already, or has words that stay."""

    code = "line_taken"
    message = _("This address is a mayor's line already.")


class LineUsed(Refused):
    """Words came on it."""

    code = "line_used"
    message = _("Words came on this line; it stays. Take the address out of use instead.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """An address, and who reads what comes to it."""

    address: UUID
    readers: Collection[UUID]


@transaction.atomic
def save_line(*, line: MayorsLine | None, facts: LineFacts, by: Staff, at: datetime) -> MayorsLine:
    """Make an address a mayor's line, or change its readers; what came before stays what it was. Raises LineTaken."""
    address = OwnAddress.objects.select_for_update(of=("self",)).get(pk=facts.address)
    taken = MayorsLine.objects.filter(address=address)
    if (taken.exclude(pk=line.pk) if line else taken).exists():
        raise LineTaken(field="address")
    row = MayorsLine.objects.get(pk=line.pk) if line else MayorsLine(since=at)
    row.address = address
    row.save()
    row.readers.set(Staff.objects.filter(pk__in=facts.readers))
    audit(verb="mayors_line.saved", subject=f"address:{address.address}", by=by, at=at)
    return row


@transaction.atomic
def remove_line(*, line: MayorsLine, by: Staff, at: datetime) -> None:
    """Make an address an ordinary one again. Raises LineUsed."""
    if line.words.exists():
        raise LineUsed
    audit(verb="mayors_line.removed", subject=f"address:{line.address.address}", by=by, at=at)
    line.delete()
