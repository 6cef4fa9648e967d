"""Which chart shows which table: the same values, so that the two never disagree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.words import BANDS
from hantong.reports.asked import Asked
from hantong.reports.chart_specs import Bar, Look, Spec, columns_and_line, side_by_side, stacked_bars
from hantong.reports.map_spec import Area, map_spec
from hantong.reports.table import Line, Table, Words
from hantong.reports.tables import TABLES
from hantong.reports.wording import count_text, share_text

MOST_LINES = 15
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn, with the words for those who do not see it."""

    spec: Spec
    title: str
    description: str


Draw = Callable[[Asked, Look, Table], Spec]


def _value(table: Table, line: Line, key: str) -> object:
    return line.values[[column.key for column in table.columns].index(key)]


def _number(table: Table, line: Line, key: str) -> float:
    found = _value(table, line, key)
    return float(found) if isinstance(found, int | float) else 0.0


def _names(table: Table, lines: Sequence[Line]) -> list[str]:
    """Give each line one name, of two headings where the table has two; equal names are told apart."""
    texts = sum(column.kind.value == "text" for column in table.columns)
    names: list[str] = []
    for line in lines:
        name = " · ".join(str(value) for value in line.values[:texts])
        names.append(f"{name} ({len(names) + 1})" if name in names else name)
    return names


def _stacked(parts: Mapping[str, Words], colours: Callable[[Look], Sequence[str]]) -> Draw:
    """Make a chart of lines with `parts` of them stacked; each part is a column of the table."""

    def draw(asked: Asked, look: Look, table: Table) -> Spec:
        lines = table.lines[:MOST_LINES]
        names = _names(table, lines)
        bars = [
            Bar(name, str(label), _number(table, line, key))
            for name, line in zip(names, lines, strict=True)
            for key, label in parts.items()
        ]
        return stacked_bars(
            bars, lines=names, parts=[str(label) for label in parts.values()], colours=colours(look), look=look
        )

    return draw


def _series(asked: Asked, look: Look, table: Table) -> Spec:
    names = [_day(line.values[0], asked) for line in table.lines]
    parts = [_("Office hours"), _("Off-hours"), _("A year before")]
    bars: list[Bar] = []
    for name, line in zip(names, table.lines, strict=True):
        off = _number(table, line, "off_hours_count")
        values = (_number(table, line, "total") - off, off, _number(table, line, "a_year_before"))
        bars += [Bar(name, part, value) for part, value in zip(parts, values, strict=True)]
    palette = look.palette
    colours = (palette.brand_line, palette.brand_text, palette.ink_3)
    return columns_and_line(bars, lines=names, parts=parts, colours=colours, look=look)


def _day(day: object, asked: Asked) -> str:
    assert isinstance(day, date)  # noqa: S101  the first column of a series
    return date_format(
        day, pgettext("month of a chart", "M Y") if asked.step == "month" else pgettext("day of a chart", "j M")
    )


def _times(asked: Asked, look: Look, table: Table) -> Spec:
    parts = {"answer_median_s": _("First answer"), "settlement_median_s": _("Settlement")}
    lines = table.lines[:MOST_LINES]
    names = _names(table, lines)
    bars = [
        Bar(name, label, round(found / HOUR, 2) if isinstance(found := _value(table, line, key), timedelta) else 0)
        for name, line in zip(names, lines, strict=True)
        for key, label in parts.items()
    ]
    colours = (look.palette.brand_text, look.palette.ink_3)
    return side_by_side(
        bars, lines=names, parts=list(parts.values()), colours=colours, look=look, title=_("hours, median")
    )


def _mayor(asked: Asked, look: Look, table: Table) -> Spec:
    """Draw praise and complaint beside each other: a message may be both, so they do not add up."""
    parts = {"praise": _("Praise"), "complaint": _("Complaint")}
    lines = table.lines[-MOST_LINES:]
    names = [date_format(_monday(line), pgettext("day of a chart", "j M")) for line in lines]
    bars = [
        Bar(name, label, _number(table, line, key))
        for name, line in zip(names, lines, strict=True)
        for key, label in parts.items()
    ]
    colours = (look.palette.success, look.palette.warning)
    return side_by_side(bars, lines=names, parts=list(parts.values()), colours=colours, look=look, title=_("Messages"))


