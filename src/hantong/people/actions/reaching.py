"""Add and remove the ways to reach a resident."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import locked, written
from hantong.people.contact_points import NotAContactPoint, normalised
from hantong.people.models import ContactPoint, Resident
from hantong.people.refusals import AlreadyReached, UnreadableContactPoint


@transaction.atomic
def add_contact_point(*, resident: Resident, kind: str, value: str, by: Staff, at: datetime) -> ContactPoint:
    """Record a way to reach a resident; the first is the preferred one. Raises UnreadableContactPoint, AlreadyReached."""
    record = locked(resident)
    try:
        wanted = normalised(kind=kind, value=value)
    except NotAContactPoint as unreadable:
        raise UnreadableContactPoint(field="value") from unreadable
    if record.contact_points.filter(kind=kind, value=wanted).exists():
        raise AlreadyReached(field="value")
    is_first = not record.contact_points.exists()
    point = ContactPoint(resident=record, kind=kind, value=wanted, is_preferred=is_first, created_at=at)
    point.save(force_insert=True)
    written("resident.reached", record, by=by, at=at, details={"kind": kind})
    return point


@transaction.atomic
def prefer_contact_point(*, point: ContactPoint, by: Staff, at: datetime) -> None:
    """Make this the way in which a resident is told things first."""
    record = locked(point.resident)
    record.contact_points.update(is_preferred=False)
    ContactPoint.objects.filter(pk=point.pk).update(is_preferred=True)
    written("resident.changed", record, by=by, at=at, details={"changed": ["contact_points"]})


@transaction.atomic
def remove_contact_point(*, point: ContactPoint, by: Staff, at: datetime) -> None:
    """Forget a way to reach a resident; another one becomes the preferred one if this was."""
    record = locked(point.resident)
    point.delete()
    rest = record.contact_points.order_by("created_at", "pk").first()
    if point.is_preferred and rest is not None:
        ContactPoint.objects.filter(pk=rest.pk).update(is_preferred=True)
    written("resident.unreached", record, by=by, at=at, details={"kind": point.kind})
