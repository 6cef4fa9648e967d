"""Several sets of matters counted in one statement, each no further than people care to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from hantong.cases.models import CaseQuerySet

MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Counting:
    """The names of the counts, and the statement that asks for all of them: written once, asked often."""

    names: tuple[str, ...]
    statement: str
    values: tuple[Any, ...]

    def counts(self, *, later: timedelta = timedelta(0)) -> dict[str, int]:
        """Ask the database, with every moment among the values moved by `later`."""
        values = [value + later if isinstance(value, datetime) else value for value in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.statement, values)
            row = cursor.fetchone()
        return dict(zip(self.names, row or (), strict=True))


def counting(sets: Mapping[str, CaseQuerySet], *, most: int = MOST_COUNTED) -> Counting:
    """Write the statement that counts each of the sets no further than `most` + 1."""
    parts: list[str] = []
    values: list[Any] = []
    for cases in sets.values():
        try:
            text, given = cases.order_by().values_list("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:  # what nothing can be part of, such as the matters of no department
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({text}) AS counted)")  # noqa: S608 (text of our own query)
        values.extend(given)
    return Counting(tuple(sets), f"SELECT {', '.join(parts)}", tuple(values))
