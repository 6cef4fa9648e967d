"""How long residents waited: until the first answer, and until the matter was settled."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hantong.reports.figures import figure
from hantong.reports.grouped import grouped
from hantong.reports.measures import Percentile, between
from hantong.reports.scope import Scope, matters


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long it took: half of `count` matters took at most `median`, nine of ten at most `p90`."""

    count: int
    median: timedelta | None
    p90: timedelta | None


@figure(
    name=_("Time to the first answer"),
    definition=_(
        "From the moment at which the resident spoke to the first answer of the office, around the clock: median, "
        "and the time within which nine of ten were answered."
    ),
    denominator=_("Matters of the period that have had a first answer."),
)
def time_to_first_answer(scope: Scope, by: str = "") -> dict[str, Times]:
    """Give how long the first answer took, per value of the field `by`."""
    return _times(scope, by, "first_answered_at")


@figure(
    name=_("Time to settlement"),
    definition=_(
        "From the moment at which the resident spoke to the settlement that stands, around the clock: median, and "
        "the time within which nine of ten were settled. Reopened matters count when they are settled again."
    ),
    denominator=_("Matters of the period that are settled."),
)
def time_to_settlement(scope: Scope, by: str = "") -> dict[str, Times]:
    """Give how long it took to settle, per value of the field `by`."""
    return _times(scope, by, "closed_at")


def _times(scope: Scope, by: str, later: str) -> dict[str, Times]:
    took = between("said_at", later)
    lines = grouped(
        matters(scope), by, count=Count(later), median=Percentile(took, share=0.5), p90=Percentile(took, share=0.9)
    )
    return {key: Times(count=line["count"], median=line["median"], p90=line["p90"]) for key, line in lines.items()}
