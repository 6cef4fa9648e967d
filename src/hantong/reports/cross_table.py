"""Counts per time band under one heading or two: the mission's tables S1 and S2, place by place."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.reports.band_table import BandTable, table_of
from hantong.reports.figures import figure
from hantong.reports.models import Tally
from hantong.reports.scope import FIELDS, Scope, clock_of_scope, headings_of, rows_of

Keys = tuple[str, ...]


@figure(
    name=_("Counts by time band"),
    definition=_(
        "Contacts (or matters) per channel, place, service or jurisdiction, or per any two of them, each counted once, "
        "in the time band of the moment at which the resident spoke."
    ),
    denominator=_("All contacts (or matters) of the line."),
)
def cross_table(scope: Scope, *headings: Tally.Heading, from_rows: bool = False) -> dict[Keys, BandTable]:
    """Count a scope per band under one heading (from the tallies where they can tell) or two (from the rows)."""
    if not 1 <= len(headings) <= 2 or len(set(headings)) != len(headings):
        raise ValueError("one heading, or two different ones")
    counted = _tallied(scope, headings[0]) if _is_tallied(scope, headings) and not from_rows else _of(scope, headings)
    counts: dict[Keys, dict[Band, int]] = defaultdict(lambda: dict.fromkeys(Band, 0))
    for *keys, band, count in counted:
        counts[tuple("" if key is None else str(key) for key in keys)][Band.of_code(band)] += count
    definition = clock_of_scope(scope).definition
    found = {keys: table_of(bands, definition) for keys, bands in counts.items() if any(bands.values())}
    return dict(sorted(found.items(), key=lambda each: -each[1].off_hours.total_count))


def _is_tallied(scope: Scope, headings: tuple[Tally.Heading, ...]) -> bool:
    return len(headings) == 1 and scope.moments is None and set(headings_of(scope)) <= set(headings)


def _tallied(scope: Scope, heading: Tally.Heading) -> Iterable[tuple[Any, ...]]:
    rows = Tally.objects.filter(kind=scope.kind, heading=heading, day__gte=scope.first_day, day__lt=scope.until_day)
    keys = headings_of(scope).get(heading)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    return rows.values_list("key", "band").annotate(total=Sum("count")).values_list("key", "band", "total")


def _of(scope: Scope, headings: tuple[Tally.Heading, ...]) -> Iterable[tuple[Any, ...]]:
    fields = [FIELDS[heading] for heading in headings]
    model = Contact if scope.counts_contacts else Case
    rows = model.objects.filter(rows_of(scope)).values_list(*fields, "band")
    return rows.annotate(total=Count("*")).values_list(*fields, "band", "total")
