"""A table ready for a page: texts, and for each count the address of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from hantong.reports.figures import FIGURES, Figure
from hantong.reports.table import Address, Column, Line, Table, Words
from hantong.reports.wording import value_text

MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its column's label, its text, and perhaps an address."""

    label: Words
    text: str
    url: str
    is_numeric: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as a page shows it; `left_out` lines are only in its files."""

    key: str
    title: Words
    columns: tuple[Column, ...]
    lines: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    left_out: int


def shown(table: Table, *, query: Mapping[str, str], rows_url: str) -> ShownTable:
    """Give a table for a page; without `rows_url` its counts lead nowhere."""
    return ShownTable(
        key=table.key,
        title=table.title,
        columns=table.columns,
        lines=tuple(_cells(table, line, query, rows_url) for line in table.lines[:MOST_LINES]),
        total=_cells(table, table.total, query, rows_url) if table.total and len(table.lines) > 1 else (),
        figures=tuple(FIGURES[key] for key in table.figures),
        notes=table.notes,
        left_out=max(0, len(table.lines) - MOST_LINES),
    )


def _cells(table: Table, line: Line, query: Mapping[str, str], rows_url: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            column.label,
            value_text(value, column.kind),
            _url(column, value, query, line.narrows, rows_url),
            column.is_numeric,
        )
        for column, value in zip(table.columns, line.values, strict=True)
    )


def _url(column: Column, value: object, query: Mapping[str, str], narrows: Address, rows_url: str) -> str:
    if not rows_url or column.leads_to is None or not value:
        return ""
    return address(rows_url, query, narrows, column.leads_to)


def address(url: str, *parts: Mapping[str, str]) -> str:
    """Give an address with the words of all `parts`, later ones first in rank, without empty ones."""
    words: dict[str, str] = {}
    for part in parts:
        words.update(part)
    kept = {name: value for name, value in words.items() if value}
    return f"{url}?{urlencode(kept)}" if kept else url
