"""The chain of hashes through the audit trail: changing, removing or reordering a row breaks it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

FIRST = b""


def link_of(
    *,
    before: bytes,
    n: int,
    at: datetime,
    by: UUID | None,
    verb: str,
    subject: str,
    details: Mapping[str, object],
) -> bytes:
    """Give the hash of row `n`, which covers the row before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    line = json.dumps(
        [n, moment, str(by or ""), verb, subject, details],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return sha256(before + line.encode()).digest()
