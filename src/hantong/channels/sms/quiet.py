"""The hours in which nobody is woken by what they did not ask for."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when, in the office's own zone; usually over midnight. Both the same: never."""

    begins: time
    ends: time

    def over_at(self, at: datetime, zone: str) -> datetime | None:
        """Give when the quiet around `at` ends, or None where it is not quiet."""
        here = at.astimezone(ZoneInfo(zone))
        clock = here.time().replace(tzinfo=None)
        if self.begins <= self.ends:
            is_quiet, is_late = self.begins <= clock < self.ends, False
        else:
            is_late = clock >= self.begins
            is_quiet = is_late or clock < self.ends
        if not is_quiet:
            return None
        day = here.date() + timedelta(days=1) if is_late else here.date()
        return datetime.combine(day, self.ends, ZoneInfo(zone))


def read_quiet(value: str) -> Quiet:
    """Read "21:00-08:00", or "" for never. Raises ValueError."""
    if not value.strip():
        return Quiet(time(), time())
    begins, _dash, ends = value.partition("-")
    return Quiet(time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip()))
