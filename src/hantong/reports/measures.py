"""What PostgreSQL can reckon and Django has no word for: the time between two moments, and percentiles of it."""

from typing import Any

from django.db.models import Aggregate, DurationField, ExpressionWrapper, F
from django.db.models.expressions import Combinable, CombinedExpression


class Percentile(Aggregate):
    """The value below which `share` of the values lie, interpolated; nothing counts for nothing."""

    function = "percentile_cont"
    name = "Percentile"
    allow_distinct = False

    def __init__(self, expression: Combinable | str, *, share: float, **more: Any) -> None:  # noqa: ANN401
        if not 0 < share < 1:
            raise ValueError("share must lie between 0 and 1")
        template = f"%(function)s({share:.4f}) WITHIN GROUP (ORDER BY %(expressions)s)"
        super().__init__(expression, template=template, output_field=DurationField(), **more)


def between(earlier: str, later: str) -> "ExpressionWrapper[CombinedExpression]":
    """Give the time from one moment of a row to another; nothing where the later one has not come."""
    return ExpressionWrapper(F(later) - F(earlier), output_field=DurationField())