def _monday(line: Line) -> date:
    day = line.values[0]
    assert isinstance(day, date)  # noqa: S101  the first column of weeks
    return day


def _map(asked: Asked, look: Look, table: Table) -> Spec:
    shares = {line.narrows["jurisdiction"]: _value(table, line, "off_hours_share") for line in table.lines}
    jurisdictions = directory().jurisdictions
    within = asked.scope.jurisdictions
    parents = {row.parent_id for row in jurisdictions.values()}
    areas = []
    for key, row in jurisdictions.items():
        if key in parents or (within is not None and key not in within):
            continue
        share = shares.get(str(key))
        value = round(share, 4) if isinstance(share, float) else None
        areas.append(Area(name=row.name, value=value, lat=row.lat, lon=row.lon, outline=row.outline))
    return map_spec(areas, look=look, title=_("Off-hours share"))


_BANDS = _stacked({band.value: BANDS[band] for band in Band}, lambda look: look.palette.bands)
_CAME = _stacked(
    {"contacts": gettext_lazy("Contacts"), "matters": gettext_lazy("Matters")},
    lambda look: (look.palette.brand_text, look.palette.ink_3),
)
_KEPT = _stacked(
    {
        "kept": gettext_lazy("Kept"),
        "broken": gettext_lazy("Settled too late"),
        "overdue": gettext_lazy("Open and overdue"),
    },
    lambda look: (look.palette.success, look.palette.warning, look.palette.danger),
)
_WRITTEN = _stacked(
    {"in_time": gettext_lazy("In the time wanted"), "late": gettext_lazy("Later"), "waiting": gettext_lazy("Waiting")},
    lambda look: (look.palette.success, look.palette.warning, look.palette.ink_3),
)
_LOAD = _stacked(
    {"settled": gettext_lazy("Settled"), "open": pgettext_lazy("matters", "Open")},
    lambda look: (look.palette.ink_3, look.palette.brand_text),
)
CHARTS: Mapping[str, tuple[str, Words, Draw]] = {
    "series": ("series", gettext_lazy("Through the days"), _series),
    "bands": ("bands", gettext_lazy("Counts by time band"), _BANDS),
    "times": ("times-band", gettext_lazy("How long residents waited"), _times),
    "written": ("written", gettext_lazy("First answers in the time wanted"), _WRITTEN),
    "mayor": ("mayor", gettext_lazy("Words to the mayor, week by week"), _mayor),
    "promises": ("promises-service", gettext_lazy("Promises kept, per service"), _KEPT),
    "departments": ("departments", gettext_lazy("Matters of the departments"), _LOAD),
    "places": ("places", gettext_lazy("What came, per place"), _CAME),
    "services": ("services", gettext_lazy("What came, per service"), _CAME),
    "map": ("jurisdictions", gettext_lazy("Off-hours share of the contacts, on the map"), _map),
}


def chart(key: str, asked: Asked, look: Look) -> Chart:
    """Give a chart of its table's values. Raises KeyError for a key that is not known."""
    table_key, title, draw = CHARTS[key]
    table = TABLES[table_key](asked)
    return Chart(spec=draw(asked, look, table), title=str(title), description=_described(table))


def _described(table: Table) -> str:
    """Say the first lines of the table, for those who hear the picture."""
    said = [_said(table, line) for line in table.lines[:5]]
    return "; ".join(said) or _("There is nothing to count.")


def _said(table: Table, line: Line) -> str:
    texts: Iterable[str] = (
        f"{column.label} {count_text(value) if column.kind.value == 'count' else share_text(value)}"
        for column, value in zip(table.columns, line.values, strict=True)
        if column.kind.value in {"count", "share"}
    )
    return f"{line.values[0]}: {', '.join(texts)}"
