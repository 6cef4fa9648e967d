"""Setting what counts as day, evening, night and weekend, from a date on."""

from datetime import date, datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.kit.events import announce
from hantong.offices.actions._writing import written
from hantong.offices.bands import DAY_MIN, period_of_day
from hantong.offices.events import CalendarChanged
from hantong.offices.facts import BandFacts, differences
from hantong.offices.models import BandSetting, Jurisdiction
from hantong.offices.reading import band_facts
from hantong.offices.refusals import BandsRefused, UnknownCode

WEEK = frozenset(range(7))


@transaction.atomic
def set_bands(*, jurisdiction: Jurisdiction, bands: BandFacts, by: Staff | None, at: datetime) -> BandSetting:
    """Set a jurisdiction's bands from a date on, or change those of that date. Raises BandsRefused."""
    Jurisdiction.objects.select_for_update(of=("self",)).get(pk=jurisdiction.pk)
    if not 0 <= bands.day_from < bands.evening_from < bands.night_from <= DAY_MIN:
        raise BandsRefused(field="day_from")
    if not set(bands.weekend) <= WEEK:
        raise BandsRefused(field="weekend")
    row = BandSetting.objects.filter(jurisdiction=jurisdiction, valid_from=bands.valid_from).first()
    before = band_facts(row) if row else None
    row = row or BandSetting(jurisdiction=jurisdiction, valid_from=bands.valid_from)
    row.day_from, row.evening_from, row.night_from = bands.day_from, bands.evening_from, bands.night_from
    row.weekend_days = sorted(set(bands.weekend))
    row.names = {language: text for language, text in bands.names.items() if text}
    if before == band_facts(row):
        return row
    row.save()
    after = band_facts(row)
    details = differences(before, after) if before else {"hours": _text(after)}
    details["valid_from"] = str(bands.valid_from)  # type: ignore[assignment]
    written(verb="bands.set", subject=f"jurisdiction:{jurisdiction.code}", details=details, by=by, at=at)
    announce(calendar_changed(jurisdiction, at=at))
    return row


def _text(bands: BandFacts) -> list[object]:
    return [bands.day_from, bands.evening_from, bands.night_from, list(bands.weekend)]


@transaction.atomic
def remove_bands(*, jurisdiction: Jurisdiction, valid_from: date, by: Staff | None, at: datetime) -> None:
    """Take a band definition back; the one before it, or that of the jurisdiction above, holds again.

    Raises UnknownCode where none begins on that date.
    """
    count, _ = BandSetting.objects.filter(jurisdiction=jurisdiction, valid_from=valid_from).delete()
    if not count:
        raise UnknownCode(field="valid_from")
    details = {"valid_from": str(valid_from)}
    written(verb="bands.removed", subject=f"jurisdiction:{jurisdiction.code}", details=details, by=by, at=at)
    announce(calendar_changed(jurisdiction, at=at))


def calendar_changed(jurisdiction: Jurisdiction, *, at: datetime) -> CalendarChanged:
    """Give the event; the first definition holds before its date too, so a change may reach back without end."""
    starts_at, _ = period_of_day(date(1970, 1, 2), jurisdiction.zone_name)
    return CalendarChanged(at=at, jurisdiction=jurisdiction.pk, starts_at=starts_at, ends_at=None)
