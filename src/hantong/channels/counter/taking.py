"""From what was typed to what is done: one conversation ends in exactly one of five ways."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hantong.cases.actions import merge
from hantong.cases.models import Case
from hantong.catalogue.book import catalogue
from hantong.channels.counter.about import about_where
from hantong.channels.counter.seat import Seat, unit_of
from hantong.contacts.actions import receive, record_answered, record_outcome
from hantong.contacts.channel import Arrival, channels
from hantong.contacts.models import Contact
from hantong.contacts.seal import Seal
from hantong.kit.errors import Refused
from hantong.offices.person import StaffPerson
from hantong.people.actions import add_contact_point
from hantong.people.contact_points import EMAIL, PHONE
from hantong.people.models import Resident
from hantong.people.refusals import AlreadyReached

LONGEST_HANDLING_S = 2 * 3600


class Incomplete(Refused):
    """Something is missing for this outcome; `field` says what."""

    code = "incomplete"
    message = gettext_lazy("Something is missing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One conversation as it was typed, by whom, where."""

    person: StaffPerson
    seat: Seat
    seal: Seal
    cleaned: Mapping[str, Any]
    phone: str
    name: str
    at: datetime


def take(taking: Taking, outcome: str) -> Contact:
    """Do what the pressed button says. Raises Incomplete, ChannelError and what the verbs raise."""
    resident = taking.cleaned["resident"]
    if resident and not Resident.objects.visible_to(taking.person).filter(pk=resident).exists():
        raise Incomplete(_("Choose the person again."), field="who")
    contact = OUTCOMES[outcome](taking)
    _remember_ways(taking)
    return contact


def _remember_ways(taking: Taking) -> None:
    """Add a telephone number or e-mail address that a known resident had not told us before."""
    resident = Resident.objects.filter(pk=taking.cleaned["resident"]).first() if taking.cleaned["resident"] else None
    for kind, value in ((PHONE, taking.phone), (EMAIL, taking.cleaned["email"])):
        if resident is not None and value:
            with suppress(AlreadyReached):
                add_contact_point(resident=resident, kind=kind, value=value, by=taking.person.staff, at=taking.at)


def _open(taking: Taking) -> Contact:
    if not taking.cleaned["text"].strip():
        raise Incomplete(_("Write what they say in a few words."), field="text")
    received = receive(
        arrival=arrival_of(taking),
        at=taking.at,
        by=taking.person.staff,
        unit=unit_of(taking.seat, taking.person),
    )
    return received.contact


def _join(taking: Taking) -> Contact:
    visible = Case.objects.visible_to(taking.person)
    other = visible.filter(pk=taking.cleaned["joins"]).first() if taking.cleaned["joins"] else None
    if other is None:
        raise Incomplete(_("Choose the matter that it belongs to."), field="joins")
    if not taking.cleaned["text"].strip():
        raise Incomplete(_("Write what they add."), field="text")
    if other.resident_id is not None and other.resident_id == taking.cleaned["resident"]:
        return receive(arrival=arrival_of(taking, joins=other), at=taking.at, by=taking.person.staff).contact
    return _open_and_merge(taking, other)


def _open_and_merge(taking: Taking, other: Case) -> Contact:
    """Give somebody else's report of the same thing a number of its own: nobody reads another's words."""
    received = receive(
        arrival=arrival_of(taking, service=other.service_id),
        at=taking.at,
        by=taking.person.staff,
        unit=unit_of(taking.seat, taking.person),
    )
    if received.case is not None and not received.is_repeat:
        text = _("Reported before; both are dealt with together.")
        merge(case=received.case, into=other, text=text, by=taking.person.staff, at=taking.at)
    return received.contact


def _answer(taking: Taking) -> Contact:
    service = catalogue().services.get(taking.cleaned["service"])
    if service is not None and not service.answerable_at_once:
        raise Incomplete(_("This service is not settled at once: open a matter."), field="service_words")
    if service is None and not taking.cleaned["answer"].strip() and not taking.cleaned["text"].strip():
        raise Incomplete(_("Choose a service or write what was asked."), field="service_words")
    answer = taking.cleaned["answer"]
    return record_answered(arrival=arrival_of(taking), answer=answer, by=taking.person.staff, at=taking.at)


def _pass_on(taking: Taking) -> Contact:
    passed_to = taking.cleaned["passed_to"].strip()
    if not passed_to:
        raise Incomplete(_("Write to whom you passed them on."), field="passed_to")
    return record_outcome(
        arrival=arrival_of(taking),
        outcome=Contact.Outcome.PASSED_ON,
        passed_to=passed_to,
        by=taking.person.staff,
        at=taking.at,
    )


def _give_up(taking: Taking) -> Contact:
    return record_outcome(
        arrival=arrival_of(taking),
        outcome=Contact.Outcome.GAVE_UP,
        passed_to="",
        by=taking.person.staff,
        at=taking.at,
    )


OUTCOMES: Mapping[str, Callable[[Taking], Contact]] = {
    "open": _open,
    "answer": _answer,
    "join": _join,
    "pass_on": _pass_on,
    "give_up": _give_up,
}


def arrival_of(taking: Taking, *, joins: Case | None = None, service: UUID | None = None) -> Arrival:
    """Read what was typed through the channel of the seat. Raises ChannelError."""
    cleaned, seat = taking.cleaned, taking.seat
    resident = cleaned["resident"]
    said_at = cleaned["said_at"]
    handling_s = int((taking.at - taking.seal.shown_at).total_seconds())
    values = {
        "id": str(taking.seal.id),
        "said_at": said_at or taking.at,
        "text": cleaned["text"].strip() or cleaned["answer"].strip() or _("(nothing written down)"),
        "jurisdiction": str(
            about_where(
                chosen=cleaned["jurisdiction"],
                address=cleaned["address"],
                resident=Resident.objects.filter(pk=resident).first() if resident else None,
                place=seat.place,
            )
        ),
        "place": str(seat.place.pk) if seat.place else "",
        "desk": str(seat.desk.pk) if seat.desk else "",
        "service": service or cleaned["service"],
        "resident": resident,
        "joins": str(joins.pk) if joins else "",
        "name": "" if resident else taking.name,
        "phone": "" if resident else taking.phone,
        "email": "" if resident else cleaned["email"],
        "language": cleaned["language"] or "ko",
        "needs": cleaned["needs"],
        "address": cleaned["address"],
        "is_urgent": cleaned["is_urgent"],
        "handling_s": handling_s if said_at is None and 0 <= handling_s <= LONGEST_HANDLING_S else None,
    }
    return channels()[seat.channel].read(values, at=taking.at)
