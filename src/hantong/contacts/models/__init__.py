"""The nouns of the front door."""

from hantong.contacts.models.arrivals import OwnAddress, RawArrival, RawArrivalQuerySet
from hantong.contacts.models.conversations import (
    Contact,
    ContactQuerySet,
    Digest,
    DigestChoice,
    Message,
    MessageQuerySet,
    NoticeTemplate,
    Tally,
    Verdict,
)
from hantong.contacts.models.sources import Source

__all__ = [
    "Contact",
    "ContactQuerySet",
    "Digest",
    "DigestChoice",
    "Message",
    "MessageQuerySet",
    "NoticeTemplate",
    "OwnAddress",
    "RawArrival",
    "RawArrivalQuerySet",
    "Source",
    "Tally",
    "Verdict",
]
