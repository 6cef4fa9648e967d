"""Which jurisdiction a conversation is about: as chosen, else by the address, by the resident's home, by the desk."""

from uuid import UUID

from hantong.contacts.offered import root, where
from hantong.offices.directory import directory
from hantong.offices.models import Place
from hantong.people.models import Resident


def about_where(*, chosen: str, address: str, resident: Resident | None, place: Place | None) -> UUID:
    """Give the jurisdiction, by the first of the four that tells it."""
    named = directory().jurisdiction_codes.get(chosen)
    if named is not None:
        return named.pk
    found = where(address=address, lat=None, lon=None)
    if found is not None:
        return found
    if resident is not None and resident.jurisdiction_id is not None:
        return resident.jurisdiction_id
    return place.jurisdiction_id if place else root()
