"""Columns of fields, and the rows that they make."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TypeVar

from hantong.imports.plan import BinaryTable

Column = Iterable[bytes]  # of fields, or of what is joined to fields
Value = TypeVar("Value")


def joined(*columns: Column) -> list[bytes]:
    """Give row by row what stands in columns; one that repeats for ever is as long as the others."""
    return list(map(b"".join, zip(*columns)))  # noqa: B905


def table_rows(table: BinaryTable, *columns: Column) -> bytes:
    """Give rows of a table."""
    return b"".join(joined(repeat(table.start), *columns, repeat(table.end)))


def at_places(column: Sequence[Value], places: Iterable[int]) -> list[Value]:
    """Give what stands at these places of a column."""
    return [column[place] for place in places]


def placed(places: Iterable[int], values: Column, column: list[bytes]) -> list[bytes]:
    """Give a column with these values at these places."""
    new = column.copy()
    for place, value in zip(places, values):  # noqa: B905  one value may repeat for ever
        new[place] = value
    return new


def known(values: Iterable[Value | None]) -> list[Value]:
    """Give those that are there."""
    return [value for value in values if value is not None]
