"""Whether the histories of matters are as they were written: every row proves the one before it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from hantong.cases.chain import FIRST, digest_of, link_of
from hantong.cases.models import History

_HEADS = """
SELECT c.id, c.n, c.head FROM cases_case c
LEFT JOIN LATERAL (SELECT h.n, h.hash FROM cases_history h WHERE h.case_id = c.id ORDER BY h.n DESC LIMIT 1) last ON true
WHERE c.n <> COALESCE(last.n, 0) OR c.head <> COALESCE(last.hash, ''::bytea)
ORDER BY c.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row that does not fit: what was changed, removed or put in; `n` 0 stands for the matter's own head."""

    case: UUID
    n: int
    why: str


@dataclass(frozen=True, slots=True)
class HistoryCheck:
    """How many matters and rows were read, and the first that does not fit, if any."""

    cases: int
    rows: int
    broken: Broken | None

    @property
    def is_whole(self) -> bool:
        """Whether every row fits."""
        return self.broken is None


@transaction.atomic
def verify_histories() -> HistoryCheck:
    """Read all histories in one pass, row by row, and tell where the first one breaks.

    Erased rows have lost their words and salt; their digest and place in the chain are checked all the same.
    """
    case, before, last = None, FIRST, 0
    cases = rows = 0
    for row in History.objects.order_by("case_id", "n").iterator(chunk_size=5000):
        if row.case_id != case:
            case, before, last = row.case_id, FIRST, 0
            cases += 1
        why = _why_broken(row, before=before, last=last)
        if why:
            return HistoryCheck(cases=cases, rows=rows, broken=Broken(case=row.case_id, n=row.n, why=why))
        before, last = bytes(row.hash), row.n
        rows += 1
    return HistoryCheck(cases=cases, rows=rows, broken=_wrong_head())


def _why_broken(row: History, *, before: bytes, last: int) -> str:
    if row.n != last + 1:
        return "missing"
    salt, digest = bytes(row.salt), bytes(row.digest)
    if salt and digest_of(salt=salt, text=row.text, data=row.data) != digest:
        return "changed"
    link = link_of(before=before, case=row.case_id, n=row.n, kind=row.kind, at=row.at, by=row.by_id, digest=digest)
    return "" if link == bytes(row.hash) else "unlinked"


def _wrong_head() -> Broken | None:
    """Find a matter whose own count and head are not those of its last row: rows were cut off."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS)
        row = cursor.fetchone()
    return Broken(case=row[0], n=0, why="cut off") if row else None
