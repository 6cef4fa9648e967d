"""Making, changing, moving and removing jurisdictions."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from hantong.access.models import Staff
from hantong.kit.events import announce
from hantong.offices.actions._writing import written
from hantong.offices.calendar import HolidayCalendar, UnknownCalendar
from hantong.offices.events import CalendarChanged
from hantong.offices.facts import JurisdictionFacts, differences, mark_of
from hantong.offices.lookups import jurisdiction_of, named
from hantong.offices.models import Department, Jurisdiction
from hantong.offices.reading import jurisdiction_facts
from hantong.offices.refusals import (
    CodeTaken,
    TreeCycle,
    UnknownHolidays,
    UnknownZone,
    refuse_in_use,
    refuse_stale,
)

OWNED = frozenset({"office_hours", "local_holidays", "band_settings"})
TELLS_TIME = {"parent", "zone", "holidays"}
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def add_jurisdiction(*, facts: JurisdictionFacts, by: Staff | None, at: datetime) -> Jurisdiction:
    """Add a jurisdiction to the tree.

    Raises CodeTaken, NameMissing, UnknownCode, UnknownZone, UnknownHolidays.
    """
    if Jurisdiction.objects.filter(code=facts.code).exists():
        raise CodeTaken(field="code")
    row = Jurisdiction(code=facts.code)
    _set(row, facts)
    row.save(force_insert=True)
    written(verb="jurisdiction.added", subject=f"jurisdiction:{facts.code}", details={}, by=by, at=at)
    return row


@transaction.atomic
def change_jurisdiction(
    *,
    jurisdiction: Jurisdiction,
    facts: JurisdictionFacts,
    seen: str | None = None,
    by: Staff | None,
    at: datetime,
) -> Jurisdiction:
    """Set what a jurisdiction is and where in the tree it lies; its code stays.

    Raises StaleEdit, TreeCycle, NameMissing, UnknownCode, UnknownZone, UnknownHolidays.
    """
    row = Jurisdiction.objects.select_for_update(of=("self",)).get(pk=jurisdiction.pk)
    before = jurisdiction_facts(row)
    refuse_stale(seen=seen, now=mark_of(before))
    _set(row, facts)
    changes = differences(before, jurisdiction_facts(row))
    if not changes:
        return row
    row.save()
    written(verb="jurisdiction.changed", subject=f"jurisdiction:{row.code}", details=changes, by=by, at=at)
    if TELLS_TIME & set(changes):
        announce(CalendarChanged(at=at, jurisdiction=row.pk, starts_at=EVER, ends_at=None))
    return row


def _set(row: Jurisdiction, facts: JurisdictionFacts) -> None:
    row.names = named(facts.names)
    row.kind = facts.kind
    row.parent = _parent_of(row, facts.parent)
    row.zone_name = _known_zone(facts.zone)
    row.holiday_code = _known_holidays(facts.holidays)
    row.lat, row.lon, row.outline = facts.lat, facts.lon, facts.outline


def _parent_of(row: Jurisdiction, code: str) -> Jurisdiction | None:
    if not code:
        return None
    parent = jurisdiction_of(code, field="parent")
    above: Jurisdiction | None = parent
    while above is not None:
        if above.pk == row.pk:
            raise TreeCycle(field="parent")
        above = above.parent
    return parent


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UnknownZone(field="zone") from unknown
    return name


def _known_holidays(code: str) -> str:
    try:
        HolidayCalendar(code=code)
    except UnknownCalendar as unknown:
        raise UnknownHolidays(field="holidays") from unknown
    return code


@transaction.atomic
def name_front_office(
    *, jurisdiction: Jurisdiction, department: Department | None, by: Staff | None, at: datetime
) -> Jurisdiction:
    """Say which department answers where no rule and no duty names one; None leaves it to the one above."""
    row = Jurisdiction.objects.select_for_update(of=("self",)).get(pk=jurisdiction.pk)
    if row.front_office == department:
        return row
    keys = [row.front_office.key if row.front_office else "", department.key if department else ""]
    row.front_office = department
    row.save(update_fields=["front_office"])
    written(
        verb="front_office.named",
        subject=f"jurisdiction:{row.code}",
        details={"front_office": keys},
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def remove_jurisdiction(*, jurisdiction: Jurisdiction, by: Staff | None, at: datetime) -> None:
    """Take a jurisdiction out of the tree that nothing refers to. Raises InUse."""
    refuse_in_use(jurisdiction, owned=OWNED)
    code = jurisdiction.code
    jurisdiction.delete()
    written(verb="jurisdiction.removed", subject=f"jurisdiction:{code}", details={}, by=by, at=at)
