"""What can have happened to the offices that others follow."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hantong.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged(Event):
    """A jurisdiction's holidays, office hours or time bands changed, for moments in a period (open: no end).

    It concerns the jurisdiction and all below it.
    """

    jurisdiction: UUID
    starts_at: datetime
    ends_at: datetime | None
