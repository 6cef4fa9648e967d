"""What can have happened at the front door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from hantong.contacts.models import Contact
from hantong.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReceived(Event):
    """A conversation was recorded."""

    contact: UUID
    channel: str
    outcome: str
    jurisdiction: UUID
    place: UUID | None
    service: UUID | None
    case: UUID | None
    band: int
    language: str
    said_at: datetime

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """Tell of `contact`."""
        return cls(
            at=contact.recorded_at,
            contact=contact.pk,
            channel=contact.channel,
            outcome=str(contact.outcome),
            jurisdiction=contact.jurisdiction_id,
            place=contact.place_id,
            service=contact.service_id,
            case=contact.case_id,
            band=contact.band,
            language=contact.language,
            said_at=contact.said_at,
        )
