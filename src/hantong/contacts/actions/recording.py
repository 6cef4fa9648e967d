"""Conversations that make no matter, or none of ours: settled at once, passed on, given up; they count all the same."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.contacts.actions._conversing import already_received, contact_of, speakers_of
from hantong.contacts.channel import Arrival
from hantong.contacts.events import ContactReceived
from hantong.contacts.models import Contact
from hantong.kit.events import announce
from hantong.kit.text import mask_numbers


@transaction.atomic
def record_answered(
    *, arrival: Arrival, answer: str, by: Staff, at: datetime, handling_s: int | None = None
) -> Contact:
    """Record a conversation that was settled at once: no matter is opened, but it counts.

    Raises NotAContactPoint.
    """
    repeat = already_received(arrival)
    if repeat is not None:
        return repeat.contact
    (resident,) = speakers_of([arrival], at=at)
    text = mask_numbers(f"{arrival.text.strip()}\n{answer.strip()}".strip()).text
    contact = contact_of(arrival, resident, outcome=Contact.Outcome.ANSWERED, text=text, by=by, at=at)
    contact.handling_s = arrival.handling_s if handling_s is None else handling_s
    contact.save(force_insert=True)
    announce(ContactReceived.of(contact))
    return contact


@transaction.atomic
def record_outcome(
    *, arrival: Arrival, outcome: Contact.Outcome, passed_to: str, by: Staff | None, at: datetime
) -> Contact:
    """Record a conversation that was passed on, or that the resident gave up. Raises NotAContactPoint."""
    repeat = already_received(arrival)
    if repeat is not None:
        return repeat.contact
    (resident,) = speakers_of([arrival], at=at)
    text = mask_numbers(arrival.text.strip()).text
    contact = contact_of(arrival, resident, outcome=outcome, text=text, by=by, at=at)
    contact.passed_to = passed_to
    contact.handling_s = arrival.handling_s
    contact.save(force_insert=True)
    announce(ContactReceived.of(contact))
    return contact
