"""Write down who did what, and who looked at whose personal data."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from hantong.access.audit_chain import FIRST, link_of
from hantong.access.models import AuditEntry, Staff
from hantong.kit.ids import new_id

ONE_LOOK = timedelta(minutes=10)
_CHAIN_LOCK = 0x68616E746F6E67  # "hantong": the transaction that holds it writes the next row


@transaction.atomic(savepoint=False)
def audit(
    *, verb: str, subject: str, by: Staff | None, at: datetime, details: Mapping[str, object] | None = None
) -> AuditEntry:
    """Add a row to the audit trail, in the transaction of the act itself.

    `verb` is a code such as "role.changed", `subject` names what was acted on ("role:counsellor"). Rows are never
    erased: `details` are plain JSON values (texts, whole numbers, lists) without names or contact points of residents.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = AuditEntry.objects.order_by("-n").values_list("n", "hash").first()
    n, before = (last[0] + 1, bytes(last[1])) if last else (1, FIRST)
    written = dict(details or {})
    link = link_of(before=before, n=n, at=at, by=by.pk if by else None, verb=verb, subject=subject, details=written)
    entry = AuditEntry(n=n, at=at, by=by, verb=verb, subject=subject, details=written, hash=link)
    entry.save(force_insert=True)
    return entry


def record_viewing(*, staff: Staff, resident: UUID, page: str, at: datetime, subject: str = "") -> None:
    """Record that `staff` saw a resident's personal data on `page`, once in ten minutes at most."""
    record_viewings(staff=staff, residents=[resident], page=page, at=at, subject=subject)


def record_viewings(*, staff: Staff, residents: Iterable[UUID], page: str, at: datetime, subject: str = "") -> None:
    """Record that `staff` saw the personal data of several residents on `page`, in one statement."""
    wanted = list(dict.fromkeys(residents))
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_viewing (id, staff_id, resident_id, at, page, subject)"
            " SELECT seen.id, %(staff)s, seen.resident, %(at)s, %(page)s, %(subject)s"
            " FROM unnest(%(ids)s::uuid[], %(residents)s::uuid[]) AS seen (id, resident)"
            " WHERE NOT EXISTS (SELECT 1 FROM access_viewing before WHERE before.resident_id = seen.resident"
            " AND before.staff_id = %(staff)s AND before.page = %(page)s"
            " AND before.at > %(since)s AND before.at <= %(at)s)",
            {
                "staff": staff.pk,
                "at": at,
                "page": page,
                "subject": subject,
                "ids": [new_id() for _ in wanted],
                "residents": wanted,
                "since": at - ONE_LOOK,
            },
        )
