"""Our own addresses as they stand, read once per change: what each is for, and which one speaks for an office."""

from collections.abc import Mapping
from uuid import UUID

from hantong.contacts.models import OwnAddress
from hantong.kit.editions import Snapshot
from hantong.offices.directory import directory

Book = Mapping[tuple[str, str], OwnAddress]


def _read() -> Book:
    rows = OwnAddress.objects.filter(is_active=True).order_by("channel", "address")
    return {(row.channel, row.address): row for row in rows}


_book = Snapshot(_read)


def own_addresses() -> Book:
    """Give the addresses in use by their channel and address."""
    return _book.get()


def own_address(channel: str, address: str) -> OwnAddress | None:
    """Give what an address of ours is for; what follows a plus in an e-mail address does not count."""
    plain = address.strip().lower()
    name, _at, domain = plain.rpartition("@")
    book = own_addresses()
    return book.get((channel, plain)) or book.get((channel, f"{name.partition('+')[0]}@{domain}"))


def address_by_id(key: UUID | None) -> OwnAddress | None:
    """Give an address in use by its id."""
    return next((row for row in own_addresses().values() if row.pk == key), None) if key else None


def address_of_office(channel: str, jurisdiction: UUID) -> OwnAddress | None:
    """Give the address by which a jurisdiction, or the nearest above it, is reached; one for everything goes first."""
    for here in directory().ancestors[jurisdiction]:
        of_here = [row for row in own_addresses().values() if (row.channel, row.jurisdiction_id) == (channel, here)]
        if of_here:
            return min(of_here, key=lambda row: (row.service_id is not None, row.place_id is not None, row.address))
    return None
