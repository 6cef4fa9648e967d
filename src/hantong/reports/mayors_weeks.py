"""What came on the mayor's lines, week by week: the same counts as the mayor reads on Monday."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext_lazy as _

from hantong.reports.figures import figure
from hantong.reports.scope import Scope, clock_of_scope, contacts
from hantong.reports.states import CONTACT_STATES, TO_MAYOR

ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorsWeek:
    """What came from a Monday on, as far as it lies within the period."""

    total: int = 0
    praise: int = 0
    complaint: int = 0
    other: int = 0
    answered: int = 0
    on_time: int = 0


@figure(
    name=_("Words to the mayor"),
    definition=_(
        "Messages on the mayor's lines by what they are: praise, complaint, or neither. One that praises and complains "
        "counts as both. Answered: its matter has had an answer. On time: answered, and no promise was broken."
    ),
    denominator=_("Messages of the period on all lines of the mayors of these jurisdictions."),
)
def words_to_the_mayor(scope: Scope, *, at: datetime) -> dict[date, MayorsWeek]:
    """Give the weeks of the period in which something came, by their Mondays."""
    week = TruncWeek("said_at", tzinfo=clock_of_scope(scope).zone)
    lines = contacts(scope).filter(TO_MAYOR).order_by().annotate(week=week).values("week").annotate(**_counts(at))
    return {line["week"].date(): _week_of(line) for line in lines.order_by("week")}


def all_words_to_the_mayor(scope: Scope, *, at: datetime) -> MayorsWeek:
    """Give the whole period in one."""
    return _week_of(contacts(scope).filter(TO_MAYOR).aggregate(**_counts(at)))


def _week_of(counts: Mapping[str, Any]) -> MayorsWeek:
    return MayorsWeek(**{name: counts[name] for name in _STATES})


def days_of(monday: date, scope: Scope) -> tuple[date, date]:
    """Give the first and the last day of a week, as far as they lie within the period."""
    return max(monday, scope.first_day), min(monday + ONE_WEEK, scope.until_day) - timedelta(days=1)


def _counts(at: datetime) -> dict[str, Count]:
    return {name: Count("pk", filter=_state(state, at)) for name, state in _STATES.items()}


def _state(state: str, at: datetime) -> Q:
    return CONTACT_STATES[state](at)


_STATES = {
    "total": "to_mayor",
    "praise": "praise",
    "complaint": "complaint",
    "other": "neither",
    "answered": "mayor_answered",
    "on_time": "mayor_on_time",
}
