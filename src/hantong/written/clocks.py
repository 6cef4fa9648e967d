"""How long a first answer may take: minutes per channel and time band, and how much of them is left; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

BUILT_IN_MIN = {"sms": 120, "kakao": 30, "chat": 5, "social": 240, "email": 480, "web": 480, "open311": 1440}
OTHERWISE_MIN = 480
LITTLE_LEFT_SHARE = 0.25

Key = tuple[UUID | None, str, int | None]


def minutes_of(targets: Mapping[Key, int], *, path: Sequence[UUID], channel: str, band: int) -> int:
    """Give the minutes that hold: of the nearest jurisdiction on `path`, for the band before any band."""
    for where in (*path, None):
        for when in (band, None):
            found = targets.get((where, channel, when))
            if found is not None:
                return found
    return BUILT_IN_MIN.get(channel, OTHERWISE_MIN)


@dataclass(frozen=True, slots=True)
class Clock:
    """How much of the time for an answer is left."""

    left: timedelta
    share: float

    @property
    def is_over(self) -> bool:
        """Whether the answer is late."""
        return self.left <= timedelta(0)

    @property
    def tone(self) -> str:
        """How it looks."""
        if self.is_over:
            return "danger"
        return "warning" if self.share < LITTLE_LEFT_SHARE else "neutral"


def clock_of(*, since: datetime, target_at: datetime, at: datetime) -> Clock:
    """Give the clock at `at` of what waits since `since` and is wanted by `target_at`."""
    whole = max((target_at - since).total_seconds(), 1.0)
    left = target_at - at
    return Clock(left=left, share=max(0.0, left.total_seconds() / whole))
