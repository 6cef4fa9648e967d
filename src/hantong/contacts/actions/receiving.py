"""The front door: what residents say is received once, on whatever channel, and what they are told goes back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.models import Staff
from hantong.cases.actions import NewFile, Opening, add_said, attach, keep_files, open_case
from hantong.cases.models import Case
from hantong.catalogue.book import catalogue
from hantong.contacts.channel import Arrival
from hantong.contacts.events import ContactReceived
from hantong.contacts.languages import PAGE_LANGUAGES, found_in, language_of_text
from hantong.contacts.models import Contact
from hantong.kit.errors import Refused
from hantong.kit.events import announce
from hantong.kit.text import mask_numbers
from hantong.offices.directory import directory
from hantong.people.models import Consent, Resident
from hantong.people.recognition import Introduction, recognise

NUMBER_TAKEN = "cases_case_number"
TITLE_LENGTH = 80


class NothingSaid(Refused):
    """There are no words to go by."""

    code = "nothing_said"
    message = _("Please write what it is about.")


class UnknownService(Refused):
    """The service is not offered there."""

    code = "unknown_service"
    message = _("This service is not offered here. Please choose another one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of an arrival; `is_repeat` when it had been received before and nothing was done again."""

    contact: Contact
    case: Case | None
    is_repeat: bool


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
    for attempt in range(3):
        try:
            return _receive(arrival=arrival, at=at, by=by, unit=unit)
        except IntegrityError as clash:
            known = _known(arrival)
            if known is not None:
                return known
            if attempt == 2 or NUMBER_TAKEN not in str(clash):
                raise
    raise AssertionError("three attempts either return or raise")


def _known(arrival: Arrival) -> Received | None:
    same = Contact.objects.filter(pk=arrival.id)
    if arrival.key:
        same = same | Contact.objects.filter(channel=arrival.channel, channel_key=arrival.key)
    contact = same.select_related("case").first()
    return Received(contact=contact, case=contact.case, is_repeat=True) if contact else None


@transaction.atomic
def _receive(*, arrival: Arrival, at: datetime, by: Staff | None, unit: UUID | None) -> Received:
    text = mask_numbers(arrival.text.strip()).text
    if not text:
        raise NothingSaid(field="text")
    arrival = arrival if by else _in_own_language(arrival)
    resident = _resident(arrival, at=at)
    files = [*arrival.kept, *keep_files([NewFile(name=up.name, content=up.content) for up in arrival.uploads])]
    if arrival.joins is not None:
        case = Case.objects.get(pk=arrival.joins)
        outcome = Contact.Outcome.JOINED
        case = add_said(
            case=case,
            text=text,
            channel=arrival.channel,
            said_at=arrival.said_at,
            language=_language_of(arrival, text, by),
            by=by,
            at=at,
        )
    else:
        outcome = Contact.Outcome.OPENED
        case = open_case(opening=_opening(arrival, text, resident), by=by, unit=unit, at=at)
    contact = _contact(arrival, resident, outcome=outcome, text=text, by=by, at=at)
    contact.case = case
    contact.service_id = case.service_id
    contact.handling_s = arrival.handling_s
    contact.save(force_insert=True)
    announce(ContactReceived.of(contact))
    if files:
        attach(case=case, files=files, by=by, at=at, channel=arrival.channel)
    return Received(contact=contact, case=case, is_repeat=False)


@transaction.atomic
def record_answered(
    *, arrival: Arrival, answer: str, by: Staff, at: datetime, handling_s: int | None = None
) -> Contact:
    """Record a conversation that was settled at once: no matter is opened, but it counts.

    Raises NotAContactPoint.
    """
    known = _known(arrival)
    if known is not None:
        return known.contact
    resident = _resident(arrival, at=at)
    text = mask_numbers(f"{arrival.text.strip()}\n{answer.strip()}".strip()).text
    contact = _contact(arrival, resident, outcome=Contact.Outcome.ANSWERED, text=text, by=by, at=at)
    contact.handling_s = arrival.handling_s if handling_s is None else handling_s
    contact.save(force_insert=True)
    announce(ContactReceived.of(contact))
    return contact


@transaction.atomic
def record_outcome(
    *, arrival: Arrival, outcome: Contact.Outcome, passed_to: str, by: Staff | None, at: datetime
) -> Contact:
    """Record a conversation that was passed on, or that the resident gave up. Raises NotAContactPoint."""
    known = _known(arrival)
    if known is not None:
        return known.contact
    resident = _resident(arrival, at=at)
    text = mask_numbers(arrival.text.strip()).text
    contact = _contact(arrival, resident, outcome=outcome, text=text, by=by, at=at)
    contact.passed_to = passed_to
    contact.handling_s = arrival.handling_s
    contact.save(force_insert=True)
    announce(ContactReceived.of(contact))
    return contact


def _in_own_language(arrival: Arrival) -> Arrival:
    """Note a language that our forms do not offer when the resident's own words are clearly written in it."""
    found = found_in(arrival.text)
    if found is None or not found.is_sure or found.language in PAGE_LANGUAGES:
        return arrival
    return replace(arrival, language=found.language)


def _language_of(arrival: Arrival, text: str, by: Staff | None) -> str:
    """Give the language of the words themselves; what staff wrote down was said in the language that they noted."""
    return arrival.language if by else language_of_text(text, otherwise=arrival.language)


def _resident(arrival: Arrival, *, at: datetime) -> Resident | None:
    if arrival.resident is not None:
        return Resident.objects.get(pk=arrival.resident)
    introduction = Introduction(
        name=arrival.name,
        language=arrival.language,
        reached_by=tuple((point.kind, point.value) for point in arrival.reached_by),
        needs=arrival.needs,
        jurisdiction=arrival.jurisdiction,
    )
    resident = recognise(introduction, at=at)
    if resident is not None and arrival.consents:
        _record_consents(resident, arrival, at=at)
    return resident


def _record_consents(resident: Resident, arrival: Arrival, *, at: datetime) -> None:
    """Keep what was agreed to; a consent that stands already is not given twice."""
    Consent.objects.bulk_create(
        [Consent(resident=resident, purpose=purpose, how=arrival.channel, given_at=at) for purpose in arrival.consents],
        ignore_conflicts=True,
    )


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


def _contact(
    arrival: Arrival,
    resident: Resident | None,
    *,
    outcome: Contact.Outcome,
    text: str,
    by: Staff | None,
    at: datetime,
) -> Contact:
    return Contact(
        id=arrival.id,
        channel=arrival.channel,
        channel_key=arrival.key,
        jurisdiction_id=arrival.jurisdiction,
        place_id=arrival.place,
        desk_id=arrival.desk,
        service_id=arrival.service,
        resident=resident,
        answered_by=by,
        said_at=arrival.said_at,
        recorded_at=at,
        band=directory().clocks[arrival.jurisdiction].band(arrival.said_at).code,
        language=_language_of(arrival, text, by),
        outcome=outcome,
        text=text,
    )
