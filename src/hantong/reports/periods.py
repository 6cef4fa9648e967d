"""Periods that people ask for by name; days are local, ends exclusive."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
NIGHT_FROM, NIGHT_TO = time(18), time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Local days from `first_day` until `until_day`; `moments` where it is only a span of them."""

    first_day: date
    until_day: date
    moments: tuple[datetime, datetime] | None = None

    @property
    def days_count(self) -> int:
        """How many local days it touches."""
        return (self.until_day - self.first_day).days


def _days(first: date, until: date) -> Period:
    return Period(first_day=first, until_day=until)


def _month(today: date) -> date:
    return today.replace(day=1)


def _quarter(today: date) -> date:
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)


def _year(today: date) -> date:
    return today.replace(month=1, day=1)


_BY_TODAY: Mapping[str, Callable[[date], Period]] = {
    "today": lambda today: _days(today, today + ONE_DAY),
    "yesterday": lambda today: _days(today - ONE_DAY, today),
    "week": lambda today: _days(today - 6 * ONE_DAY, today + ONE_DAY),
    "month": lambda today: _days(_month(today), today + ONE_DAY),
    "last_month": lambda today: _days(_month(_month(today) - ONE_DAY), _month(today)),
    "quarter": lambda today: _days(_quarter(today), today + ONE_DAY),
    "year": lambda today: _days(_year(today), today + ONE_DAY),
    "last_year": lambda today: _days(_year(_year(today) - ONE_DAY), _year(today)),
}


def named_period(name: str, *, at: datetime, zone: ZoneInfo) -> Period:
    """Give the period called `name` as it stands at `at`. Raises KeyError for a name that is not known."""
    local = at.astimezone(zone)
    return last_night(local, zone) if name == "last_night" else _BY_TODAY[name](local.date())


def last_night(local: datetime, zone: ZoneInfo) -> Period:
    """Give the night from 18:00 to 09:00 that ended last; while it is night, the one that is going on."""
    is_evening = local.time() >= NIGHT_FROM
    evening = local.date() if is_evening else local.date() - ONE_DAY
    starts, ends = (
        datetime.combine(evening, NIGHT_FROM, zone),
        datetime.combine(evening + ONE_DAY, NIGHT_TO, zone),
    )
    return Period(first_day=evening, until_day=evening + 2 * ONE_DAY, moments=(starts, ends))


def year_before(period: Period) -> Period:
    """Give the same dates a year before; 29 February becomes the 28th, and a period ending then ends with it."""
    moments = period.moments
    return Period(
        first_day=_a_year_before(period.first_day),
        until_day=_a_year_before(period.until_day - ONE_DAY) + ONE_DAY,
        moments=(_at_a_year_before(moments[0]), _at_a_year_before(moments[1])) if moments else None,
    )


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _at_a_year_before(moment: datetime) -> datetime:
    return datetime.combine(_a_year_before(moment.date()), moment.timetz())
