"""A jurisdiction's clock, put together from rows: its zone, holidays, bands and office hours."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hantong.offices import models
from hantong.offices.bands import Band, BandDefinition, band_clock
from hantong.offices.calendar import HolidayCalendar, LocalHoliday
from hantong.offices.hours import (
    HolidayUse,
    HoursException,
    OfficeHours,
    WeeklyInterval,
    always_open,
    office_hours,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalClock:
    """How one jurisdiction tells the time; `definitions` are (first local date, definition), newest first."""

    zone: ZoneInfo
    calendar: HolidayCalendar
    definitions: tuple[tuple[date, BandDefinition], ...]
    hours: OfficeHours
    _clocks: dict[int, Callable[[datetime], Band]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def definition(self) -> BandDefinition:
        """The newest definition."""
        return self.definitions[0][1]

    def definition_on(self, day: date) -> BandDefinition:
        """Give the band definition that holds on a local date; before the first one, the first."""
        return next((found for since, found in self.definitions if since <= day), self.definitions[-1][1])

    def band(self, moment: datetime) -> Band:
        """Give the time band of `moment` by the definition that holds on its local date."""
        if len(self.definitions) == 1:
            return self._clock_of(self.definition)(moment)
        return self._clock_of(self.definition_on(moment.astimezone(self.zone).date()))(moment)

    def _clock_of(self, definition: BandDefinition) -> Callable[[datetime], Band]:
        known = self._clocks.get(id(definition))
        if known is None:
            known = self._clocks[id(definition)] = band_clock(definition, self.calendar)
        return known


@dataclass(frozen=True, slots=True)
class ClockRows:
    """The rows that clocks are made of, each by its jurisdiction (hours and exceptions of places by place)."""

    holidays: Mapping[UUID, list[models.LocalHoliday]]
    bands: Mapping[UUID, list[models.BandSetting]]
    hours: Mapping[UUID, list[models.OpeningPeriod]]
    place_hours: Mapping[UUID, list[models.OpeningPeriod]]
    exceptions: Mapping[UUID, list[models.OpeningException]]

    @classmethod
    def read(cls) -> "ClockRows":
        """Read them all."""
        rows = cls(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
        for holiday in models.LocalHoliday.objects.order_by("day"):
            rows.holidays[holiday.jurisdiction_id].append(holiday)
        for setting in models.BandSetting.objects.order_by("-valid_from"):
            rows.bands[setting.jurisdiction_id].append(setting)
        for period in models.OpeningPeriod.objects.order_by("weekday", "opens"):
            if period.jurisdiction_id is not None:
                rows.hours[period.jurisdiction_id].append(period)
            elif period.place_id is not None:
                rows.place_hours[period.place_id].append(period)
        for exception in models.OpeningException.objects.order_by("day", "opens"):
            rows.exceptions[exception.place_id].append(exception)
        return rows


def clock_of(path: Iterable[models.Jurisdiction], rows: ClockRows) -> LocalClock:
    """Make the clock of the first jurisdiction of `path`; what it does not set itself comes from those above it."""
    path = tuple(path)
    here = path[0]
    calendar = _calendar(path, rows)
    settings = next((rows.bands[each.pk] for each in path if rows.bands.get(each.pk)), [])
    hours = next((rows.hours[each.pk] for each in path if rows.hours.get(each.pk)), [])
    standard = office_hours(calendar=calendar, zone=here.zone_name)
    return LocalClock(
        zone=here.zone,
        calendar=calendar,
        definitions=tuple(
            (row.valid_from, _definition(row, here, version=len(settings) - n)) for n, row in enumerate(settings)
        )
        or ((date.min, BandDefinition(zone=here.zone_name)),),
        hours=OfficeHours(zone=here.zone_name, weekly=tuple(map(weekly, hours)), calendar=calendar)
        if hours
        else standard,
    )


def place_hours(place: models.Place, clock: LocalClock, rows: ClockRows) -> OfficeHours:
    """Give the opening hours of a place: its own, else round the clock or the office hours, as its kind has it."""
    own = rows.place_hours.get(place.pk, [])
    zone = clock.zone.key
    if not own and place.kind in {place.Kind.ALWAYS_OPEN, place.Kind.CALL_CENTRE, place.Kind.WEB}:
        return always_open(calendar=clock.calendar, zone=zone)
    return OfficeHours(
        zone=zone,
        weekly=tuple(map(weekly, own)) or clock.hours.weekly,
        calendar=clock.calendar,
        exceptions=tuple(_exceptions(rows.exceptions.get(place.pk, []))),
    )


def weekly(row: models.OpeningPeriod) -> WeeklyInterval:
    """Give a stored period as a value."""
    return WeeklyInterval(
        weekday=row.weekday,
        opens_min=row.opens,
        closes_min=row.closes,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        on_holidays=HolidayUse(row.on_holidays),
    )


def _exceptions(rows: Iterable[models.OpeningException]) -> Iterable[HoursException]:
    by_day: dict[date, list[models.OpeningException]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    for day, found in by_day.items():
        yield HoursException(
            day=day,
            intervals_min=tuple(
                (row.opens, row.closes) for row in found if row.opens is not None and row.closes is not None
            ),
            reason=found[0].reason,
        )


def _calendar(path: tuple[models.Jurisdiction, ...], rows: ClockRows) -> HolidayCalendar:
    local: dict[date, models.LocalHoliday] = {}
    for jurisdiction in reversed(path):
        local.update({row.day: row for row in rows.holidays.get(jurisdiction.pk, [])})
    return HolidayCalendar(
        code=path[0].holiday_code,
        additions=tuple(
            LocalHoliday(day=row.day, ko=row.names.get("ko", ""), en=row.names.get("en", ""))
            for row in local.values()
            if not row.is_working_day
        ),
        removals=frozenset(row.day for row in local.values() if row.is_working_day),
    )


def _definition(row: models.BandSetting, here: models.Jurisdiction, *, version: int) -> BandDefinition:
    return BandDefinition(
        zone=here.zone_name,
        day_from_min=row.day_from,
        evening_from_min=row.evening_from,
        night_from_min=row.night_from,
        weekend=frozenset(row.weekend_days),
        name=row.names.get("en") or row.names.get("ko") or here.code,
        version=version,
    )
