"""The mission's first table: how much came in each time band, and the share that came off-hours."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, Sum

from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.offices.bands import Band, BandDefinition, OffHours, describe, off_hours_share
from hantong.offices.directory import directory
from hantong.offices.local_clock import LocalClock
from hantong.reports.models import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is counted: contacts or matters of local days from `first_day` until `until_day` (exclusive).

    At most one heading can be read from the tallies; with two or more the rows themselves are counted.
    `jurisdictions` are counted together; None means all.
    """

    kind: Tally.Kind
    first_day: date
    until_day: date
    channel: str = ""
    place: UUID | None = None
    service: UUID | None = None
    jurisdictions: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTable:
    """Counts per band with the off-hours share, and the definition that they were counted by."""

    counts: dict[Band, int]
    off_hours: OffHours
    definition: BandDefinition

    def sentence(self, language: str) -> str:
        """Say what was counted how, in words."""
        return describe(self.definition, language)


def band_table(scope: Scope, *, from_rows: bool = False) -> BandTable:
    """Count a scope by time band: from the tallies where they can tell, from the rows otherwise or when asked to."""
    heading = None if from_rows else _heading(scope)
    counted = _tallied(scope, *heading) if heading else _counted(scope)
    counts = {band: counted.get(band.code, 0) for band in Band}
    definition = _clock(scope).definition
    return BandTable(counts=counts, off_hours=off_hours_share(counts, definition), definition=definition)


def _heading(scope: Scope) -> tuple[Tally.Heading, list[str] | None] | None:
    named: list[tuple[Tally.Heading, list[str]]] = []
    if scope.channel:
        named.append((Tally.Heading.CHANNEL, [scope.channel]))
    if scope.place:
        named.append((Tally.Heading.PLACE, [str(scope.place)]))
    if scope.service:
        named.append((Tally.Heading.SERVICE, [str(scope.service)]))
    if scope.jurisdictions is not None:
        named.append((Tally.Heading.JURISDICTION, sorted(map(str, scope.jurisdictions))))
    if len(named) > 1:
        return None
    return named[0] if named else (Tally.Heading.CHANNEL, None)


def _tallied(scope: Scope, heading: Tally.Heading, keys: list[str] | None) -> dict[int, int]:
    rows = Tally.objects.filter(kind=scope.kind, heading=heading, day__gte=scope.first_day, day__lt=scope.until_day)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    return dict(rows.values_list("band").annotate(total=Sum("count")).values_list("band", "total"))


def _counted(scope: Scope) -> dict[int, int]:
    model = Contact if scope.kind == Tally.Kind.CONTACTS else Case
    rows = model.objects.filter(rows_of(scope))
    return dict(rows.values_list("band").annotate(total=Count("pk")).values_list("band", "total"))


def rows_of(scope: Scope) -> Q:
    """Give the condition under which a contact or matter belongs to `scope`, for drilling down to the rows."""
    starts_at, ends_at = period(scope)
    wanted = Q(said_at__gte=starts_at, said_at__lt=ends_at)
    for name in ("channel", "place", "service"):
        value = getattr(scope, name)
        if value:
            wanted &= Q(**{name: value})
    if scope.jurisdictions is not None:
        wanted &= Q(jurisdiction__in=scope.jurisdictions)
    return wanted


def period(scope: Scope) -> tuple[datetime, datetime]:
    """Give the scope's days as moments, by the clock of its jurisdiction, the end exclusive."""
    zone = _clock(scope).zone
    return (
        datetime.combine(scope.first_day, time(), zone),
        datetime.combine(scope.until_day, time(), zone),
    )


def _clock(scope: Scope) -> LocalClock:
    """One jurisdiction's own clock; for several, that of the root above them."""
    offices = directory()
    if scope.jurisdictions:
        one = next(iter(scope.jurisdictions))
        chosen = one if len(scope.jurisdictions) == 1 else offices.ancestors[one][-1]
        return offices.clocks[chosen]
    roots = [key for key, row in offices.jurisdictions.items() if row.parent_id is None]
    return offices.clocks[roots[0]]
