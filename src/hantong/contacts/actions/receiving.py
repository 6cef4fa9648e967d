"""The front door: what residents say is received once, on whatever channel, and what they are told goes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.models import Staff
from hantong.cases.actions import KeptFile, NewFile, Opening, add_said, attach, keep_files, open_cases
from hantong.cases.models import Case
from hantong.catalogue.book import catalogue
from hantong.contacts.actions._conversing import (
    Received,
    already_received,
    contact_of,
    in_own_language,
    language_of,
    speakers_of,
)
from hantong.contacts.channel import Arrival
from hantong.contacts.events import ContactReceived
from hantong.contacts.models import Contact
from hantong.kit.errors import Refused
from hantong.kit.events import announce
from hantong.kit.text import mask_numbers
from hantong.people.models import Resident
from hantong.rows.inserting import insert

NUMBER_TAKEN = '"case_number"'
TITLE_LENGTH = 80


class NothingSaid(Refused):
    """There are no words to go by."""

    code = "nothing_said"
    message = _("Please write what it is about.")


class UnknownService(Refused):
    """The service is not offered there."""

    code = "unknown_service"
    message = _("This service is not offered here. Please choose another one.")


@dataclass(frozen=True, slots=True)
class _Read:
    """An arrival with what was found out about it before anything is written of it."""

    arrival: Arrival
    text: str
    resident: Resident | None
    files: Sequence[KeptFile]


def receive(
    *,
    arrival: Arrival,
    at: datetime,
    by: Staff | None = None,
    unit: UUID | None = None,
) -> Received:
    """Take in what a resident said: a matter is opened, or the one that it belongs to grows.

    The same arrival received again, in any order and at any time, changes nothing. Numbers that identify people
    are masked before anything is stored.

    Raises NothingSaid, UnknownService, NoRoute, NotAContactPoint, FileRefused, TooManyFiles.
    """
    return receive_all(arrivals=[arrival], at=at, by=by, unit=unit)[0]


def receive_all(
    *,
    arrivals: Sequence[Arrival],
    at: datetime,
    by: Staff | None = None,
    unit: UUID | None = None,
) -> list[Received]:
    """Take in what residents said as `receive` does, all in one transaction, with about as many statements as for one.

    Raises what `receive` raises when one of them cannot be received; then none is.
    """
    done: dict[UUID, Received] = {}
    numbers_taken = 0
    while fresh := [arrival for arrival in arrivals if arrival.id not in done]:
        try:
            received = _receive(fresh, by=by, unit=unit, at=at)
        except IntegrityError as clash:
            repeats = {arrival.id: found for arrival in fresh if (found := already_received(arrival))}
            if not repeats and (NUMBER_TAKEN not in str(clash) or numbers_taken == 2):
                raise
            numbers_taken += not repeats
            done |= repeats
        else:
            done |= zip((arrival.id for arrival in fresh), received, strict=True)
    return [done[arrival.id] for arrival in arrivals]


@transaction.atomic
def _receive(arrivals: Sequence[Arrival], *, by: Staff | None, unit: UUID | None, at: datetime) -> list[Received]:
    reads = _read(arrivals, by=by, at=at)
    beginning = [each for each in reads if each.arrival.joins is None]
    openings = [_opening(each.arrival, each.text, each.resident) for each in beginning]
    opened = open_cases(openings=openings, by=by, unit=unit, at=at) if openings else []
    cases = {each.arrival.id: case for each, case in zip(beginning, opened, strict=True)}
    for each in reads:
        if each.arrival.joins is not None:
            cases[each.arrival.id] = _joined(each, each.arrival.joins, by=by, at=at)
    contacts = [_contact_about(cases[each.arrival.id], each, by=by, at=at) for each in reads]
    insert(contacts)
    announce(*(ContactReceived.of(contact) for contact in contacts))
    for each in reads:
        if each.files:
            attach(case=cases[each.arrival.id], files=each.files, by=by, at=at, channel=each.arrival.channel)
    return [Received(contact=contact, case=cases[contact.pk], is_repeat=False) for contact in contacts]


def _read(arrivals: Sequence[Arrival], *, by: Staff | None, at: datetime) -> list[_Read]:
    """Mask what they say, keep their files, recognise their speakers. Raises NothingSaid and what files can be."""
    texts = [mask_numbers(arrival.text.strip()).text for arrival in arrivals]
    if not all(texts):
        raise NothingSaid(field="text")
    arrivals = arrivals if by else [in_own_language(arrival) for arrival in arrivals]
    residents = speakers_of(arrivals, at=at)
    return [
        _Read(arrival, text, resident, _files(arrival))
        for arrival, text, resident in zip(arrivals, texts, residents, strict=True)
    ]


def _files(arrival: Arrival) -> list[KeptFile]:
    return [*arrival.kept, *keep_files([NewFile(name=up.name, content=up.content) for up in arrival.uploads])]


def _joined(read: _Read, case: UUID, *, by: Staff | None, at: datetime) -> Case:
    return add_said(
        case=Case.objects.get(pk=case),
        text=read.text,
        channel=read.arrival.channel,
        said_at=read.arrival.said_at,
        language=language_of(read.arrival, read.text, by),
        by=by,
        at=at,
    )


def _contact_about(case: Case, read: _Read, *, by: Staff | None, at: datetime) -> Contact:
    outcome = Contact.Outcome.OPENED if read.arrival.joins is None else Contact.Outcome.JOINED
    contact = contact_of(read.arrival, read.resident, outcome=outcome, text=read.text, by=by, at=at)
    contact.case = case
    contact.service_id = case.service_id
    contact.handling_s = read.arrival.handling_s
    return contact


def _opening(arrival: Arrival, text: str, resident: Resident | None) -> Opening:
    service = catalogue().services.get(arrival.service) if arrival.service else None
    if arrival.service is not None and service is None:
        raise UnknownService(field="service")
    title = mask_numbers(arrival.title.strip()).text or text.splitlines()[0][:TITLE_LENGTH]
    return Opening(
        id=arrival.id,
        jurisdiction=arrival.jurisdiction,
        channel=arrival.channel,
        title=title[:200],
        text=text,
        said_at=arrival.said_at,
        service=service,
        place=arrival.place,
        resident=resident.pk if resident else None,
        language=arrival.language,
        address=arrival.address,
        lat=arrival.lat,
        lon=arrival.lon,
        attributes=cast("dict[str, object]", dict(arrival.attributes)),
        is_urgent=arrival.is_urgent,
    )
