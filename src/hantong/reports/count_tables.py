"""Tables of counts: per time band, per place or service, and through the days."""

from datetime import date, timedelta

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from hantong.offices.bands import Band, describe
from hantong.offices.words import BANDS
from hantong.reports.asked import Asked
from hantong.reports.band_table import BandTable, band_table
from hantong.reports.cross_table import Keys, cross_table
from hantong.reports.models import Tally
from hantong.reports.naming import names_of
from hantong.reports.outcomes import answered_at_once
from hantong.reports.promises import kept_promises
from hantong.reports.scope import FIELDS, Scope, clock_of_scope
from hantong.reports.series import series
from hantong.reports.table import Column, Kind, Line, Table, text
from hantong.reports.times import time_to_settlement

HEADINGS = {
    Tally.Heading.CHANNEL: pgettext_lazy("heading", "Channel"),
    Tally.Heading.PLACE: pgettext_lazy("heading", "Place"),
    Tally.Heading.SERVICE: pgettext_lazy("heading", "Service"),
    Tally.Heading.JURISDICTION: pgettext_lazy("heading", "Jurisdiction"),
}
BAND_COLUMNS = tuple(Column(key=band.value, label=BANDS[band], leads_to={"band": str(band.code)}) for band in Band)
TOTAL = Column(key="total", label=gettext_lazy("Total"), leads_to={})
OFF_HOURS = Column(key="off_hours_count", label=gettext_lazy("Off-hours"), leads_to={"off_hours": "on"})
OFF_SHARE = Column(key="off_hours_share", label=gettext_lazy("Off-hours share"), kind=Kind.SHARE)


def definition_note(scope: Scope) -> str:
    """Give the definition of the time bands that the figures of `scope` were counted by."""
    return describe(clock_of_scope(scope).definition, get_language() or "ko")


def bands(asked: Asked) -> Table:
    """Give the counts per time band under one heading or two: the mission's S1 and S2."""
    headings = [asked.by, *([asked.also] if asked.also and asked.also != asked.by else [])]
    found = cross_table(asked.scope, *headings)
    fields = [FIELDS[heading] for heading in headings]
    names = [names_of(field, {keys[n] for keys in found}) for n, field in enumerate(fields)]
    lines = (
        Line(
            values=(*(names[n][key] for n, key in enumerate(keys)), *_band_values(table)),
            narrows={field: key or "none" for field, key in zip(fields, keys, strict=True)},
        )
        for keys, table in found.items()
    )
    heads = [text(FIELDS[heading], HEADINGS[heading]) for heading in headings]
    empty = ("",) * (len(heads) - 1)
    return Table(
        key="bands",
        title=gettext_lazy("Counts by time band"),
        columns=(*heads, TOTAL, *BAND_COLUMNS, OFF_HOURS, OFF_SHARE),
        lines=tuple(lines),
        total=Line(values=(_("Total"), *empty, *_band_values(band_table(asked.scope)))),
        figures=("cross_table", "band_table"),
        notes=(definition_note(asked.scope),),
    )


def _band_values(table: BandTable) -> tuple[object, ...]:
    off = table.off_hours
    return (off.total_count, *table.counts.values(), off.off_hours_count, off.off_hours_share)


def mix(asked: Asked, heading: Tally.Heading) -> Table:
    """Give what came, what was answered at once, what was settled and how well, per value of a heading."""
    field = FIELDS[heading]
    came, matters = _single(cross_table(asked.contacts, heading)), _single(cross_table(asked.matters, heading))
    at_once, took = answered_at_once(asked.contacts, field), time_to_settlement(asked.matters, field)
    kept = kept_promises(asked.matters, at=asked.at, by=field)
    keys = list(dict.fromkeys([*came, *matters]))
    names = names_of(field, keys)

    def line(key: str) -> Line:
        conversation, matter, time, promise = came.get(key), matters.get(key), took.get(key), kept.get(key)
        return Line(
            values=(
                names[key],
                conversation.off_hours.total_count if conversation else 0,
                conversation.off_hours.off_hours_count if conversation else 0,
                conversation.off_hours.off_hours_share if conversation else None,
                at_once[key].share if key in at_once else None,
                matter.off_hours.total_count if matter else 0,
                time.count if time else 0,
                time.median if time else None,
                promise.kept_share if promise else None,
            ),
            narrows={field: key or "none"},
        )

    return Table(
        key=f"{field}s",
        title=_MIX_TITLES[heading],
        columns=(text(field, HEADINGS[heading]), *_MIX_COLUMNS),
        lines=tuple(line(key) for key in keys),
        figures=("cross_table", "band_table", "answered_at_once", "time_to_settlement", "kept_promises"),
        notes=(definition_note(asked.scope),),
    )


def _single(found: dict[Keys, BandTable]) -> dict[str, BandTable]:
    return {keys[0]: table for keys, table in found.items()}


_MIX_TITLES = {
    Tally.Heading.CHANNEL: pgettext_lazy("figures", "Channels"),
    Tally.Heading.PLACE: pgettext_lazy("figures", "Places"),
    Tally.Heading.SERVICE: pgettext_lazy("figures", "Services"),
    Tally.Heading.JURISDICTION: gettext_lazy("Jurisdictions"),
}
_MIX_COLUMNS = (
    Column(key="contacts", label=gettext_lazy("Contacts"), leads_to={"count": "contacts"}),
    Column(key="off_hours_count", label=gettext_lazy("Off-hours"), leads_to={"count": "contacts", "off_hours": "on"}),
    OFF_SHARE,
    Column(key="answered_at_once_share", label=gettext_lazy("Answered at once"), kind=Kind.SHARE),
    Column(key="matters", label=gettext_lazy("Matters"), leads_to={"count": "matters"}),
    Column(key="settled", label=gettext_lazy("Settled"), leads_to={"count": "matters", "state": "settled"}),
    Column(key="median_settlement_s", label=gettext_lazy("Median to settlement"), kind=Kind.DURATION),
    Column(key="kept_share", label=gettext_lazy("Promises kept"), kind=Kind.SHARE),
)


def through_time(asked: Asked) -> Table:
    """Give the series of what came, beside the same dates a year before."""
    points = series(asked.scope, step=asked.step)
    lines = (
        Line(
            values=(
                point.first_day,
                point.count,
                point.off_hours_count,
                point.off_hours_count / point.count if point.count else None,
                point.before_count,
                point.change,
            ),
            narrows={
                "period": "days",
                "from_day": point.first_day.isoformat(),
                "to_day": _last_day(point.until_day),
            },
        )
        for point in points
    )
    return Table(
        key="series",
        title=gettext_lazy("Through the days"),
        columns=_SERIES_COLUMNS,
        lines=tuple(lines),
        figures=("series",),
    )


def _last_day(until: date) -> str:
    return (until - timedelta(days=1)).isoformat()


_SERIES_COLUMNS = (
    Column(key="from", label=gettext_lazy("From"), kind=Kind.DAY),
    TOTAL,
    OFF_HOURS,
    OFF_SHARE,
    Column(key="a_year_before", label=gettext_lazy("A year before")),
    Column(key="change", label=pgettext_lazy("difference", "Change"), kind=Kind.CHANGE),
)
