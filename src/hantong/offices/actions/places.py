"""Making, changing and removing places and their desks."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.offices.actions._writing import written
from hantong.offices.facts import PlaceFacts, differences, mark_of
from hantong.offices.lookups import department_of, jurisdiction_of, named
from hantong.offices.models import Desk, Place
from hantong.offices.reading import place_facts
from hantong.offices.refusals import CodeTaken, refuse_in_use, refuse_stale

OWNED = frozenset({"desks", "opening_hours", "opening_exceptions"})


@transaction.atomic
def add_place(*, facts: PlaceFacts, by: Staff | None, at: datetime) -> Place:
    """Open a place with its desks. Raises CodeTaken, NameMissing, UnknownCode."""
    if Place.objects.filter(code=facts.code).exists():
        raise CodeTaken(field="code")
    row = Place(code=facts.code)
    _set(row, facts)
    row.save(force_insert=True)
    _set_desks(row, facts.desks)
    written(verb="place.added", subject=f"place:{facts.code}", details={}, by=by, at=at)
    return row


@transaction.atomic
def change_place(*, place: Place, facts: PlaceFacts, seen: str | None = None, by: Staff | None, at: datetime) -> Place:
    """Set what a place is and which desks it has; its code stays.

    Raises StaleEdit, NameMissing, UnknownCode, and InUse for a desk at which conversations were held.
    """
    row = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    before = place_facts(row)
    refuse_stale(seen=seen, now=mark_of(before))
    _set(row, facts)
    row.save()
    _set_desks(row, facts.desks)
    changes = differences(before, place_facts(row))
    if changes:
        written(verb="place.changed", subject=f"place:{row.code}", details=changes, by=by, at=at)
    return row


def _set(row: Place, facts: PlaceFacts) -> None:
    row.names = named(facts.names)
    row.kind = facts.kind
    row.jurisdiction = jurisdiction_of(facts.jurisdiction, field="jurisdiction")
    row.department = department_of(facts.department, field="department")
    row.address, row.phone = facts.address, facts.phone
    row.directions = {language: text for language, text in facts.directions.items() if text}
    row.lat, row.lon, row.is_active = facts.lat, facts.lon, facts.is_active


def _set_desks(row: Place, codes: Iterable[str]) -> None:
    wanted = set(codes)
    present = {desk.code: desk for desk in Desk.objects.filter(place=row)}
    for code in present.keys() - wanted:
        refuse_in_use(present[code])
        present[code].delete()
    for code in sorted(wanted - present.keys()):
        Desk(place=row, code=code).save(force_insert=True)


@transaction.atomic
def remove_place(*, place: Place, by: Staff | None, at: datetime) -> None:
    """Remove a place that nothing refers to, with its desks and hours. Raises InUse."""
    refuse_in_use(place, owned=OWNED)
    for desk in place.desks.all():
        refuse_in_use(desk)
    code = place.code
    place.delete()
    written(verb="place.removed", subject=f"place:{code}", details={}, by=by, at=at)
