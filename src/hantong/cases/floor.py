"""What a supervisor looks for: broken promises, matters that look as if they were nowhere, and who carries how much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from hantong.access.models import Staff
from hantong.cases.colleagues import posts_in
from hantong.cases.models import Alert, Case, CaseQuerySet, HandOver
from hantong.cases.terms import UNTAKEN_WITHIN
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson

RUNS_OUT_WITHIN = timedelta(minutes=30)
TIMED_OUT_LATELY = timedelta(days=2)
UNTOUCHED_FOR = timedelta(days=7)
UNHEARD_FOR = timedelta(hours=1)
MOST_PEOPLE = 200

Look = Callable[[CaseQuerySet, datetime], CaseQuerySet]


def _abandoned(cases: CaseQuerySet, at: datetime) -> CaseQuerySet:
    """Keep what is held or owned by somebody who has left or has no post any more."""
    here = {staff for _unit, staff in posts_in(set(directory().departments), at=at)}
    gone = Staff.objects.exclude(pk__in=here) | Staff.objects.filter(is_active=False)
    keys = list(gone.values_list("pk", flat=True))
    return cases.filter(Q(holder__in=keys) | Q(owner__in=keys))


def _unheard(cases: CaseQuerySet, at: datetime) -> CaseQuerySet:
    alarms = Alert.objects.unseen().filter(case=OuterRef("pk"), is_alarm=True, at__lt=at - UNHEARD_FOR)
    return cases.filter(Exists(alarms))


def _offers(**conditions: object) -> CaseQuerySet:
    return HandOver.objects.filter(**conditions).values("case")  # type: ignore[return-value]


LOOKS: Mapping[str, Look] = {
    "overdue": lambda cases, at: cases.overdue(at),
    "untaken": lambda cases, at: cases.filter(owner__isnull=True, recorded_at__lt=at - UNTAKEN_WITHIN),
    "running_out": lambda cases, at: cases.filter(
        pk__in=HandOver.objects.pending().filter(expires_at__lt=at + RUNS_OUT_WITHIN).values("case")
    ),
    "timed_out": lambda cases, at: cases.filter(
        pk__in=_offers(outcome=HandOver.Outcome.TIMED_OUT, settled_at__gte=at - TIMED_OUT_LATELY),
        holder_unit=F("owner_unit"),
    ),
    "abandoned": _abandoned,
    "untouched": lambda cases, at: cases.filter(changed_at__lt=at - UNTOUCHED_FOR, waiting_since__isnull=True),
    "unheard": _unheard,
}


def supervised(person: StaffPerson) -> CaseQuerySet:
    """Give the open matters of the offices that `person` supervises."""
    reach = person.reach("cases.supervise")
    cases = Case.objects.open()
    if reach.is_everything:
        return cases
    return cases.filter(
        Q(jurisdiction__in=reach.jurisdictions)
        | Q(owner_unit__in=reach.departments)
        | Q(holder_unit__in=reach.departments)
    )


def looked_at(look: str, *, person: StaffPerson, at: datetime) -> CaseQuerySet:
    """Give what `person` finds under one of LOOKS."""
    return LOOKS[look](supervised(person), at)


@dataclass(frozen=True, slots=True)
class Load:
    """How much one member of staff carries."""

    staff: UUID
    name: str
    unit: str
    open: int
    overdue: int


def loads(*, person: StaffPerson, at: datetime) -> list[Load]:
    """Give everybody with a post where `person` supervises, with their open matters, most overdue first."""
    posts = posts_in(person.reach("cases.supervise").departments, at=at)[: MOST_PEOPLE * 2]
    keys = {staff for _unit, staff in posts}
    names = dict(Staff.objects.filter(pk__in=keys, is_active=True).values_list("pk", "name"))
    counted = {
        row["holder"]: row
        for row in Case.objects.open()
        .filter(holder__in=keys)
        .values("holder")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=at, waiting_since__isnull=True)))
    }
    departments = directory().departments
    units: dict[UUID, list[str]] = {}
    for unit, staff in posts:
        units.setdefault(staff, []).append(departments[unit].name)
    found = [
        Load(
            staff=staff,
            name=name,
            unit=", ".join(units[staff]),
            open=counted[staff]["open"] if staff in counted else 0,
            overdue=counted[staff]["overdue"] if staff in counted else 0,
        )
        for staff, name in names.items()
    ]
    return sorted(found, key=lambda load: (-load.overdue, -load.open, load.name))[:MOST_PEOPLE]
