"""Reading an arrival that came as plain named values: shared by the channels that are forms of ours."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import isfinite
from uuid import UUID

from django.utils.dateparse import parse_datetime

from hantong.cases.actions import KeptFile
from hantong.contacts.channel import Arrival, ChannelError, ReachedBy, Upload
from hantong.offices.directory import directory
from hantong.people.contact_points import EMAIL, PHONE, NotAContactPoint, normalised
from hantong.people.models import Consent, Resident

LONGEST_TEXT = 10_000
Values = Mapping[str, object]


def nonsense(what: str) -> ChannelError:
    """Make the error for an arrival that trying again would not help."""
    return ChannelError(what, permanent=True)


def read_arrival(values: Values, *, channel: str, at: datetime) -> Arrival:
    """Read named values: ids as text or UUID, the jurisdiction as an id or a code, times with their zone.

    Raises ChannelError(permanent=True) for what nobody could make sense of.
    """
    unknown = set(values) - KNOWN
    if unknown:
        raise nonsense(f"unknown values: {', '.join(sorted(unknown))}")
    text = _text(values, "text", LONGEST_TEXT)
    if not text.strip():
        raise nonsense("there are no words in it")
    said_at = _moment(values, at)
    identity = _id(values, "id")
    if identity is None:
        raise nonsense("id is missing")
    return Arrival(
        id=identity,
        channel=channel,
        key=_text(values, "key", 200),
        said_at=said_at,
        text=text,
        jurisdiction=_jurisdiction(values),
        place=_id(values, "place"),
        desk=_id(values, "desk"),
        service=_id(values, "service"),
        resident=_id(values, "resident"),
        joins=_id(values, "joins"),
        title=_text(values, "title", 200),
        name=_text(values, "name", 80),
        reached_by=_reached_by(values),
        language=_text(values, "language", 8) or "ko",
        needs=_among(values, "needs", Resident.Need.values),
        consents=_among(values, "consents", Consent.Purpose.values),
        address=_text(values, "address", 200),
        lat=_degrees(values, "lat", 90),
        lon=_degrees(values, "lon", 180),
        attributes=_attributes(values),
        uploads=tuple(_listed(values, "uploads", Upload)),
        kept=tuple(_listed(values, "kept", KeptFile)),
        handling_s=_seconds(values),
        is_urgent=values.get("is_urgent") is True,
    )


KNOWN = {
    "id", "key", "said_at", "text", "jurisdiction", "place", "desk", "service", "resident", "joins", "title", "name",
    "email", "phone", "language", "needs", "consents", "address", "lat", "lon", "attributes", "uploads", "kept",
    "handling_s", "is_urgent",
}  # fmt: skip


def _text(values: Values, name: str, most: int) -> str:
    value = values.get(name) or ""
    if not isinstance(value, str) or "\x00" in value:
        raise nonsense(f"{name} is no text")
    if len(value) > most:
        raise nonsense(f"{name} is longer than {most} letters")
    return value


def _id(values: Values, name: str) -> UUID | None:
    value = values.get(name)
    if value in (None, ""):
        return None
    try:
        return UUID(str(value))
    except ValueError as wrong:
        raise nonsense(f"{name} is no id") from wrong


def _moment(values: Values, at: datetime) -> datetime:
    value = values.get("said_at") or at
    if isinstance(value, str):
        try:
            value = parse_datetime(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise nonsense("said_at is no moment with a zone")
    if value > at:
        raise nonsense("said_at lies in the future")
    return value


def _jurisdiction(values: Values) -> UUID:
    value, offices = values.get("jurisdiction"), directory()
    if isinstance(value, str) and value in offices.jurisdiction_codes:
        return offices.jurisdiction_codes[value].pk
    identity = _id(values, "jurisdiction")
    if identity is None or identity not in offices.jurisdictions:
        raise nonsense("jurisdiction is unknown")
    return identity


def _reached_by(values: Values) -> tuple[ReachedBy, ...]:
    found = []
    for kind in (EMAIL, PHONE):
        value = _text(values, kind, 254).strip()
        if not value:
            continue
        try:
            normalised(kind=kind, value=value)
        except NotAContactPoint as wrong:
            raise nonsense(f"{kind} cannot be read") from wrong
        found.append(ReachedBy(kind=kind, value=value))
    return tuple(found)


def _among(values: Values, name: str, known: Iterable[str]) -> tuple[str, ...]:
    chosen = values.get(name) or ()
    if not isinstance(chosen, list | tuple) or not set(chosen) <= set(known):
        raise nonsense(f"{name} has an unknown value")
    return tuple(chosen)


def _degrees(values: Values, name: str, most: float) -> float | None:
    value = values.get(name)
    if value in (None, ""):
        return None
    try:
        degrees = float(str(value))
    except ValueError as wrong:
        raise nonsense(f"{name} is no number") from wrong
    if not isfinite(degrees) or abs(degrees) > most:
        raise nonsense(f"{name} is not on this planet")
    return degrees


def _attributes(values: Values) -> Mapping[str, object]:
    value = values.get("attributes") or {}
    if not isinstance(value, Mapping):
        raise nonsense("attributes is no object")
    return value


def _listed(values: Values, name: str, kind: type) -> list:  # type: ignore[type-arg]
    value = values.get(name) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(each, kind) for each in value):
        raise nonsense(f"{name} are no files")
    return list(value)


def _seconds(values: Values) -> int | None:
    value = values.get("handling_s")
    return value if isinstance(value, int) and 0 <= value <= 24 * 3600 else None
