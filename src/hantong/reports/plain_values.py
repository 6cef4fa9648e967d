"""Values of figures as files and machines read them: shares 0…1, durations in seconds, days in ISO 8601."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from hantong.reports.change import Change
from hantong.reports.table import Column, Kind, Line, Table

Plain = str | int | float | bool | None
TYPES = {
    Kind.TEXT: "string", Kind.DAY: "date", Kind.COUNT: "integer", Kind.NUMBER: "number", Kind.SHARE: "number",
    Kind.DURATION: "number", Kind.CHANGE: "number",
}  # fmt: skip


def plain(value: object) -> Plain:
    """Give one value; of a change, the increase as a share."""
    if isinstance(value, timedelta):
        return round(value.total_seconds(), 3)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Change):
        return value.increase_share
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value) if isinstance(value, UUID) else f"{value}"


def field_name(column: Column) -> str:
    """Give a column's name in files; a change says what it is."""
    return "increase_share" if column.kind is Kind.CHANGE else column.key


def file_columns(table: Table) -> list[tuple[str, str]]:
    """Give the columns of a table's file with their types; the key of each line stands beside its name."""
    found = []
    for column in table.columns:
        found.append((field_name(column), TYPES[column.kind]))
        if _has_key(table, column):
            found.append((f"{column.key}_key", "string"))
    return found


def file_rows(table: Table) -> Iterator[list[Plain]]:
    """Give the lines of a table's file; the total is not one of them."""
    for line in table.lines:
        yield [value for n, column in enumerate(table.columns) for value in _cell(table, line, n, column)]


def _has_key(table: Table, column: Column) -> bool:
    return column.kind is Kind.TEXT and any(column.key in line.narrows for line in table.lines)


def _cell(table: Table, line: Line, n: int, column: Column) -> list[Plain]:
    value = plain(line.values[n])
    if not _has_key(table, column):
        return [value]
    key = line.narrows.get(column.key, "")
    return [value, "" if key == "none" else key]
