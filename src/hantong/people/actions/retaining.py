"""Destroy what has been kept for as long as it has to be, and no longer."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.actions import audit
from hantong.people.actions.erasing import forget_unneeded
from hantong.people.holdings import Holding, holdings
from hantong.people.models import Tombstone

BATCH = 500


def destroy_expired(*, at: datetime, most: int = 20_000) -> dict[str, int]:
    """Destroy what is due, batch by batch, each with its tombstones; whatever is left waits for the next night."""
    total: Counter[str] = Counter()
    for holding in holdings():
        done = 0
        while done < most:
            counts = _destroy_batch(holding, at=at)
            if not counts:
                break
            done += max(counts.values())
            total.update(counts)
    return dict(total)


@transaction.atomic
def _destroy_batch(holding: Holding, *, at: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    touched: set[UUID] = set()
    for part in holding.destroy(at=at, most=BATCH):
        tombstone = Tombstone(
            at=at, ground=Tombstone.Ground.RETENTION, jurisdiction_id=part.jurisdiction, retention=part.retention
        )
        tombstone.counts = dict(part.counts)
        tombstone.save(force_insert=True)
        counts.update(part.counts)
        touched |= set(part.residents)
    forgotten = forget_unneeded(touched, at=at) if touched else 0
    if forgotten:
        counts["residents"] += forgotten
    if counts:
        audit(verb="retention.kept", subject="retention", by=None, at=at, details={"counts": dict(counts)})
    return counts
