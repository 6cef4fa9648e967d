"""Aggregates of rows per line of a table, in one statement; without a field all rows make one line."""

from typing import Any

from django.db.models import Aggregate, QuerySet
from django.db.models.expressions import Combinable

Line = dict[str, Any]


def grouped(rows: "QuerySet[Any]", by: str, **measures: Aggregate | Combinable) -> dict[str, Line]:
    """Give the measures of `rows` per value of the field `by`, as text; an empty `by` gives one line under ""."""
    if not by:
        return {"": rows.aggregate(**measures)}
    lines = rows.order_by().values(by).annotate(**measures)
    return {"" if line[by] is None else str(line[by]): line for line in lines}
