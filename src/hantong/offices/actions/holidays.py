"""Making a day a holiday in a jurisdiction, or a working day after all; what depends on it follows."""

from datetime import date, datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.kit.events import announce
from hantong.offices.actions._writing import written
from hantong.offices.bands import period_of_day
from hantong.offices.directory import directory
from hantong.offices.events import CalendarChanged
from hantong.offices.facts import LocalDay
from hantong.offices.lookups import named
from hantong.offices.models import Jurisdiction, LocalHoliday
from hantong.offices.refusals import DayUnchanged, UnknownCode


@transaction.atomic
def set_local_day(
    *,
    jurisdiction: Jurisdiction,
    local: LocalDay,
    by: Staff | None,
    at: datetime,
    even_if_idle: bool = False,
) -> LocalHoliday:
    """Add a day to a jurisdiction's holidays, or take one out; it holds for those below too.

    Raises DayUnchanged when the calendar counts the day that way already, but not with `even_if_idle`, as the
    country's calendar may change later; and NameMissing for a holiday without a name.
    """
    Jurisdiction.objects.select_for_update(of=("self",)).get(pk=jurisdiction.pk)
    names = {} if local.is_working_day else named(local.names)
    row = LocalHoliday.objects.filter(jurisdiction=jurisdiction, day=local.day).first()
    if row is None:
        is_holiday = directory().clocks[jurisdiction.pk].calendar.is_holiday(local.day)
        if is_holiday is not local.is_working_day and not even_if_idle:
            raise DayUnchanged(field="day")
        row = LocalHoliday(jurisdiction=jurisdiction, day=local.day)
    elif (row.names, row.is_working_day) == (names, local.is_working_day):
        return row
    row.names, row.is_working_day, row.added_by, row.added_at = names, local.is_working_day, by, at
    row.save()
    details = {"day": str(local.day), "names": names, "is_working_day": local.is_working_day}
    written(verb="local_day.set", subject=f"jurisdiction:{jurisdiction.code}", details=details, by=by, at=at)
    announce(calendar_changed(jurisdiction, local.day, at=at))
    return row


@transaction.atomic
def remove_local_day(*, jurisdiction: Jurisdiction, day: date, by: Staff | None, at: datetime) -> None:
    """Let a day count as the country has it again. Raises UnknownCode where nothing was said of it."""
    count, _ = LocalHoliday.objects.filter(jurisdiction=jurisdiction, day=day).delete()
    if not count:
        raise UnknownCode(field="day")
    subject = f"jurisdiction:{jurisdiction.code}"
    written(verb="local_day.removed", subject=subject, details={"day": str(day)}, by=by, at=at)
    announce(calendar_changed(jurisdiction, day, at=at))


def calendar_changed(jurisdiction: Jurisdiction, day: date, *, at: datetime) -> CalendarChanged:
    """Give the event of a day that counts another way from now on."""
    starts_at, ends_at = period_of_day(day, jurisdiction.zone_name)
    return CalendarChanged(at=at, jurisdiction=jurisdiction.pk, starts_at=starts_at, ends_at=ends_at)
