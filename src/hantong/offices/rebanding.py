"""Time bands that are stored with rows of other rooms, counted and set anew by the clock as it is now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Max, Min
from psycopg import sql

from hantong.offices.band_spans import BandSpan, band_spans
from hantong.offices.directory import directory
from hantong.offices.events import CalendarChanged

SPANS_AT_ONCE = 8
_MOVED = sql.SQL(
    "SELECT t.band, s.band, count(*) FROM {table} t"
    " JOIN unnest(%s::timestamptz[], %s::timestamptz[], %s::smallint[]) AS s(starts_at, ends_at, band)"
    " ON t.said_at >= s.starts_at AND t.said_at < s.ends_at"
    " WHERE t.jurisdiction_id = ANY(%s) GROUP BY 1, 2"
)
_MOVE = sql.SQL(
    "UPDATE {table} t SET band = s.band"
    " FROM unnest(%s::timestamptz[], %s::timestamptz[], %s::smallint[]) AS s(starts_at, ends_at, band)"
    " WHERE t.said_at >= s.starts_at AND t.said_at < s.ends_at"
    " AND t.jurisdiction_id = ANY(%s) AND t.band <> s.band"
)


def concerned(event: CalendarChanged) -> frozenset[UUID]:
    """Give the jurisdictions that a change of the calendar concerns."""
    return directory().subtrees.get(event.jurisdiction, frozenset())


def band_moves(model: type[models.Model], event: CalendarChanged) -> Mapping[tuple[int, int], int]:
    """Count the rows said in the period of a change by their stored band and the band they ought to have.

    The table has the columns `jurisdiction_id`, `said_at` and `band`.
    """
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for given in _questions(model, event):
        with connection.cursor() as cursor:
            cursor.execute(_MOVED.format(table=sql.Identifier(model._meta.db_table)), given)
            for stored, right, count in cursor.fetchall():
                counts[stored, right] += count
    return counts


def move_bands(model: type[models.Model], event: CalendarChanged) -> int:
    """Store the right band with the rows said in the period of a change; tell how many were wrong.

    A few spans at a time, so that outside a transaction nobody waits long for rows that are being moved.
    """
    moved = 0
    for given in _questions(model, event, at_once=SPANS_AT_ONCE):
        with connection.cursor() as cursor:
            cursor.execute(_MOVE.format(table=sql.Identifier(model._meta.db_table)), given)
            moved += cursor.rowcount
    return moved


def _questions(model: type[models.Model], event: CalendarChanged, *, at_once: int | None = None) -> Iterator[list[Any]]:
    """One question per set of jurisdictions whose clocks agree, or one for every `at_once` spans of them."""
    bounds = model._default_manager.aggregate(first=Min("said_at"), last=Max("said_at"))
    if bounds["first"] is None:
        return
    starts_at = max(event.starts_at, bounds["first"])
    after = bounds["last"] + timedelta(seconds=1)
    ends_at = min(event.ends_at, after) if event.ends_at else after
    for spans, jurisdictions in _agreeing(concerned(event), starts_at, ends_at).items():
        for first in range(0, len(spans), at_once or len(spans) or 1):
            some = spans[first : first + at_once] if at_once else spans
            starts, ends, codes = (list(each) for each in zip(*some, strict=True))
            yield [starts, ends, codes, jurisdictions]


def _agreeing(
    jurisdictions: Iterable[UUID], starts_at: datetime, ends_at: datetime
) -> Mapping[tuple[BandSpan, ...], list[UUID]]:
    found: dict[tuple[BandSpan, ...], list[UUID]] = defaultdict(list)
    known: dict[tuple[object, ...], tuple[BandSpan, ...]] = {}
    for each in jurisdictions:
        clock = directory().clocks[each]
        key = (clock.zone.key, clock.calendar, clock.definitions)
        if key not in known:
            known[key] = tuple(band_spans(clock, starts_at, ends_at))
        found[known[key]].append(each)
    return found
