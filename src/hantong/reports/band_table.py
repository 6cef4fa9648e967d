"""The mission's first table: how much came in each time band, and the share that came off-hours."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.offices.bands import Band, BandDefinition, OffHours, describe, off_hours_share
from hantong.reports.figures import figure
from hantong.reports.models import Tally
from hantong.reports.scope import Scope, clock_of_scope, headings_of, rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTable:
    """Counts per band with the off-hours share, and the definition that they were counted by."""

    counts: dict[Band, int]
    off_hours: OffHours
    definition: BandDefinition

    def sentence(self, language: str) -> str:
        """Say what was counted how, in words."""
        return describe(self.definition, language)


@figure(
    name=_("Off-hours share"),
    definition=_(
        "Contacts (or matters) whose moment of speaking lies in a band that the time-band definition of the office "
        "calls off-hours: evening, night, weekend, holiday."
    ),
    denominator=_("All contacts (or matters) of the period, whatever the band."),
)
def band_table(scope: Scope, *, from_rows: bool = False) -> BandTable:
    """Count a scope by time band: from the tallies where they can tell, from the rows otherwise or when asked to."""
    keys = None if from_rows else _tallied_heading(scope)
    counted = _counted(scope) if keys is None else _tallied(scope, *keys)
    return table_of({band: counted.get(band.code, 0) for band in Band}, clock_of_scope(scope).definition)


def table_of(counts: dict[Band, int], definition: BandDefinition) -> BandTable:
    """Give counts per band with what follows from them."""
    return BandTable(counts=counts, off_hours=off_hours_share(counts, definition), definition=definition)


def _tallied_heading(scope: Scope) -> tuple[Tally.Heading, list[str] | None] | None:
    named = headings_of(scope)
    if len(named) > 1 or scope.moments is not None:
        return None
    return next(iter(named.items()), (Tally.Heading.CHANNEL, None))


def _tallied(scope: Scope, heading: Tally.Heading, keys: list[str] | None) -> dict[int, int]:
    rows = Tally.objects.filter(kind=scope.kind, heading=heading, day__gte=scope.first_day, day__lt=scope.until_day)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    return dict(rows.values_list("band").annotate(total=Sum("count")).values_list("band", "total"))


def _counted(scope: Scope) -> dict[int, int]:
    model = Contact if scope.counts_contacts else Case
    rows = model.objects.filter(rows_of(scope))
    return dict(rows.values_list("band").annotate(total=Count("*")).values_list("band", "total"))
