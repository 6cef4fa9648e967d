"""What a form carries sealed: the key of what it will send, when it was shown, and the files that were kept for it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core import signing

from hantong.cases.actions import KeptFile
from hantong.kit.ids import new_id

FORM, FILES = "hantong.form", "hantong.form.files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The key that makes a second sending the same sending, and the moment at which the form was shown."""

    id: UUID
    shown_at: datetime


def new_seal(*, at: datetime) -> str:
    """Make the sealed value of a form that is shown now."""
    return signing.dumps([str(new_id()), int(at.timestamp())], salt=FORM)


def opened(sealed: str) -> Seal | None:
    """Read a sealed value; None for one that we did not make."""
    try:
        identity, shown_at = signing.loads(sealed, salt=FORM)
    except signing.BadSignature:
        return None
    return Seal(id=UUID(identity), shown_at=datetime.fromtimestamp(shown_at, UTC))


def sealed_files(files: Sequence[KeptFile]) -> str:
    """Make the sealed value that remembers kept files."""
    return signing.dumps([astuple(file) for file in files], salt=FILES, compress=True) if files else ""


def opened_files(sealed: str) -> list[KeptFile]:
    """Read which files were kept; none for a value that we did not make."""
    if not sealed:
        return []
    try:
        rows = signing.loads(sealed, salt=FILES)
    except signing.BadSignature:
        return []
    return [KeptFile(name=name, content_type=kind, size_bytes=size, sha256=sha256) for name, kind, size, sha256 in rows]
