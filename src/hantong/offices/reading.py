"""Rows of the offices as facts."""

from hantong.offices.facts import BandFacts, DepartmentFacts, JurisdictionFacts, LocalDay, PlaceFacts
from hantong.offices.hour_rows import in_order
from hantong.offices.hours import HoursException, WeeklyInterval
from hantong.offices.local_clock import weekly
from hantong.offices.models import (
    BandSetting,
    Department,
    Jurisdiction,
    LocalHoliday,
    OpeningException,
    OpeningPeriod,
    Place,
)


def jurisdiction_facts(row: Jurisdiction) -> JurisdictionFacts:
    """Give a jurisdiction as facts."""
    return JurisdictionFacts(
        code=row.code,
        names=dict(row.names),
        kind=str(row.kind),
        parent=row.parent.code if row.parent else "",
        zone=row.zone_name,
        holidays=row.holiday_code,
        lat=row.lat,
        lon=row.lon,
        outline=row.outline,
    )


def department_facts(row: Department) -> DepartmentFacts:
    """Give a department as facts."""
    return DepartmentFacts(
        jurisdiction=row.jurisdiction.code,
        code=row.code,
        names=dict(row.names),
        phone=row.phone,
        email=row.email,
        is_active=row.is_active,
    )


def place_facts(row: Place) -> PlaceFacts:
    """Give a place with its desks as facts."""
    return PlaceFacts(
        code=row.code,
        names=dict(row.names),
        kind=str(row.kind),
        jurisdiction=row.jurisdiction.code,
        department=row.department.key,
        address=row.address,
        directions=dict(row.directions),
        phone=row.phone,
        lat=row.lat,
        lon=row.lon,
        desks=tuple(sorted(desk.code for desk in row.desks.all())),
        is_active=row.is_active,
    )


def hours_of(of: Place | Jurisdiction) -> tuple[WeeklyInterval, ...]:
    """Give the own hours of a place, or the office hours of a jurisdiction; none where it has no own."""
    return in_order(weekly(row) for row in _periods(of))


def _periods(of: Place | Jurisdiction) -> list[OpeningPeriod]:
    if isinstance(of, Place):
        return list(OpeningPeriod.objects.filter(place=of))
    return list(OpeningPeriod.objects.filter(jurisdiction=of))


def exceptions_of(place: Place) -> tuple[HoursException, ...]:
    """Give the days on which a place is open at other hours than usual, in order."""
    by_day: dict[object, list[OpeningException]] = {}
    for row in OpeningException.objects.filter(place=place).order_by("day", "opens"):
        by_day.setdefault(row.day, []).append(row)
    return tuple(
        HoursException(
            day=rows[0].day,
            intervals_min=tuple(
                (row.opens, row.closes) for row in rows if row.opens is not None and row.closes is not None
            ),
            reason=rows[0].reason,
        )
        for rows in by_day.values()
    )


def local_days_of(jurisdiction: Jurisdiction) -> tuple[LocalDay, ...]:
    """Give the days that a jurisdiction itself added to the calendar or took out of it, in order."""
    rows = LocalHoliday.objects.filter(jurisdiction=jurisdiction).order_by("day")
    return tuple(LocalDay(day=row.day, names=dict(row.names), is_working_day=row.is_working_day) for row in rows)


def bands_of(jurisdiction: Jurisdiction) -> tuple[BandFacts, ...]:
    """Give the band definitions of a jurisdiction itself, the oldest first."""
    rows = BandSetting.objects.filter(jurisdiction=jurisdiction).order_by("valid_from")
    return tuple(band_facts(row) for row in rows)


def band_facts(row: BandSetting) -> BandFacts:
    """Give a band definition as facts."""
    return BandFacts(
        valid_from=row.valid_from,
        day_from=row.day_from,
        evening_from=row.evening_from,
        night_from=row.night_from,
        weekend=tuple(sorted(row.weekend_days)),
        names=dict(row.names),
    )
