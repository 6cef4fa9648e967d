"""How soon residents who wrote had their first answer, by the way they wrote and the time at which they did."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.reports.figures import figure
from hantong.reports.measures import Percentile, between
from hantong.reports.scope import Scope, matters
from hantong.written.models import FirstAnswer

Key = tuple[str, int]
BY = ("case__channel", "case__band")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswers:
    """First answers to what was written: how many, how many within the time that is wanted, how long they took."""

    count: int = 0
    in_time_count: int = 0
    waiting_count: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None

    @property
    def late_count(self) -> int:
        """How many took longer than is wanted."""
        return self.count - self.in_time_count

    @property
    def in_time_share(self) -> float | None:
        """Which share came in time; nothing of nothing."""
        return self.in_time_count / self.count if self.count else None


@figure(
    name=_("First answers in writing"),
    definition=_(
        "From the moment at which the resident wrote to the first answer, around the clock: median, the time within "
        "which nine of ten were answered, and how many came within the minutes that are wanted for that channel and "
        "time band when it was written."
    ),
    denominator=_(
        "Matters of the period that residents wrote and that have had a first answer; those that wait stand apart."
    ),
)
def first_answers_in_writing(scope: Scope) -> dict[Key, FirstAnswers]:
    """Give the first answers per channel and time band of the matter."""
    found: dict[Key, dict[str, object]] = defaultdict(dict)
    within = matters(scope)
    for line in _measured(within):
        found[line.pop("case__channel"), line.pop("case__band")] |= line
    waiting = within.filter(waiting_answer__is_first=True).order_by().values_list("channel", "band")
    for channel, band, count in waiting.annotate(Count("pk")):
        found[channel, band]["waiting_count"] = count
    return {key: FirstAnswers(**found[key]) for key in sorted(found)}  # type: ignore[arg-type]


def all_first_answers(scope: Scope) -> FirstAnswers:
    """Give the first answers of all channels and bands together."""
    within = matters(scope)
    measured = FirstAnswer.objects.filter(case__in=within).aggregate(**_MEASURES)
    return FirstAnswers(**measured, waiting_count=within.filter(waiting_answer__is_first=True).count())


def _measured(within: QuerySet[Case]) -> list[dict[str, Any]]:
    return list(FirstAnswer.objects.filter(case__in=within).order_by().values(*BY).annotate(**_MEASURES))


_TOOK = between("since", "answered_at")
_MEASURES = {
    "count": Count("pk"),
    "in_time_count": Count("pk", filter=Q(is_in_time=True)),
    "median": Percentile(_TOOK, share=0.5),
    "p90": Percentile(_TOOK, share=0.9),
}
