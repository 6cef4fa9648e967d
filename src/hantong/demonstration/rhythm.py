"""When residents turn to the service: by hour, weekday, holiday and season, with the off-hours share of the real one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hantong.offices.bands import Band
from hantong.offices.calendar import HolidayCalendar

HOLIDAY_FACTOR = 0.43  # of the calls of the same weekday
GROWTH = 0.3  # from the first day to the last
WEEKDAY_FACTORS = (1.22, 1.05, 1.0, 0.98, 1.0, 1.0, 0.9)
SNOW_FACTOR = 8.5
SNOW_MONTHS = {12, 1, 2}
_OFF = frozenset(Band) - {Band.DAY}

PHONE = (9, 6, 5, 4, 4, 6, 12, 22, 44, 88, 100, 92, 60, 82, 92, 84, 76, 66, 46, 34, 28, 24, 18, 13)
STATION = (4, 2, 1, 1, 1, 3, 16, 62, 88, 52, 38, 36, 44, 38, 34, 36, 44, 66, 100, 84, 52, 34, 18, 8)
COUNTER = (7, 5, 3, 3, 3, 4, 8, 16, 36, 80, 96, 88, 62, 84, 92, 88, 78, 64, 58, 42, 32, 24, 16, 11)
WEB = (34, 20, 12, 8, 7, 9, 18, 40, 66, 78, 80, 76, 82, 74, 72, 70, 68, 66, 64, 70, 84, 96, 88, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The shape of one way in: weights of the 24 hours, and the share that comes off-hours where it is known.

    `opens` and `closes` are hours, on weekdays only where `is_weekdays_only`.
    """

    hours: tuple[int, ...]
    off_hours_share: float | None = None
    opens: int = 0
    closes: int = 24
    is_weekdays_only: bool = False
    weekend_factor: float = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The period that is played, by the clock of the province; `until` is exclusive."""

    starts_at: datetime
    until: datetime
    zone: ZoneInfo
    calendar: HolidayCalendar
    band: Callable[[datetime], Band]

    def hours(self) -> list[datetime]:
        """Give the beginnings of all its hours."""
        count = int((self.until - self.starts_at).total_seconds() // 3600) + 1
        return [self.starts_at + timedelta(hours=n) for n in range(count)]


def moments(
    *, hours: Sequence[datetime], weights: Sequence[float], year: Year, count: int, random: Random
) -> list[datetime]:
    """Draw `count` moments in hours of these weights."""
    drawn = random.choices(hours, weights, k=count)
    found = (hour + timedelta(seconds=random.random() * 3600) for hour in drawn)
    return [moment for moment in found if moment < year.until]


def hour_weights(rhythm: Rhythm, year: Year, hours: Sequence[datetime]) -> list[float]:
    """Weigh each hour, off-hours scaled so that their share of the whole comes out as it is known."""
    plain = [_weight(rhythm, year, hour) for hour in hours]
    is_off = [year.band(hour) in _OFF for hour in hours]
    if rhythm.off_hours_share is None:
        return plain
    off = sum(weight for weight, flag in zip(plain, is_off, strict=True) if flag)
    on = sum(plain) - off
    if not off or not on:
        return plain
    scale = rhythm.off_hours_share * on / ((1 - rhythm.off_hours_share) * off)
    scaled = [weight * scale if flag else weight for weight, flag in zip(plain, is_off, strict=True)]
    return _with_quiet_holidays(scaled, year, hours)


def _with_quiet_holidays(weights: list[float], year: Year, hours: Sequence[datetime]) -> list[float]:
    """Bring each holiday on a weekday to its share of an ordinary day of that weekday, at the growth of its date."""
    totals: dict[date, float] = {}
    for hour, weight in zip(hours, weights, strict=True):
        day = hour.astimezone(year.zone).date()
        totals[day] = totals.get(day, 0.0) + weight
    ordinary: dict[int, list[float]] = {}
    for day, total in totals.items():
        if not year.calendar.is_holiday(day):
            ordinary.setdefault(day.weekday(), []).append(total / _growth_on(day, year))
    factors = {}
    for day, total in totals.items():
        usual = ordinary.get(day.weekday())
        if usual and total and year.calendar.is_holiday(day) and day.weekday() < 5:
            factors[day] = HOLIDAY_FACTOR * sum(usual) / len(usual) * _growth_on(day, year) / total
    return [
        weight * factors.get(hour.astimezone(year.zone).date(), 1.0)
        for hour, weight in zip(hours, weights, strict=True)
    ]


def _growth_on(day: date, year: Year) -> float:
    span_days = max(1, (year.until - year.starts_at).days)
    return 1 + GROWTH * (day - year.starts_at.astimezone(year.zone).date()).days / span_days


def _weight(rhythm: Rhythm, year: Year, hour: datetime) -> float:
    local = hour.astimezone(year.zone)
    day = local.date()
    is_free = day.weekday() > 4 or year.calendar.is_holiday(day)
    if not rhythm.opens <= local.hour < rhythm.closes or (rhythm.is_weekdays_only and is_free):
        return 0.0
    free = rhythm.weekend_factor if is_free else 1.0
    return rhythm.hours[local.hour] * WEEKDAY_FACTORS[day.weekday()] * free * _growth_on(day, year)


def snow_days(year: Year, *, random: Random) -> list[date]:
    """Give the days of heavy snow: four where the period has a winter, on working days."""
    first, last = year.starts_at.astimezone(year.zone).date(), year.until.astimezone(year.zone).date()
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    winter = [day for day in days if day.month in SNOW_MONTHS and year.calendar.is_working_day(day)]
    return sorted(random.sample(winter, min(4, len(winter) // 10)))


def snow_moments(day: date, *, year: Year, count: int, random: Random) -> list[datetime]:
    """Draw the moments of a snow day: most before and on the way to work."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=year.zone)
    hours = random.choices(
        range(24), (1, 1, 1, 2, 5, 14, 40, 70, 60, 40, 26, 20, *([12] * 6), 20, 14, 8, 5, 3, 2), k=count
    )
    return [midnight + timedelta(hours=hour, seconds=random.random() * 3600) for hour in hours]
