"""Which open matters get another deadline when the calendar changes, found without asking each one."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from hantong.cases.deadlines import DeadlineRule, due_clock
from hantong.cases.models import Case, CaseQuerySet, Extension, Pause
from hantong.cases.promises import due_again
from hantong.offices.directory import directory
from hantong.offices.events import CalendarChanged
from hantong.offices.rebanding import concerned

Due = Callable[[datetime], datetime | None]


def touched(event: CalendarChanged) -> CaseQuerySet:
    """Give the open matters with a promise whose time runs through the period of a change of the calendar."""
    found = Case.objects.open().filter(
        jurisdiction__in=concerned(event), due_at__isnull=False, due_at__gte=event.starts_at
    )
    if event.ends_at is not None:
        found = found.filter(said_at__lt=event.ends_at)
    return found.exclude(due_rule__in=("", "none"))


def moved(event: CalendarChanged) -> Iterator[Case]:
    """Give the touched matters whose deadline is another one by the calendar as it is now.

    Only matters that were extended, paused or reopened are reckoned one by one.
    """
    clocks: dict[tuple[UUID, str], Due] = {}
    for case in _with_turns(touched(event)).iterator(chunk_size=2000):
        if _now_due(case, clocks) != case.due_at:
            yield case


def _with_turns(cases: CaseQuerySet) -> CaseQuerySet:
    turns = Q(Exists(Extension.objects.filter(case=OuterRef("pk")))) | Q(
        Exists(Pause.objects.filter(case=OuterRef("pk")))
    )
    return cases.annotate(had_turns=turns)


def _now_due(case: Case, clocks: dict[tuple[UUID, str], Due]) -> datetime | None:
    if case.had_turns or case.reopenings:  # type: ignore[attr-defined]
        return due_again(case)
    key = (case.jurisdiction_id, case.due_rule)
    if key not in clocks:
        hours = directory().clocks[case.jurisdiction_id].hours
        clocks[key] = due_clock(rule=DeadlineRule.parse(case.due_rule), hours=hours)
    return clocks[key](case.said_at)
