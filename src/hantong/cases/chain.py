"""The chain of hashes through a matter's history: changing, removing or reordering a row breaks it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

FIRST = b""
_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest_of(*, salt: bytes, text: str, data: Mapping[str, object]) -> bytes:
    """Give the digest of what was written, salted so that an erased text cannot be guessed from it."""
    return sha256(salt + _written([text, data]).encode()).digest()


def link_of(*, before: bytes, case: UUID, n: int, kind: str, at: datetime, by: UUID | None, digest: bytes) -> bytes:
    """Give the hash of row `n`, which covers the row before it."""
    line = f"{case}|{n}|{kind}|{at.astimezone(UTC).isoformat(timespec='microseconds')}|{by or ''}|"
    return sha256(before + line.encode() + digest).digest()
