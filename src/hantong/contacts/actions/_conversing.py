"""What every conversation has in common, however it ends: known or new, in a language, of somebody, at an hour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.contacts.channel import Arrival
from hantong.contacts.languages import PAGE_LANGUAGES, found_in, language_of_text
from hantong.contacts.models import Contact
from hantong.offices.directory import directory
from hantong.people.models import Consent, Resident
from hantong.people.recognition import Introduction, recognise_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of an arrival; `is_repeat` when it had been received before and nothing was done again."""

    contact: Contact
    case: Case | None
    is_repeat: bool


def already_received(arrival: Arrival) -> Received | None:
    same = Contact.objects.filter(pk=arrival.id)
    if arrival.key:
        same = same | Contact.objects.filter(channel=arrival.channel, channel_key=arrival.key)
    contact = same.select_related("case").first()
    return Received(contact=contact, case=contact.case, is_repeat=True) if contact else None


def in_own_language(arrival: Arrival) -> Arrival:
    """Note a language that our forms do not offer when the resident's own words are clearly written in it."""
    found = found_in(arrival.text)
    if found is None or not found.is_sure or found.language in PAGE_LANGUAGES:
        return arrival
    return replace(arrival, language=found.language)


def language_of(arrival: Arrival, text: str, by: Staff | None) -> str:
    """Give the language of the words themselves; what staff wrote down was said in the language that they noted."""
    return arrival.language if by else language_of_text(text, otherwise=arrival.language)


def speakers_of(arrivals: Sequence[Arrival], *, at: datetime) -> list[Resident | None]:
    """Give who speaks in each: the resident that is named with it, else whoever introduces themselves."""
    named = {arrival.resident for arrival in arrivals if arrival.resident is not None}
    known = Resident.objects.in_bulk(list(named)) if named else {}
    strangers = [arrival for arrival in arrivals if arrival.resident is None]
    recognised = recognise_all([_introduction(arrival) for arrival in strangers], at=at)
    _record_consents(zip(strangers, recognised, strict=True), at=at)
    speakers = iter(recognised)
    return [known[arrival.resident] if arrival.resident else next(speakers) for arrival in arrivals]


def _introduction(arrival: Arrival) -> Introduction:
    return Introduction(
        name=arrival.name,
        language=arrival.language,
        reached_by=tuple((point.kind, point.value) for point in arrival.reached_by),
        needs=arrival.needs,
        jurisdiction=arrival.jurisdiction,
    )


def _record_consents(spoken: Iterable[tuple[Arrival, Resident | None]], *, at: datetime) -> None:
    """Keep what was agreed to; a consent that stands already is not given twice."""
    consents = [
        Consent(resident=resident, purpose=purpose, how=arrival.channel, given_at=at)
        for arrival, resident in spoken
        if resident is not None
        for purpose in arrival.consents
    ]
    Consent.objects.bulk_create(consents, ignore_conflicts=True)


def contact_of(
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
        language=language_of(arrival, text, by),
        outcome=outcome,
        text=text,
    )
