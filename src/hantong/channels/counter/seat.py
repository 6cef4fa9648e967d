"""Where a member of staff sits today: the place, the desk and the channel, remembered in their session."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from uuid import UUID

from hantong.offices.directory import directory
from hantong.offices.models import Desk, Place
from hantong.offices.person import StaffPerson

KEY = "desk_seat"
COUNTER, PHONE = "counter", "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat; its place belongs to the department that answers for what is taken in there."""

    place: Place | None
    desk: Desk | None
    channel: str


def seat_of(session: MutableMapping[str, object], person: StaffPerson) -> Seat:
    """Give the remembered seat, else the place of the person's post."""
    kept = session.get(KEY)
    kept = kept if isinstance(kept, dict) else {}
    offices = directory()
    place = offices.places.get(_id(kept.get("place"))) or _own_place(person)
    desk = offices.desks.get(_id(kept.get("desk")))
    channel = kept.get("channel") or (PHONE if place and place.kind == Place.Kind.CALL_CENTRE else COUNTER)
    is_here = desk is not None and place is not None and desk.place_id == place.pk
    return Seat(place=place, desk=desk if is_here else None, channel=str(channel))


def take_seat(session: MutableMapping[str, object], seat: Seat) -> None:
    """Remember a seat until the person signs out."""
    session[KEY] = {
        "place": str(seat.place.pk) if seat.place else "",
        "desk": str(seat.desk.pk) if seat.desk else "",
        "channel": seat.channel,
    }


def places_for(person: StaffPerson) -> list[Place]:
    """Give the places at which the person may take contacts."""
    reach = person.reach("contacts.take")
    return [
        place
        for place in directory().places.values()
        if place.is_active and place.jurisdiction_id in reach.jurisdictions and place.kind != Place.Kind.WEB
    ]


def unit_of(seat: Seat, person: StaffPerson) -> UUID | None:
    """Give the department in whose name the person takes a matter: the place's, where they have a post, else their own."""
    if seat.place is not None and seat.place.department_id in person.department_ids():
        return seat.place.department_id
    return person.home.department if person.home else None


def _own_place(person: StaffPerson) -> Place | None:
    own = next((post.place for post in person.posts if post.place), None)
    return directory().places.get(own) if own else None


def _id(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)
