"""When an office is open: weekly intervals, seasons, exceptions, holidays, and the time counted in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from hantong.offices.calendar import HolidayCalendar
from hantong.offices.open_time import OpenYear, Span, cut, merged, moment_of, us_of

_DAY_MIN = 24 * 60
_NO_TIME = timedelta()
_MINUTE = timedelta(minutes=1)
_MICROSECOND = timedelta(microseconds=1)
_YEARS_AHEAD = 10


class NeverOpens(ValueError):
    """Hours that do not open within ten years, so that time cannot be counted in them."""


class HolidayUse(StrEnum):
    """Whether a weekly interval holds on a holiday: never, also then, or only then."""

    NEVER = "never"
    ALSO = "also"
    ONLY = "only"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyInterval:
    """An interval of every `weekday` (Monday 0), in minutes from that day's local midnight, end exclusive.

    `closes_min` above 1440 runs over midnight. `valid_from` and `valid_to` (exclusive) make seasons.
    """

    weekday: int
    opens_min: int
    closes_min: int
    valid_from: date | None = None
    valid_to: date | None = None
    on_holidays: HolidayUse = HolidayUse.NEVER

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekday must be from 0 (Monday) to 6 (Sunday).")
        _check_interval(self.opens_min, self.closes_min)

    def holds_on(self, day: date, *, is_holiday: bool) -> bool:
        """Tell whether this interval begins on `day`."""
        if day.weekday() != self.weekday or self.on_holidays == (HolidayUse.NEVER if is_holiday else HolidayUse.ONLY):
            return False
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursException:
    """One day that is not as usual: the only intervals that begin on it, in minutes; none means closed."""

    day: date
    intervals_min: tuple[tuple[int, int], ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        for opens, closes in self.intervals_min:
            _check_interval(opens, closes)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """The opening hours of one place or jurisdiction, in its own `zone` (an IANA name).

    An exception goes before a holiday and a holiday before the weekday. Intervals that touch or overlap are
    one. Where clocks change, an hour that comes twice is open twice and a skipped hour is open never; a bound
    at a doubled time means the first of the two. With `on_working_days_only` nothing on a Saturday, Sunday or
    holiday counts as open, whatever the intervals say: the hours in which statutory periods run.
    """

    zone: str
    weekly: tuple[WeeklyInterval, ...]
    calendar: HolidayCalendar
    exceptions: tuple[HoursException, ...] = ()
    on_working_days_only: bool = False
    _years: "dict[int, OpenYear]" = field(default_factory=dict, init=False, repr=False, compare=False)
    _strict: "list[OfficeHours]" = field(default_factory=list, init=False, repr=False, compare=False)

    def is_open(self, moment: datetime) -> bool:
        """Tell whether the office is open at `moment`."""
        return self._year(_utc(moment).year).is_open(us_of(moment))

    def opens_next(self, after: datetime) -> datetime | None:
        """Give the first moment from `after` on at which the office is open, in UTC: `after` if it is now.

        None when it does not open within ten years.
        """
        year, after_us = _utc(after).year, us_of(after)
        for each in range(year, year + _YEARS_AHEAD + 1):
            opening = self._year(each).opens_next(after_us)
            if opening is not None:
                return moment_of(opening)
        return None

    def open_intervals(self, starts_at: datetime, ends_at: datetime) -> list[tuple[datetime, datetime]]:
        """Give the open intervals within a period, in UTC, in order, cut to it, ends exclusive."""
        years = range(_utc(starts_at).year, _utc(ends_at).year + 1)
        first_us, last_us = us_of(starts_at), us_of(ends_at)
        spans = merged(span for year in years for span in self._year(year).within(first_us, last_us))
        return [(moment_of(start), moment_of(end)) for start, end in spans]

    def working_time_between(self, starts_at: datetime, ends_at: datetime) -> timedelta:
        """Give the open time from one moment to another; nothing when the second is not later."""
        first, last = _utc(starts_at).year, _utc(ends_at).year
        if ends_at <= starts_at:
            return timedelta()
        between = sum(self._year(each).worked_us for each in range(first, last))
        until = self._year(last).worked_until(us_of(ends_at))
        return timedelta(microseconds=between + until - self._year(first).worked_until(us_of(starts_at)))

    def working_minutes_between(self, starts_at: datetime, ends_at: datetime) -> float:
        """Give the open minutes from one moment to another; 0 when the second is not later."""
        return self.working_time_between(starts_at, ends_at) / _MINUTE

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """Give the first moment, in UTC, by which `amount` of open time has passed since `start`.

        Eight hours from 09:00 end at 18:00 the same day and not at 09:00 the next.

        Raises NeverOpens when ten years do not hold that much.
        """
        in_utc = _utc(start)
        if amount <= _NO_TIME:
            return in_utc
        left = amount // _MICROSECOND + self._year(in_utc.year).worked_until(us_of(in_utc))
        for each in range(in_utc.year, in_utc.year + _YEARS_AHEAD + 1):
            year = self._year(each)
            if left <= year.worked_us:
                return moment_of(year.done_at(left))
            left -= year.worked_us
        raise NeverOpens(f"These hours do not open for long enough within {_YEARS_AHEAD} years.")

    def add_working_minutes(self, start: datetime, minutes: float) -> datetime:
        """Give the first moment, in UTC, by which `minutes` of open time have passed since `start`.

        Raises NeverOpens when ten years do not hold that many.
        """
        return self.add_working_time(start, timedelta(minutes=minutes))

    def strictly_on_working_days(self) -> "OfficeHours":
        """Give these hours without all that lies on a Saturday, Sunday or holiday; made once."""
        if self.on_working_days_only:
            return self
        if not self._strict:
            self._strict.append(replace(self, on_working_days_only=True))
        return self._strict[0]

    def intervals_on(self, day: date) -> list[tuple[int, int]]:
        """Give the intervals that begin on a local date, in minutes from its midnight, for a page to list."""
        for exception in self.exceptions:
            if exception.day == day:
                return sorted(exception.intervals_min)
        is_holiday = self.calendar.is_holiday(day)
        return sorted(
            (each.opens_min, each.closes_min) for each in self.weekly if each.holds_on(day, is_holiday=is_holiday)
        )

    def _year(self, year: int) -> OpenYear:
        kept = self._years.get(year)
        if kept is None:
            kept = self._years[year] = _open_year(self, year)
        return kept

    def spans_around(self, year: int) -> Iterator[Span]:
        """Give the open spans of a UTC year and some days around it, in microseconds since 1970."""
        first = date(year - 1, 12, 30)
        days = (first + timedelta(days=each) for each in range(369))
        return merged(span for day in days for span in self._spans_on(day))

    def _spans_on(self, day: date) -> Iterator[Span]:
        for opens, closes in self.intervals_on(day):
            if not self.on_working_days_only:
                yield self._us(day, opens), self._us(day, closes)
                continue
            for shift in (0, 1):
                if self.calendar.is_working_day(day + timedelta(days=shift)):
                    begin, end = max(opens, shift * _DAY_MIN), min(closes, (shift + 1) * _DAY_MIN)
                    yield self._us(day, begin), self._us(day, end)

    def _us(self, day: date, minute: int) -> int:
        shift, minute = divmod(minute, _DAY_MIN)
        wall = time(minute // 60, minute % 60, tzinfo=ZoneInfo(self.zone))
        return us_of(datetime.combine(day + timedelta(days=shift), wall))


def office_hours(*, calendar: HolidayCalendar, zone: str = "Asia/Seoul") -> OfficeHours:
    """Give the hours of a Korean public office: Monday to Friday 09–18 without lunch 12–13, 8 h a day.

    Source: State Public Officials Service Regulations (국가공무원 복무규정) art. 9; local government alike.
    """
    halves = ((9 * 60, 12 * 60), (13 * 60, 18 * 60))
    week = tuple(WeeklyInterval(weekday=day, opens_min=a, closes_min=b) for day in range(5) for a, b in halves)
    return OfficeHours(zone=zone, weekly=week, calendar=calendar)


def always_open(*, calendar: HolidayCalendar, zone: str = "Asia/Seoul") -> OfficeHours:
    """Give the hours of a place that never closes."""
    week = tuple(
        WeeklyInterval(weekday=day, opens_min=0, closes_min=_DAY_MIN, on_holidays=HolidayUse.ALSO) for day in range(7)
    )
    return OfficeHours(zone=zone, weekly=week, calendar=calendar)


@lru_cache(maxsize=512)
def _open_year(hours: OfficeHours, year: int) -> OpenYear:
    """The same for all offices with equal hours, such as the cities of a province, and through new editions."""
    bounds = (us_of(datetime(each, 1, 1, tzinfo=UTC)) for each in (year, year + 1))
    return OpenYear.of(cut(hours.spans_around(year), *bounds))


def _check_interval(opens_min: int, closes_min: int) -> None:
    if not 0 <= opens_min < _DAY_MIN:
        raise ValueError("opens_min must be a minute of the day, from 0 to 1439.")
    if not opens_min < closes_min <= opens_min + _DAY_MIN:
        raise ValueError("closes_min must be after opens_min, by a day at most.")


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so nobody knows whether it is open.")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
