"""Contacts as CSV (RFC 4180): without names or words, and safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from typing import Protocol

from django.utils.timezone import localtime

from hantong.catalogue.book import catalogue
from hantong.contacts.models import Contact
from hantong.offices.directory import directory

COLUMNS = (
    "id", "channel", "jurisdiction", "place", "service", "outcome", "band", "language", "said_at", "recorded_at",
    "handling_s", "case",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, line: str) -> str:
        return line


class _Row(Protocol):
    def writerow(self, row: Iterable[object]) -> str: ...


def safe(value: object) -> object:
    """Give a value that no spreadsheet takes for a formula: a suspicious text begins with an apostrophe."""
    if isinstance(value, str) and value.lstrip().startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def lines(contacts: Iterable[Contact]) -> Iterator[str]:
    """Give the file line by line, the names of the columns first."""
    writer: _Row = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    offices, services = directory(), catalogue().services
    for contact in contacts:
        place = offices.places.get(contact.place_id) if contact.place_id else None
        service = services.get(contact.service_id) if contact.service_id else None
        row = (
            contact.pk,
            contact.channel,
            offices.jurisdictions[contact.jurisdiction_id].code,
            place.code if place else "",
            service.code if service else "",
            contact.outcome,
            contact.band,
            contact.language,
            localtime(contact.said_at).isoformat(timespec="seconds"),
            localtime(contact.recorded_at).isoformat(timespec="seconds"),
            "" if contact.handling_s is None else contact.handling_s,
            contact.case.number if contact.case else "",
        )
        yield writer.writerow(safe(value) for value in row)
