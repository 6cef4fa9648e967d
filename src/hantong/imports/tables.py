"""Which columns the four tables have that an import fills, so that a column added later gets its default."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import models

from hantong.cases.models import Case, Closure, History
from hantong.contacts.models import Contact
from hantong.imports import copy_text
from hantong.imports.plan import Table


def _word(value: object) -> str:
    """Give a constant as COPY reads it."""
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict):
        return copy_text.escaped(json.dumps(value))
    if isinstance(value, list):
        return "{}"
    if isinstance(value, bytes | memoryview):
        return f"\\\\x{bytes(value).hex()}"
    return copy_text.escaped(str(value))


def table_for(model: type[models.Model], columns: tuple[str, ...], given: Mapping[str, object]) -> Table:
    """Give the COPY of a model's table: `columns` differ from row to row, `given` and the defaults do not."""
    constants = {name: _word(value) for name, value in given.items()}
    for field in model._meta.concrete_fields:
        name = field.column
        if not name or name in columns or name in constants or field.null:
            continue
        constants[name] = _word(field.get_default() if field.has_default() else "")
    return Table(name=model._meta.db_table, columns=columns, constants=constants)


def tables(*, source: str, jurisdiction: UUID, at: datetime) -> dict[str, Table]:
    """Give the tables of a plan by their name in it."""
    here = {"jurisdiction_id": jurisdiction, "recorded_at": at}
    return {
        "cases": table_for(Case, copy_text.CASE_COLUMNS, {**here, "changed_at": at, "source": source}),
        "history": table_for(History, copy_text.HISTORY_COLUMNS, {"is_public": True}),
        "closures": table_for(Closure, copy_text.CLOSURE_COLUMNS, {}),
        "contacts": table_for(Contact, copy_text.CONTACT_COLUMNS, {**here, "outcome": Contact.Outcome.OPENED.value}),
    }
