"""What every deadline rule reckons with: the receipt, the office's hours and the time that does not count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hantong.offices.hours import NeverOpens, OfficeHours

_ONE_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """One deadline to be found.

    `amount` is the length of one period in the rule's unit, and `periods` how many follow one another: 1, and
    one more for each extension. `pauses` are spans, in order and apart, in which the resident was asked and
    time did not count; from `waits_from` on, if it is set, a question is still open.
    """

    received_at: datetime
    amount: int
    periods: int
    hours: OfficeHours
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    waits_from: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.hours.zone)

    @property
    def starts_at(self) -> datetime:
        """The next working moment from the receipt on. Raises NeverOpens."""
        start = self.hours.opens_next(self.received_at)
        if start is None:
            raise NeverOpens("These hours never open, so no deadline can begin in them.")
        return start

    @property
    def first_day(self) -> date:
        """The local date on which the clock starts. Raises NeverOpens."""
        return self.starts_at.astimezone(self.zone).date()

    @property
    def day_of_receipt(self) -> date:
        """The local date of the receipt."""
        return self.received_at.astimezone(self.zone).date()

    def after_working_time(self, amount: timedelta) -> datetime | None:
        """Give the moment by which `amount` of unpaused working time has passed; None while one waits.

        Raises NeverOpens.
        """
        since = self.received_at
        for starts_at, ends_at in self.pauses:
            worked = self.hours.working_time_between(since, starts_at)
            if worked >= amount:
                break
            amount -= worked
            since = max(since, ends_at)
        due = self.hours.add_working_time(since, amount)
        return None if self.waits_from is not None and self.waits_from < due else due

    def nth_day(self, first: date, count: int, counts: Callable[[date], bool]) -> date | None:
        """Give the `count`th day from `first` on that `counts` and is not paused; None while one waits."""
        day = first
        while True:
            if self.waits_from is not None and self.waits_from <= self.begin_of(day):
                return None
            if counts(day) and not self.is_paused(day):
                count -= 1
                if count == 0:
                    return day
            day += _ONE_DAY

    def is_paused(self, day: date) -> bool:
        """Tell whether a local day does not count, as none of its working time (after receipt) was unpaused.

        A day without working time is paused when the pauses cover all of it.
        """
        if not self.pauses or self.begin_of(day) >= self.pauses[-1][1]:
            return False
        begin, end = max(self.begin_of(day), self.received_at), self.begin_of(day + _ONE_DAY)
        spans = [(max(begin, starts_at), min(end, ends_at)) for starts_at, ends_at in self.pauses]
        overlaps = [(a, b) for a, b in spans if a < b]
        working = self.hours.working_time_between(begin, end)
        if working:
            return sum((self.hours.working_time_between(a, b) for a, b in overlaps), timedelta()) == working
        return sum((b - a for a, b in overlaps), timedelta()) >= end - begin

    def begin_of(self, day: date) -> datetime:
        """Give the local midnight with which `day` begins, in UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def end_of(self, day: date | None) -> datetime | None:
        """Give the last second of a local day, in UTC: a period ends when its last day does."""
        return None if day is None else datetime.combine(day, _LAST_SECOND, self.zone).astimezone(UTC)
