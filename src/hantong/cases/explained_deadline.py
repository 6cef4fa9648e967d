"""By when something would be due, for the page on which a service's deadline is set."""

from datetime import datetime
from uuid import UUID

from hantong.cases.deadlines import DeadlineRule, due_at
from hantong.offices.directory import directory


def due_if_received(*, unit: str, amount: int, jurisdiction: UUID, at: datetime) -> datetime | None:
    """Give by when something received at `at` in a jurisdiction would be due. Raises ValueError, UnknownRule."""
    hours = directory().clocks[jurisdiction].hours
    return due_at(received_at=at, rule=DeadlineRule(unit, amount), hours=hours)
