"""Questions to the audit trail."""

from dataclasses import dataclass

from hantong.access.audit_chain import FIRST, link_of
from hantong.access.models import AuditEntry


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """How many rows were read, the hash of the last, and the number of the first that does not fit, if any.

    A chain cannot know of rows cut off at its end: who keeps `head` outside can tell later that it still occurs.
    """

    rows: int
    head: str
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        """Whether every row fits the one before."""
        return self.broken_at is None


def verify_chain() -> ChainCheck:
    """Read the whole audit trail, row by row, and tell where its chain first breaks."""
    before, last = FIRST, 0
    for row in AuditEntry.objects.order_by("n").iterator(chunk_size=2000):
        expected = link_of(
            before=before,
            n=last + 1,
            at=row.at,
            by=row.by_id,
            verb=row.verb,
            subject=row.subject,
            details=row.details,
        )
        if row.n != last + 1 or bytes(row.hash) != expected:
            return ChainCheck(rows=last, head=before.hex(), broken_at=row.n)
        before, last = expected, row.n
    return ChainCheck(rows=last, head=before.hex(), broken_at=None)
