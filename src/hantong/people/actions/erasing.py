"""Erase what is held about a resident; what stays is a count."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import locked, reasoned, written
from hantong.people.holdings import holdings
from hantong.people.models import Apart, Consent, ContactPoint, Merge, Resident, Spokesperson, Tombstone
from hantong.people.queries import held_residents, record_ids, standing_hold
from hantong.people.refusals import Held, OpenMatters


@transaction.atomic
def erase_resident(*, resident: Resident, reason: str, by: Staff, at: datetime) -> Tombstone:
    """Erase everything about a resident at their request, in every room, for good.

    Raises Held, OpenMatters, AlreadyErased, ReasonMissing.
    """
    reasoned(reason)
    record = locked(resident)
    ids = record_ids(record)
    hold = standing_hold(ids)
    if hold is not None:
        raise Held(Held.message % {"reason": hold.reason})
    still_open = sum(holding.open_matters(ids) for holding in holdings())
    if still_open:
        raise OpenMatters(OpenMatters.message % {"count": still_open})
    counts: Counter[str] = Counter()
    for holding in holdings():
        counts.update(holding.erase(ids, at=at))
    counts.update(_erase_records(ids, at=at))
    tombstone = Tombstone(at=at, by=by, ground=Tombstone.Ground.REQUEST, jurisdiction_id=record.jurisdiction_id)
    tombstone.counts = dict(counts)
    tombstone.save(force_insert=True)
    written("resident.erased", record, by=by, at=at, details={"counts": dict(counts)})
    return tombstone


def forget_unneeded(residents: Collection[UUID], *, at: datetime) -> int:
    """Erase those of these people about whom no room holds anything any more, and tell how many records it was."""
    own = Resident.objects.filter(pk__in=residents, erased_at__isnull=True)
    people = {kept or key for key, kept in own.values_list("pk", "merged_into_id")}
    merged = Resident.objects.filter(merged_into__in=people).values_list("pk", "merged_into_id")
    person_of = {**{key: key for key in people}, **dict(merged)}
    needed = held_residents()
    for holding in holdings():
        needed |= set(holding.still_of(person_of.keys()))
    kept_people = {person_of[key] for key in needed if key in person_of}
    forgotten = [key for key, person in person_of.items() if person not in kept_people]
    _erase_records(forgotten, at=at)
    return len(forgotten)


def _erase_records(ids: Collection[UUID], *, at: datetime) -> dict[str, int]:
    """Empty the records of this room; the rows stay as nameless ends of what pointed to them."""
    counts = {"residents": len(ids)}
    counts["contact_points"] = ContactPoint.objects.filter(resident__in=ids).delete()[0]
    counts["consents"] = Consent.objects.filter(resident__in=ids).delete()[0]
    for relation in ("resident__in", "speaker__in"):
        Spokesperson.objects.filter(**{relation: ids}).delete()
    for relation in ("first__in", "second__in"):
        Apart.objects.filter(**{relation: ids}).delete()
    Merge.objects.filter(kept__in=ids).update(reason="")
    Resident.objects.filter(pk__in=ids).update(
        name="", name_terms=[], needs=[], remarks="", known_in=[], language="ko", erased_at=at
    )
    return counts
