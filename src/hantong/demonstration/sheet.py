"""Rows on their way into a table by COPY, which takes them faster than anything else."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from hantong.imports.copy_text import as_json, escaped
from hantong.imports.plan import NULL
from hantong.imports.tables import table_for

if TYPE_CHECKING:
    import psycopg

AT_ONCE = 4000


def word(value: object) -> str:  # noqa: PLR0911  one line for each kind of value
    """Give a value as COPY's text format has it."""
    if value is None:
        return NULL
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, Mapping):
        return escaped(as_json(value)) if value else "{}"
    if isinstance(value, list | tuple):
        return escaped("{" + ",".join(map(_element, value)) + "}")
    return str(value)


def _element(value: object) -> str:
    return str(value) if isinstance(value, UUID) else json.dumps(value, ensure_ascii=False)


class Sheet:
    """The rows of one table: `columns` differ, whatever is not named has its default."""

    def __init__(self, model: type[models.Model], columns: str, **same: object) -> None:
        self.table = table_for(model, tuple(columns.split()), same)
        self.lines: list[str] = []

    def add(self, *values: object) -> None:
        """Add a row, its values in the order of the columns."""
        self.lines.append("\t".join(map(word, values)) + self.table.tail)

    def write(self, cursor: "psycopg.Cursor[tuple[object, ...]]") -> int:
        """Write the rows and give how many there were."""
        count = len(self.lines)
        if count:
            with cursor.copy(self.table.statement.encode()) as copy:
                for start in range(0, count, AT_ONCE):
                    copy.write("".join(self.lines[start : start + AT_ONCE]).encode())
            self.lines.clear()
        return count
