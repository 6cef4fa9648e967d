"""The one clock: which time band (day, evening, night, weekend, holiday) a moment belongs to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hantong.offices.calendar import HolidayCalendar

DAY_MIN = 24 * 60
_ONE_MINUTE = timedelta(minutes=1)
_LAST_MOMENT = timedelta(hours=24, microseconds=-1)


class Band(StrEnum):
    """A time band; `code` is the small number under which it is stored, never to be renumbered."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def code(self) -> int:
        """The number of this band in the database."""
        return _CODES[self]

    @classmethod
    def of_code(cls, code: int) -> "Band":
        """Give the band stored under `code`. Raises ValueError for any other number."""
        for band, number in _CODES.items():
            if number == code:
                return band
        raise ValueError(f"{code} is the code of no time band; there are {sorted(_CODES.values())}.")


_CODES = {Band.DAY: 1, Band.EVENING: 2, Band.NIGHT: 3, Band.WEEKEND: 4, Band.HOLIDAY: 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class BandDefinition:
    """What counts as day, evening, night and weekend, and which of them are off-hours; data, not code.

    The hours are minutes from local midnight in `zone` (an IANA name): day is [day_from, evening_from),
    evening [evening_from, night_from), night the rest, over midnight. Equal bounds leave a band out.
    `weekend` holds weekdays, Monday 0. A holiday goes before a weekend and a weekend before the hour, all by
    the local date: Saturday 02:00 is weekend, and Friday 23:00 is night.
    """

    zone: str = "Asia/Seoul"
    day_from_min: int = 9 * 60
    evening_from_min: int = 18 * 60
    night_from_min: int = 22 * 60
    weekend: frozenset[int] = frozenset({5, 6})
    off_hours: frozenset[Band] = frozenset({Band.EVENING, Band.NIGHT, Band.WEEKEND, Band.HOLIDAY})
    name: str = "standard"
    version: int = 1

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)
        if not 0 <= self.day_from_min <= self.evening_from_min <= self.night_from_min <= DAY_MIN:
            raise ValueError(
                "day_from_min, evening_from_min and night_from_min must follow one another within 0 to 1440."
            )
        if not self.weekend <= frozenset(range(7)):
            raise ValueError("weekend must hold weekdays from 0 (Monday) to 6 (Sunday).")

    def of_hour(self, minute: int) -> Band:
        """Give the band of a minute of a working day, counted from local midnight."""
        if self.day_from_min <= minute < self.evening_from_min:
            return Band.DAY
        if self.evening_from_min <= minute < self.night_from_min:
            return Band.EVENING
        return Band.NIGHT


def band_at(moment: datetime, definition: BandDefinition, calendar: HolidayCalendar) -> Band:
    """Give the band of one moment, by the wall clock of the definition's zone.

    Raises ValueError for a moment without a zone, because nobody knows which hour it is.
    """
    local = _aware(moment).astimezone(ZoneInfo(definition.zone))
    by_date = _band_of_date(local.date(), definition, calendar)
    return by_date or definition.of_hour(local.hour * 60 + local.minute)


def band_clock(definition: BandDefinition, calendar: HolidayCalendar) -> Callable[[datetime], Band]:
    """Make the same answer as `band_at` cheap for many moments (well below 1 µs each).

    It remembers each day (of UTC) hour by hour, so keep one clock for a bulk job or for a definition in use.
    An hour in which the band or the zone's offset changes is looked at exactly, every time.
    """
    known: dict[int, tuple[Band | None, ...]] = {}
    hours_of_day = _hours_of_day(definition, calendar)

    def at(moment: datetime) -> Band:
        if moment.tzinfo is not UTC:
            moment = _aware(moment).astimezone(UTC)
        day = moment.toordinal()
        try:
            band = known[day][moment.hour]
        except KeyError:
            known[day] = hours_of_day(moment.date())
            band = known[day][moment.hour]
        return band if band is not None else band_at(moment, definition, calendar)

    return at


def bands_of(moments: Iterable[datetime], definition: BandDefinition, calendar: HolidayCalendar) -> list[Band]:
    """Give the band of each moment, in order. Raises ValueError as `band_at` does."""
    return list(map(band_clock(definition, calendar), moments))


def period_of_day(day: date, zone: str) -> tuple[datetime, datetime]:
    """Give the local day as a period in UTC, end exclusive: what a new holiday touches."""
    local = ZoneInfo(zone)
    starts, ends = (datetime.combine(each, time(), local) for each in (day, day + timedelta(days=1)))
    return starts.astimezone(UTC), ends.astimezone(UTC)


