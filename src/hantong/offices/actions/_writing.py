"""What every verb of this room does at its end: the audit trail is written and a new edition begins."""

from collections.abc import Mapping
from datetime import datetime

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.kit.editions import forget_edition


def written(*, verb: str, subject: str, details: Mapping[str, object], by: Staff | None, at: datetime) -> None:
    """Keep the change in the audit trail and make the rest of this turn read the offices anew."""
    audit(verb=verb, subject=subject, details=dict(details), by=by, at=at)
    forget_edition()
