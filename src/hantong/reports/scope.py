"""What a figure is counted over: contacts or matters, of a period, under none or more headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q

from hantong.cases.models import Case, CaseQuerySet
from hantong.contacts.models import Contact, ContactQuerySet
from hantong.offices.directory import directory
from hantong.offices.local_clock import ClockRows, LocalClock
from hantong.offices.local_clock import clock_of as standard_clock
from hantong.offices.models import Jurisdiction
from hantong.reports.models import Tally

FIELDS: Mapping[Tally.Heading, str] = {
    Tally.Heading.CHANNEL: "channel",
    Tally.Heading.PLACE: "place",
    Tally.Heading.SERVICE: "service",
    Tally.Heading.JURISDICTION: "jurisdiction",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is counted: contacts or matters of local days from `first_day` until `until_day` (exclusive).

    `moments` narrows the days down to a span of them, such as last night from 18:00 to 09:00. At most one heading can
    be read from the tallies, and only of whole days; otherwise the rows themselves are counted. `jurisdictions` are
    counted together; None means all.
    """

    kind: Tally.Kind
    first_day: date
    until_day: date
    channel: str = ""
    place: UUID | None = None
    service: UUID | None = None
    jurisdictions: frozenset[UUID] | None = None
    moments: tuple[datetime, datetime] | None = None

    @property
    def counts_contacts(self) -> bool:
        """Whether conversations are counted, not matters."""
        return self.kind == Tally.Kind.CONTACTS


def headings_of(scope: Scope) -> dict[Tally.Heading, list[str]]:
    """Give the headings that `scope` is narrowed by, each with the keys that it keeps."""
    named: dict[Tally.Heading, list[str]] = {}
    if scope.channel:
        named[Tally.Heading.CHANNEL] = [scope.channel]
    if scope.place:
        named[Tally.Heading.PLACE] = [str(scope.place)]
    if scope.service:
        named[Tally.Heading.SERVICE] = [str(scope.service)]
    if scope.jurisdictions is not None:
        named[Tally.Heading.JURISDICTION] = sorted(map(str, scope.jurisdictions))
    return named


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


def matters(scope: Scope) -> CaseQuerySet:
    """Give the matters of `scope`, whatever it counts."""
    return Case.objects.filter(rows_of(scope))


def contacts(scope: Scope) -> ContactQuerySet:
    """Give the contacts of `scope`, whatever it counts."""
    return Contact.objects.filter(rows_of(scope))


def period(scope: Scope) -> tuple[datetime, datetime]:
    """Give the scope's days as moments, by the clock of its jurisdiction, the end exclusive."""
    if scope.moments is not None:
        return scope.moments
    zone = clock_of_scope(scope).zone
    return datetime.combine(scope.first_day, time(), zone), datetime.combine(scope.until_day, time(), zone)


def clock_of_scope(scope: Scope) -> LocalClock:
    """Give the clock by which the days and bands of `scope` are told."""
    return clock_of(scope.jurisdictions)


def clock_of(jurisdictions: frozenset[UUID] | None) -> LocalClock:
    """Give one jurisdiction's own clock; for several, or all, that of the root above them."""
    offices = directory()
    if jurisdictions:
        one = next(iter(jurisdictions))
        return offices.clocks[one if len(jurisdictions) == 1 else offices.ancestors[one][-1]]
    roots = [key for key, row in offices.jurisdictions.items() if row.parent_id is None]
    return offices.clocks[roots[0]] if roots else standard_clock([Jurisdiction()], ClockRows.read())
