"""Rows on their way into a table by COPY, which takes them faster than anything else."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from json import JSONEncoder, dumps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from hantong.imports.copy_text import escaped
from hantong.imports.plan import NULL
from hantong.imports.tables import table_for

if TYPE_CHECKING:
    import psycopg

AT_ONCE = 4000
_as_json = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_key = lru_cache(maxsize=200_000)(UUID.__str__)


def _array(values: Iterable[object]) -> str:
    return escaped("{" + ",".join(map(_element, values)) + "}")


def _element(value: object) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if text.isalnum() else dumps(text, ensure_ascii=False)


WORDS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: NULL,
    str: escaped,
    bool: lambda value: "t" if value else "f",
    int: str,
    float: str,
    UUID: _key,
    datetime: lambda value: value.isoformat(timespec="microseconds"),
    bytes: lambda value: f"\\\\x{value.hex()}",
    dict: lambda value: escaped(_as_json(value)) if value else "{}",
    list: _array,
}


class Sheet:
    """The rows of one table: `columns` differ, whatever is not named has its default."""

    def __init__(self, model: type[models.Model], columns: str, **same: object) -> None:
        self.table = table_for(model, tuple(columns.split()), same)
        self.tail = self.table.tail
        self.lines: list[str] = []

    def add(self, *values: object) -> None:
        """Add a row, its values in the order of the columns."""
        self.lines.append("\t".join([WORDS[type(value)](value) for value in values]) + self.tail)

    def write(self, cursor: "psycopg.Cursor[tuple[object, ...]]") -> int:
        """Write the rows and give how many there were."""
        count = len(self.lines)
        if count:
            with cursor.copy(self.table.statement.encode()) as copy:
                for start in range(0, count, AT_ONCE):
                    copy.write("".join(self.lines[start : start + AT_ONCE]).encode())
            self.lines.clear()
        return count
