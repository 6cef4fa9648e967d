"""New rows as one JSON document, which the database takes apart: one value to quote and to parse instead of hundreds."""

import json
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import Model


def insert(rows: Sequence[Model]) -> None:
    """Put new rows of one table in, as they stand, in one statement; each brings its own key.

    Raises IntegrityError as any insert does; then none is in.
    """
    if not rows:
        return
    kind = type(rows[0])
    names = _columns(kind)
    said = [{column: row.__dict__[name] for column, name in names} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_order(kind), [json.dumps(said, default=_as_text, ensure_ascii=False)])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _columns(kind: type[Model]) -> Sequence[tuple[str, str]]:
    """Give each column of a table with the name by which a row knows its value."""
    return [(field.column, field.attname) for field in kind._meta.concrete_fields if field.column]


@cache
def _order(kind: type[Model]) -> str:
    quoted = connection.ops.quote_name
    table, columns = quoted(kind._meta.db_table), ", ".join(quoted(column) for column, _name in _columns(kind))
    # every name is quoted and our own
    return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"  # noqa: S608


def _as_text(value: object) -> str:
    """Give what JSON has no word for as the database reads it. Raises TypeError for what has no such form."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return f"\\x{value.hex()}"
    raise TypeError(f"{type(value).__name__} has no form in a column")
