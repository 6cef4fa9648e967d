"""Which columns the four tables have that an import fills, so that a column added later gets its default."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import psycopg
from django.db import connection, models

from hantong.cases.models import Case, Closure, History
from hantong.contacts.models import Contact
from hantong.imports import copy_fields, histories, scribe
from hantong.imports.plan import BinaryTable, Table


def _word(value: object) -> str:
    """Give a constant in PostgreSQL's words."""
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, list):
        return "{}"
    if isinstance(value, bytes | memoryview):
        return f"\\x{bytes(value).hex()}"
    return str(value)


def table_for(model: type[models.Model], columns: tuple[str, ...], given: Mapping[str, object]) -> Table:
    """Give the COPY of a model's table: `columns` differ from row to row, `given` and the defaults do not."""
    constants = {name: _word(value) for name, value in given.items()}
    for field in model._meta.concrete_fields:
        name = field.column
        if not name or name in columns or name in constants or field.null:
            continue
        constants[name] = _word(field.get_default() if field.has_default() else "")
    return Table(name=model._meta.db_table, columns=columns, constants=constants)


def binary(model: type[models.Model], columns: tuple[str, ...], given: Mapping[str, object]) -> BinaryTable:
    """Give the same as a binary COPY. PostgreSQL itself turns the constants into its binary form."""
    table = table_for(model, columns, given)
    types = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
    casts = ", ".join(f"%s::{types[column]}" for column in table.constants)
    statement = f"COPY (SELECT {casts}) TO STDOUT (FORMAT binary)"
    connection.ensure_connection()
    with (
        psycopg.ClientCursor(connection.connection) as cursor,
        cursor.copy(statement.encode(), list(table.constants.values())) as copy,
    ):
        whole = b"".join(copy)
    start = copy_fields.row_start(len(columns) + len(table.constants))
    return BinaryTable(
        name=table.name,
        statement=f"{table.statement} (FORMAT binary)",
        start=start,
        end=whole[len(copy_fields.FIRST_BYTES) + len(start) : -len(copy_fields.LAST_BYTES)],
    )


def tables(*, source: str, jurisdiction: UUID, at: datetime) -> dict[str, BinaryTable]:
    """Give the tables of a plan by their name in it."""
    here = {"jurisdiction_id": jurisdiction, "recorded_at": at}
    return {
        "cases": binary(Case, scribe.CASE_COLUMNS, {**here, "changed_at": at, "source": source}),
        "history": binary(History, histories.COLUMNS, {"is_public": True}),
        "closures": binary(Closure, scribe.CLOSURE_COLUMNS, {}),
        "contacts": binary(Contact, scribe.CONTACT_COLUMNS, {**here, "outcome": Contact.Outcome.OPENED.value}),
    }
