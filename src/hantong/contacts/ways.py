"""By which way an answer goes back: as the resident prefers, else as they wrote last, else by any way that is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from hantong.cases.models import Case
from hantong.contacts.channel import Channel, channels, reaches
from hantong.contacts.models import Contact
from hantong.people.models import Consent, ContactPoint, Resident

SPOKEN = ("phone", "counter")  # who talked to us may be written to where they wrote before
FIRST = ("sms", "email")  # by which a contact point is reached that no conversation came by
LOOKED_BACK = 20


@dataclass(frozen=True, slots=True)
class Way:
    """How a resident is reached: by which channel and where; no recipient means by voice only."""

    channel: str
    recipient: str
    label: str | Promise = ""


def way_to(case: Case, resident: Resident, *, chosen: str = "") -> Way:
    """Find how the resident is reached about `case`; `chosen` is the channel that staff picked for this answer.

    Whoever cannot read, or objects to being written to, is told by voice, whatever addresses are known.
    """
    found = ways_to(case, resident)
    if not found:
        return Way(case.channel, "")
    return next((way for way in found if way.channel == chosen), found[0])


def ways_to(case: Case, resident: Resident) -> list[Way]:
    """Give every way in which the resident can be written to about `case`, the one that is taken first."""
    if Resident.Need.CANNOT_READ in resident.needs or _objects(resident):
        return []
    known = resident.contact_points.all()
    points = sorted(known, key=lambda point: (point.is_preferred, point.created_at), reverse=True)
    used = _used(case, resident)
    candidates = [way for key in _in_order(used) if (way := _way(channels()[key], points))]
    wished = [way for way in candidates if resident.preferred_kind and _kind(way) == resident.preferred_kind]
    ordered = [*wished, *(way for way in candidates if way not in wished)]
    found: dict[tuple[str, str], Way] = {}
    for way in ordered:
        found.setdefault((_kind(way), way.recipient), way)
    return list(found.values())


def _used(case: Case, resident: Resident) -> list[str]:
    """Give the channels of the matter's conversations, the last one first; written ones before spoken ones."""
    said = Contact.objects.filter(case=case).order_by("-said_at").values_list("channel", flat=True)
    keys = list(dict.fromkeys([*said[:LOOKED_BACK], case.channel]))
    return [*(key for key in keys if key not in SPOKEN), *(key for key in keys if key in SPOKEN)]


def _in_order(used: Iterable[str]) -> list[str]:
    """Give every channel that replies once: those that were used, then the usual ones, then all others."""
    known = channels()
    keys = dict.fromkeys([*used, *FIRST, *known])
    return [key for key in keys if key in known and known[key].replies]


def _kind(way: Way) -> str:
    return channels()[way.channel].replies


def _way(channel: Channel, points: Iterable[ContactPoint]) -> Way | None:
    for point in points:
        if point.kind == channel.replies and reaches(channel, point.value):
            return Way(channel.key, point.value, _label(channel))
    return None


def _label(channel: Channel) -> str | Promise:
    """Name the way itself: what came by a form is answered by mail."""
    return channels()["email"].label if channel.replies == "email" and "email" in channels() else channel.label


def _objects(resident: Resident) -> bool:
    """Tell whether the resident took back their consent to notices and gave none since."""
    taken_back = list(
        Consent.objects.filter(resident=resident, purpose=Consent.Purpose.NOTICES).values_list(
            "withdrawn_at", flat=True
        )
    )
    return bool(taken_back) and None not in taken_back
