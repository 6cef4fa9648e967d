"""Opening hours for people to read: whether it is open now, and the coming days one by one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hantong.offices.calendar import HolidayCalendar
from hantong.offices.hour_rows import clock_text
from hantong.offices.hours import OfficeHours

_DAY_MIN = 24 * 60
ALWAYS = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a place is open at a moment, and when that changes; None means not in sight."""

    is_open: bool
    changes_at: datetime | None

    @property
    def is_always_open(self) -> bool:
        """Whether it is open now and does not close in the next weeks."""
        return self.is_open and self.changes_at is None


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a list of hours."""

    day: date
    spans: tuple[str, ...]
    holiday: str
    reason: str
    is_today: bool

    @property
    def is_all_day(self) -> bool:
        """Whether it is open around the clock."""
        return self.spans == ("00:00–24:00",)


def state_at(hours: OfficeHours, at: datetime) -> OpenState:
    """Tell whether a place with these hours is open at `at`, and until when or from when."""
    if not hours.is_open(at):
        return OpenState(is_open=False, changes_at=hours.opens_next(at))
    spans = hours.open_intervals(at, at + ALWAYS)
    ends_at = spans[0][1] if spans else at
    return OpenState(is_open=True, changes_at=None if ends_at >= at + ALWAYS else ends_at)


def day_lines(
    hours: OfficeHours, calendar: HolidayCalendar, *, first: date, count: int, language: str
) -> list[DayLine]:
    """Give the hours of `count` days from `first` on, each with its holiday and the reason of an exception."""
    reasons = {each.day: each.reason for each in hours.exceptions}
    days = [first + timedelta(days=n) for n in range(count)]
    return [
        DayLine(
            day=day,
            spans=tuple(span_text(*span) for span in hours.intervals_on(day)),
            holiday=calendar.name(day, language),
            reason=reasons.get(day, ""),
            is_today=day == first,
        )
        for day in days
    ]


def span_text(opens: int, closes: int) -> str:
    """Write an interval; one that ends on the next day says so by a time past 24:00 less a day."""
    end = clock_text(closes) if closes <= _DAY_MIN else f"{clock_text(closes - _DAY_MIN)} (+1)"
    return f"{clock_text(opens)}–{end}"
