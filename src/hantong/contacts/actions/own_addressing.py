"""Changing what our own addresses stand for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.contacts.models import OwnAddress
from hantong.kit.editions import forget_edition
from hantong.kit.errors import Refused


class AddressTaken(Refused):
    """It stands for something already."""

    code = "address_taken"
    message = _("This address is on the list already.")


class AddressInUse(Refused):
    """Something else stands on it."""

    code = "address_in_use"
    message = _("This address is in use, for example as a mayor's line. End that first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFacts:
    """What an address of ours stands for."""

    channel: str
    address: str
    jurisdiction: UUID
    place: UUID | None = None
    service: UUID | None = None
    most_per_sender_h: int = 60
    is_active: bool = True


@transaction.atomic
def save_own_address(*, address: OwnAddress | None, facts: AddressFacts, by: Staff, at: datetime) -> OwnAddress:
    """Add an address of ours, or change what it stands for. Raises AddressTaken."""
    row = OwnAddress.objects.select_for_update(of=("self",)).get(pk=address.pk) if address else OwnAddress()
    plain = facts.address.strip().lower()
    if OwnAddress.objects.filter(channel=facts.channel, address=plain).exclude(pk=row.pk).exists():
        raise AddressTaken(field="address")
    row.channel, row.address, row.jurisdiction_id = facts.channel, plain, facts.jurisdiction
    row.place_id, row.service_id = facts.place, facts.service
    row.most_per_sender_h, row.is_active, row.changed_at = facts.most_per_sender_h, facts.is_active, at
    row.save()
    audit(verb="own_address.changed" if address else "own_address.added", subject=f"address:{plain}", by=by, at=at)
    forget_edition()
    return row


@transaction.atomic
def remove_own_address(*, address: OwnAddress, by: Staff, at: datetime) -> None:
    """Remove an address of ours; what came to it stays. Raises AddressInUse."""
    audit(verb="own_address.removed", subject=f"address:{address.address}", by=by, at=at)
    try:
        address.delete()
    except ProtectedError:
        raise AddressInUse from None
    forget_edition()
