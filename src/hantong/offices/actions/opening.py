"""Setting when places are open and offices work."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.kit.events import announce
from hantong.offices.actions._writing import written
from hantong.offices.events import CalendarChanged
from hantong.offices.facts import mark_of
from hantong.offices.hour_rows import WEEKDAYS, clock_text, in_order, overlap
from hantong.offices.hours import HoursException, WeeklyInterval
from hantong.offices.models import Jurisdiction, OpeningException, OpeningPeriod, Place
from hantong.offices.reading import exceptions_of, hours_of
from hantong.offices.refusals import HoursOverlap, UnknownCode, refuse_stale


@transaction.atomic
def set_hours(
    *,
    of: Place | Jurisdiction,
    hours: Iterable[WeeklyInterval],
    seen: str | None = None,
    by: Staff | None,
    at: datetime,
) -> None:
    """Set the weekly hours of a place, or the office hours in which a jurisdiction's deadlines run.

    No hours mean those of the kind of place, or of the jurisdiction above. Raises StaleEdit, HoursOverlap.
    """
    type(of).objects.select_for_update(of=("self",)).get(pk=of.pk)
    before, after = hours_of(of), in_order(set(hours))
    refuse_stale(seen=seen, now=mark_of(before))
    if overlap(after):
        raise HoursOverlap
    if before == after:
        return
    place, jurisdiction = (of, None) if isinstance(of, Place) else (None, of)
    OpeningPeriod.objects.filter(place=place, jurisdiction=jurisdiction).delete()
    OpeningPeriod.objects.bulk_create(_row(each, place, jurisdiction) for each in after)
    written(
        verb="hours.set",
        subject=_subject(of),
        details={"hours": [[*map(_text, before)], [*map(_text, after)]]},
        by=by,
        at=at,
    )
    if jurisdiction is not None:
        announce(CalendarChanged(at=at, jurisdiction=jurisdiction.pk, starts_at=at, ends_at=None))


def _row(each: WeeklyInterval, place: Place | None, jurisdiction: Jurisdiction | None) -> OpeningPeriod:
    return OpeningPeriod(
        place=place,
        jurisdiction=jurisdiction,
        weekday=each.weekday,
        opens=each.opens_min,
        closes=each.closes_min,
        valid_from=each.valid_from,
        valid_to=each.valid_to,
        on_holidays=each.on_holidays.value,
    )


def _subject(of: Place | Jurisdiction) -> str:
    return f"{'place' if isinstance(of, Place) else 'jurisdiction'}:{of.code}"


def _text(each: WeeklyInterval) -> str:
    season = f" {each.valid_from or ''}–{each.valid_to or ''}" if each.valid_from or each.valid_to else ""
    span = f"{clock_text(each.opens_min)}-{clock_text(each.closes_min)}"
    return f"{WEEKDAYS[each.weekday]} {span} {each.on_holidays.value}{season}"


@transaction.atomic
def set_exception(*, place: Place, exception: HoursException, by: Staff | None, at: datetime) -> None:
    """Say that on one day a place is closed or open at other hours, in the place of what was said before."""
    Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    known = {each.day: each for each in exceptions_of(place)}
    if known.get(exception.day) == exception:
        return
    OpeningException.objects.filter(place=place, day=exception.day).delete()
    OpeningException.objects.bulk_create(
        OpeningException(place=place, day=exception.day, opens=opens, closes=closes, reason=exception.reason)
        for opens, closes in (exception.intervals_min or ((None, None),))
    )
    spans = [f"{clock_text(opens)}-{clock_text(closes)}" for opens, closes in exception.intervals_min]
    details = {"day": str(exception.day), "open": spans, "reason": exception.reason}
    written(verb="exception.set", subject=f"place:{place.code}", details=details, by=by, at=at)


@transaction.atomic
def remove_exception(*, place: Place, day: date, by: Staff | None, at: datetime) -> None:
    """Have a place open as usual on a day again. Raises UnknownCode where nothing was said of that day."""
    count, _ = OpeningException.objects.filter(place=place, day=day).delete()
    if not count:
        raise UnknownCode(field="day")
    written(verb="exception.removed", subject=f"place:{place.code}", details={"day": str(day)}, by=by, at=at)
