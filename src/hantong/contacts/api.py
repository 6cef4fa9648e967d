"""The front door for machines: an arrival goes in once, however often it is sent."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import HttpError

from hantong.access.doors import allow_machine
from hantong.cases.models import Case
from hantong.cases.rule_book import NoRoute
from hantong.contacts.actions import receive
from hantong.contacts.channel import ChannelError, channels
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.request import StaffRequest
from hantong.people.models import Resident

router = Router(tags=["contacts"])
NO_NUL = r"^[^\x00]*$"
Line = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Degrees = Annotated[float, Field(allow_inf_nan=False, ge=-180, le=180)]


class ArrivalIn(Schema):
    """What somebody said; `id` is made by the sender, and the same one sent again changes nothing."""

    id: UUID
    channel: Line
    key: Line = ""
    said_at: datetime
    text: Annotated[str, Field(min_length=1, max_length=10_000, pattern=NO_NUL)]
    jurisdiction: Line
    place: UUID | None = None
    desk: UUID | None = None
    service: UUID | None = None
    resident: UUID | None = None
    joins: UUID | None = None
    title: Line = ""
    name: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    email: Line = ""
    phone: Line = ""
    language: Annotated[str, Field(max_length=8, pattern=r"^[A-Za-z-]*$")] = "ko"
    needs: list[
        Literal["interpreter", "sign_language", "large_print", "wheelchair", "cannot_read", "hard_of_hearing"]
    ] = []
    address: Line = ""
    lat: Annotated[float, Field(allow_inf_nan=False, ge=-90, le=90)] | None = None
    lon: Degrees | None = None
    is_urgent: bool = False


class ContactOut(Schema):
    """A conversation; `case` is the number of the matter that it belongs to."""

    id: UUID
    channel: str
    jurisdiction: UUID
    place: UUID | None
    service: UUID | None
    resident: UUID | None
    case: str | None
    outcome: str
    band: str
    language: str
    said_at: datetime
    recorded_at: datetime
    handling_s: int | None

    @staticmethod
    def of(contact: Contact) -> "ContactOut":
        """Give `contact` as machines read it."""
        return ContactOut(
            id=contact.pk,
            channel=contact.channel,
            jurisdiction=contact.jurisdiction_id,
            place=contact.place_id,
            service=contact.service_id,
            resident=contact.resident_id,
            case=contact.case.number if contact.case else None,
            outcome=contact.outcome,
            band=Band.of_code(contact.band).value,
            language=contact.language,
            said_at=contact.said_at.astimezone(UTC),
            recorded_at=contact.recorded_at.astimezone(UTC),
            handling_s=contact.handling_s,
        )


class ContactQuery(Schema):
    """Which contacts: said from `starts_at` until before `ends_at`; `after` is the id that the last page ended with."""

    channel: Line | None = None
    outcome: Literal["answered", "opened", "joined", "passed_on", "gave_up"] | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    after: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 50


@router.post("", response={200: ContactOut, 201: ContactOut})
@allow_machine("contacts.take")
def post_contact(request: StaffRequest, body: ArrivalIn) -> Status[ContactOut]:
    """Take in an arrival: 201 when it is new, 200 with what came of it when it had been received before."""
    channel = channels().get(body.channel)
    if channel is None:
        raise HttpError(422, f"channel: choose one of {', '.join(channels())}.")
    _refuse_out_of_reach(request, body)
    try:
        arrival = channel.read(body.dict(exclude={"channel"}), at=now())
        home = request.person.home
        unit = home.department if home else None
        received = receive(arrival=arrival, at=now(), by=request.person.staff, unit=unit)
    except ChannelError as wrong:
        raise HttpError(422, wrong.reason) from wrong
    except NoRoute as nowhere:
        raise HttpError(422, "jurisdiction: nobody is in charge of this there.") from nowhere
    return Status(200 if received.is_repeat else 201, ContactOut.of(received.contact))


def _refuse_out_of_reach(request: StaffRequest, body: ArrivalIn) -> None:
    """Keep a key to its own offices, and to people and matters that it may see. Raises PermissionDenied, Http404."""
    person, offices = request.person, directory()
    place = offices.places.get(body.place) if body.place else None
    desk = offices.desks.get(body.desk) if body.desk else None
    if body.place and place is None:
        raise HttpError(422, "place: there is no such place.")
    if body.desk and (desk is None or desk.place_id != body.place):
        raise HttpError(422, "desk: there is no such desk at this place.")
    reach = person.reach("contacts.take")
    if place is not None and place.jurisdiction_id not in reach.jurisdictions:
        raise PermissionDenied
    if body.resident is not None:
        get_object_or_404(Resident.objects.visible_to(person), pk=body.resident)
    if body.joins is not None:
        get_object_or_404(Case.objects.visible_to(person), pk=body.joins)


@router.get("", response=list[ContactOut])
@allow_machine("cases.see")
def list_contacts(request: StaffRequest, wanted: Query[ContactQuery]) -> list[ContactOut]:
    """Give contacts in the order of their ids."""
    conditions = {
        "channel": wanted.channel,
        "outcome": wanted.outcome,
        "said_at__gte": wanted.starts_at,
        "said_at__lt": wanted.ends_at,
        "pk__gt": wanted.after,
    }
    found = Contact.objects.visible_to(request.person).select_related("case")
    found = found.filter(**{name: value for name, value in conditions.items() if value is not None})
    return [ContactOut.of(contact) for contact in found.order_by("pk")[: wanted.limit]]


@router.get("/{key}", response=ContactOut)
@allow_machine("cases.see")
def get_contact(request: StaffRequest, key: UUID) -> ContactOut:
    """Give one contact."""
    return ContactOut.of(get_object_or_404(Contact.objects.visible_to(request.person).select_related("case"), pk=key))
