"""Decide that two records are one person, or two; a merge is a pointer and can be taken back exactly."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import locked, reasoned, written
from hantong.people.models import Apart, Merge, Resident
from hantong.people.refusals import AlreadyMerged, NotMerged, SameRecord


@transaction.atomic
def merge_residents(*, kept: Resident, merged: Resident, reason: str, by: Staff, at: datetime) -> Merge:
    """Make `merged` a part of `kept`: both keep what they hold, and are shown as one.

    Raises SameRecord, AlreadyMerged, AlreadyErased, ReasonMissing.
    """
    if kept.pk == merged.pk:
        raise SameRecord
    why = reasoned(reason)
    first, second = _both_locked(kept, merged)
    if first.merged_into_id or second.merged_into_id:
        raise AlreadyMerged
    moved = [str(key) for key in second.merged_from.values_list("pk", flat=True)]
    added = _reached_by_merge(first, second)
    Resident.objects.filter(pk__in=moved).update(merged_into=first)
    Resident.objects.filter(pk=second.pk).update(merged_into=first)
    if added:
        Resident.objects.filter(pk=first.pk).update(known_in=[*first.known_in, *added])
    merge = Merge(kept=first, merged=second, by=by, at=at, reason=why[:200])
    merge.moved = {"residents": moved, "known_in": [str(key) for key in added]}
    merge.save(force_insert=True)
    written("resident.merged", first, by=by, at=at, details={"merged": str(second.pk)})
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, by: Staff, at: datetime) -> None:
    """Take two records apart again, as they were before. Raises NotMerged, AlreadyErased."""
    standing = Merge.objects.filter(pk=merge.pk, undone_at__isnull=True)
    if not standing.update(undone_by=by, undone_at=at):
        raise NotMerged
    kept, merged = _both_locked(merge.kept, merge.merged)
    Resident.objects.filter(pk=merged.pk).update(merged_into=None)
    still_merged = Merge.objects.filter(kept=merged, undone_at__isnull=True).values("merged")
    Resident.objects.filter(pk__in=merge.moved.get("residents", []), merged_into=merge.kept_id).filter(
        pk__in=still_merged
    ).update(merged_into=merged)
    gone = {UUID(key) for key in merge.moved.get("known_in", [])}
    if gone:
        Resident.objects.filter(pk=kept.pk).update(known_in=[key for key in kept.known_in if key not in gone])
    written("resident.unmerged", kept, by=by, at=at, details={"merged": str(merged.pk)})


@transaction.atomic
def keep_apart(*, one: Resident, other: Resident, by: Staff, at: datetime) -> Apart:
    """Record that two records that look alike are two people; they are not suggested again. Raises SameRecord."""
    if one.pk == other.pk:
        raise SameRecord
    first, second = sorted((one, other), key=lambda resident: resident.pk)
    apart, is_new = Apart.objects.get_or_create(first=first, second=second, defaults={"by": by, "at": at})
    if is_new:
        written("resident.kept_apart", first, by=by, at=at, details={"other": str(second.pk)})
    return apart


def _both_locked(one: Resident, other: Resident) -> tuple[Resident, Resident]:
    """Lock in the order of the keys, so that two merges crosswise cannot wait for each other."""
    rows = {resident.pk: locked(resident) for resident in sorted((one, other), key=lambda each: each.pk)}
    return rows[one.pk], rows[other.pk]


def _reached_by_merge(kept: Resident, merged: Resident) -> list[UUID]:
    own = {kept.jurisdiction_id, *kept.known_in}
    brought = [merged.jurisdiction_id, *merged.known_in]
    return [key for key in dict.fromkeys(brought) if key is not None and key not in own]