def describe(definition: BandDefinition, language: str = "ko") -> str:
    """Say the definition and its off-hours share in words, in "ko" or "en"."""
    words = _ENGLISH if language.startswith("en") else _KOREAN
    edges = (definition.day_from_min, definition.evening_from_min, definition.night_from_min)
    hours = zip((Band.DAY, Band.EVENING, Band.NIGHT), edges, (*edges[1:], edges[0]), strict=True)
    spans = [f"{words[band]} {_clock(start)}–{_clock(end)}" for band, start, end in hours if start != end]
    off = [words[band] for band in Band if band in definition.off_hours]
    return words["sentence"].format(
        zone=definition.zone,
        hours=", ".join(spans),
        weekdays=words["and"].join(words["weekdays"].split()[day] for day in sorted(definition.weekend))
        or words["none"],
        off_hours=", ".join(off) or words["none"],
        name=definition.name,
        version=definition.version,
    )


_ENGLISH = {
    Band.DAY: "day",
    Band.EVENING: "evening",
    Band.NIGHT: "night",
    Band.WEEKEND: "weekend",
    Band.HOLIDAY: "holiday",
    "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "and": " and ",
    "none": "none",
    "sentence": (
        "By the moment the resident spoke, {zone} time: {hours}; weekend: {weekdays}; public holidays of the "
        "place. A holiday counts before a weekend and a weekend before the hour. Off-hours: {off_hours}. "
        "Share: off-hours divided by all, whatever the band. (Definition {name}, version {version})"
    ),
}
_KOREAN = {
    Band.DAY: "주간",
    Band.EVENING: "저녁",
    Band.NIGHT: "야간",
    Band.WEEKEND: "주말",
    Band.HOLIDAY: "공휴일",
    "weekdays": "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    "and": "·",
    "none": "없음",
    "sentence": (
        "주민이 말한 시각({zone}) 기준: {hours}, 주말은 {weekdays}, 공휴일은 해당 지역의 공휴일. "
        "공휴일, 주말, 시간대 순으로 먼저 해당하는 것 하나로 셈. 근무시간 외: {off_hours}. "
        "비율: 근무시간 외 건수를 모든 시간대의 전체 건수로 나눈 값. (정의 {name}, 제{version}판)"
    ),
}


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OffHours:
    """How much came off-hours: `off_hours_count` of `total_count`, which counts every band, each item once.

    `off_hours_share` is their quotient, 0…1, and None where nothing was counted (nothing is not 0 %).
    """

    off_hours_count: int
    total_count: int
    off_hours_share: float | None
    definition: BandDefinition


def off_hours_share(counts: Mapping[Band, int], definition: BandDefinition) -> OffHours:
    """Give the off-hours share of counts per band: off-hours over the sum of all bands."""
    total = sum(counts.values())
    off = sum(count for band, count in counts.items() if band in definition.off_hours)
    return OffHours(
        off_hours_count=off,
        total_count=total,
        off_hours_share=off / total if total else None,
        definition=definition,
    )


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so its hour of day is unknown.")
    return moment


def _hours_of_day(definition: BandDefinition, calendar: HolidayCalendar) -> Callable[[date], tuple[Band | None, ...]]:
    """The bands of the 24 hours of a UTC day; None for an hour that is not all in one band."""
    zone = ZoneInfo(definition.zone)
    by_offset: dict[int, tuple[tuple[int, Band | None], ...]] = {}

    def of_day(day: date) -> tuple[Band | None, ...]:
        starts = datetime(day.year, day.month, day.day, tzinfo=UTC)
        offset, later = ((starts + each).astimezone(zone).utcoffset() for each in (timedelta(), _LAST_MOMENT))
        if offset is None or offset != later or offset % _ONE_MINUTE:
            return (None,) * 24
        offset_min = offset // _ONE_MINUTE
        hours = by_offset.get(offset_min)
        if hours is None:
            hours = by_offset[offset_min] = tuple(_local_hour(definition, h * 60 + offset_min) for h in range(24))
        whole = [_band_of_date(day + timedelta(days=shift), definition, calendar) for shift in (-1, 0, 1)]
        return tuple(band and (whole[shift + 1] or band) for shift, band in hours)

    return of_day


def _local_hour(definition: BandDefinition, starts_min: int) -> tuple[int, Band | None]:
    """The local day (-1, 0, 1 from the UTC day) of the hour from this minute on, and its band if one."""
    shift, minute = divmod(starts_min, DAY_MIN)
    edges = (definition.day_from_min, definition.evening_from_min, definition.night_from_min, DAY_MIN)
    is_whole = not any(minute < edge < minute + 60 for edge in edges)
    return shift, definition.of_hour(minute) if is_whole else None


def _band_of_date(day: date, definition: BandDefinition, calendar: HolidayCalendar) -> Band | None:
    if calendar.is_holiday(day):
        return Band.HOLIDAY
    return Band.WEEKEND if day.weekday() in definition.weekend else None
