"""One matter as it is played: its rows, and its history as acts that are chained once everything has happened."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

Row = tuple[object, ...]


@dataclass(slots=True, kw_only=True)
class Act:
    """One row of history to be."""

    at: datetime
    kind: str
    by: UUID | None = None
    text: str = ""
    is_public: bool = False
    said_at: datetime | None = None
    data: dict[str, object] = field(default_factory=dict)
    by_resident: bool = False
    channel: str = ""


@dataclass(slots=True, kw_only=True)
class Offer:
    """One hand-over."""

    id: UUID
    from_unit: UUID
    to_unit: UUID
    by: UUID | None
    at: datetime
    expires_at: datetime
    said: str = ""
    tried: str = ""
    promised: str = ""
    answer_due_at: datetime | None = None
    outcome: str = ""
    settled_at: datetime | None = None
    settled_by: UUID | None = None
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class End:
    """One closure."""

    id: UUID
    at: datetime
    by: UUID | None
    state: str
    text: str
    passed_to: str = ""
    duplicate_of: UUID | None = None
    lifted_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Longer:
    """One extension."""

    id: UUID
    at: datetime
    by: UUID | None
    reason: str
    was_due_at: datetime
    due_at: datetime


@dataclass(slots=True, kw_only=True)
class Note:
    """Somebody has to know something: an alert."""

    kind: str
    at: datetime
    staff: UUID | None
    unit: UUID | None
    n_kind: str
    is_alarm: bool = False
    data: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Story:
    """A matter, from what was said to where it stands now."""

    id: UUID
    number: str
    jurisdiction: UUID
    service: UUID
    topic: str
    place: UUID | None
    channel: str
    title: str
    text: str
    resident: UUID | None
    language: str
    address: str
    lat: float | None
    lon: float | None
    attributes: dict[str, object]
    said_at: datetime
    recorded_at: datetime
    band: int
    owner_unit: UUID
    owner: UUID | None
    holder_unit: UUID
    holder: UUID | None
    is_urgent: bool
    due_rule: str
    due_at: datetime | None
    routed_by: dict[str, object]
    route_unit: UUID
    waiting_since: datetime | None = None
    first_answered_at: datetime | None = None
    merged_into: UUID | None = None
    reopenings: int = 0
    acts: list[Act] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    extensions: list[Longer] = field(default_factory=list)
    pauses: list[tuple[datetime, datetime | None, UUID | None, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def standing_end(self) -> End | None:
        """The closure that holds now."""
        return next((end for end in self.ends if end.lifted_at is None), None)

    def is_open_at(self, moment: datetime) -> bool:
        """Whether it was running at `moment` without ever having ended before."""
        return self.recorded_at <= moment and not (self.ends and self.ends[0].at <= moment)
