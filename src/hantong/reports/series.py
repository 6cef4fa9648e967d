"""How much came, day by day, week by week or month by month, beside the same days a year before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.reports.change import Change
from hantong.reports.figures import figure
from hantong.reports.models import Tally
from hantong.reports.periods import Period, year_before
from hantong.reports.scope import Scope, clock_of_scope, headings_of, rows_of

ONE_DAY = timedelta(days=1)


class Step(StrEnum):
    """How long one point of a series is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def start(self, day: date) -> date:
        """Give the first day of the step that `day` lies in; weeks begin on Monday."""
        if self is Step.DAY:
            return day
        return day - timedelta(days=day.weekday()) if self is Step.WEEK else day.replace(day=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One step of a series; `first_day` lies within the period, though the step may begin before it."""

    first_day: date
    until_day: date
    count: int
    off_hours_count: int
    before_count: int

    @property
    def change(self) -> Change:
        """The change since the same days a year before."""
        return Change(self.before_count, self.count)


def step_for(scope: Scope) -> Step:
    """Give the step that makes a readable number of points."""
    days = (scope.until_day - scope.first_day).days
    return Step.DAY if days <= 45 else Step.WEEK if days <= 200 else Step.MONTH


@figure(
    name=_("Series"),
    definition=_(
        "Contacts (or matters) per local day, week from Monday, or calendar month, with those of the same dates a "
        "year before. A change is given as a ratio (times as much) and as an increase (per cent more), never one for "
        "the other."
    ),
    denominator=_("The same dates a year before; there is no change where they had none."),
)
def series(scope: Scope, *, step: Step) -> list[Point]:
    """Give the points of a scope's days, those without any contact too."""
    counts = _by_day(scope)
    earlier = year_before(Period(first_day=scope.first_day, until_day=scope.until_day))
    before = _by_day(replace(scope, first_day=earlier.first_day, until_day=earlier.until_day, moments=None))
    off_hours = {band.code for band in clock_of_scope(scope).definition.off_hours}
    return [_point(days, counts, before, off_hours) for days in _steps(scope, step)]


def _steps(scope: Scope, step: Step) -> Iterable[list[date]]:
    found: dict[date, list[date]] = defaultdict(list)
    for n in range((scope.until_day - scope.first_day).days):
        day = scope.first_day + n * ONE_DAY
        found[step.start(day)].append(day)
    return found.values()


Days = dict[date, dict[int, int]]


def _point(days: list[date], counts: Days, before: Days, off_hours: set[int]) -> Point:
    bands = [each for day in days for each in counts.get(day, {}).items()]
    then = year_before(Period(first_day=days[0], until_day=days[-1] + ONE_DAY))
    return Point(
        first_day=days[0],
        until_day=days[-1] + ONE_DAY,
        count=sum(count for _band, count in bands),
        off_hours_count=sum(count for band, count in bands if band in off_hours),
        before_count=sum(
            sum(found.values()) for day, found in before.items() if then.first_day <= day < then.until_day
        ),
    )


def _by_day(scope: Scope) -> Days:
    found: Days = defaultdict(dict)
    for day, band, count in _tallied(scope) if _is_tallied(scope) else _counted(scope):
        found[day][Band.of_code(band).code] = count
    return found


def _is_tallied(scope: Scope) -> bool:
    return scope.moments is None and len(headings_of(scope)) <= 1


def _tallied(scope: Scope) -> Iterable[tuple[date, int, int]]:
    heading, keys = next(iter(headings_of(scope).items()), (Tally.Heading.CHANNEL, None))
    rows = Tally.objects.filter(kind=scope.kind, heading=heading, day__gte=scope.first_day, day__lt=scope.until_day)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    return rows.values_list("day", "band").annotate(total=Sum("count")).values_list("day", "band", "total")


def _counted(scope: Scope) -> Iterable[tuple[date, int, int]]:
    model = Contact if scope.counts_contacts else Case
    local_day = TruncDate("said_at", tzinfo=clock_of_scope(scope).zone)
    rows = model.objects.filter(rows_of(scope)).values_list(local_day, "band")
    return rows.annotate(total=Count("*"))
