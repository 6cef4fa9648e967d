"""The work list: what waits for a person and their units, tab by tab, counted cheaply and paged by key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Q
from django.utils.dateparse import parse_datetime

from hantong.cases.counting import MOST_COUNTED, Counting, counting
from hantong.cases.models import Case, CaseQuerySet, HandOver
from hantong.offices.person import StaffPerson

DUE_SOON = timedelta(hours=24)
SETTLED_LATELY = timedelta(days=14)
PAGE_ROWS = 40

Tab = Callable[[CaseQuerySet, StaffPerson, datetime], CaseQuerySet]


def _of_person(person: StaffPerson) -> Q:
    return Q(owner=person.staff) | Q(holder=person.staff)


def _ours(person: StaffPerson) -> Q:
    units = person.department_ids()
    return _of_person(person) | Q(owner_unit__in=units) | Q(holder_unit__in=units)


def _offered(cases: CaseQuerySet, person: StaffPerson, at: datetime) -> CaseQuerySet:
    return cases.open().filter(pk__in=HandOver.objects.offered_to(person).values("case"))


def _untaken(cases: CaseQuerySet, person: StaffPerson, at: datetime) -> CaseQuerySet:
    units = person.department_ids()
    return cases.open().filter(
        Q(holder_unit__in=units, holder__isnull=True) | Q(owner_unit__in=units, owner__isnull=True)
    )


def _due_soon(cases: CaseQuerySet, person: StaffPerson, at: datetime) -> CaseQuerySet:
    ours = cases.open().filter(_ours(person), waiting_since__isnull=True)
    return ours.filter(due_at__gte=at, due_at__lt=at + DUE_SOON)


def _settled(cases: CaseQuerySet, person: StaffPerson, at: datetime) -> CaseQuerySet:
    return cases.filter(closed_at__gte=at - SETTLED_LATELY, owner_unit__in=person.department_ids())


TABS: Mapping[str, Tab] = {
    "mine": lambda cases, person, at: cases.open().filter(_of_person(person)),
    "offered": _offered,
    "untaken": _untaken,
    "due_soon": _due_soon,
    "overdue": lambda cases, person, at: cases.overdue(at).filter(_ours(person)),
    "waiting": lambda cases, person, at: cases.open().filter(_ours(person), waiting_since__isnull=False),
    "settled": _settled,
    "all": lambda cases, person, at: cases,
}
ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
COUNTED = ("mine", "offered", "untaken", "due_soon", "overdue", "waiting")


def tab_cases(tab: str, *, person: StaffPerson, at: datetime) -> CaseQuerySet:
    """Give what `person` finds under a tab at `at`."""
    return TABS[tab](Case.objects.visible_to(person), person, at)


def counts(*, person: StaffPerson, at: datetime) -> dict[str, int]:
    """Count what waits under each tab, in one statement and never further than MOST_COUNTED + 1."""
    return _questions_of(person).counts(later=at - ANY_MOMENT)


@lru_cache(maxsize=256)
def _questions_of(person: StaffPerson) -> Counting:
    """Write the counts of the tabs once for each person's posts, at a moment that stands for all."""
    visible = Case.objects.visible_to(person)
    return counting({tab: TABS[tab](visible, person, ANY_MOMENT) for tab in COUNTED}, most=MOST_COUNTED)


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted; matters without a moment come last."""

    field: str
    is_falling: bool = False


ORDERS: Mapping[str, Order] = {
    "due": Order("due_at"),
    "-said": Order("said_at", is_falling=True),
    "said": Order("said_at"),
    "-changed": Order("changed_at", is_falling=True),
    "-closed": Order("closed_at", is_falling=True),
}


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list, with the cursors of the pages before and after it where there are any."""

    cases: list[Case]
    before: str
    after: str


class BadCursor(ValueError):
    """The place in the list that an address names cannot be read."""


def _cursor(case: Case, order: Order) -> str:
    moment: datetime | None = getattr(case, order.field)
    return f"{moment.isoformat() if moment else ''}~{case.pk}"


def _read(cursor: str) -> tuple[datetime | None, UUID]:
    text, _, key = cursor.partition("~")
    try:
        moment = parse_datetime(text.replace(" ", "+")) if text else None
        if text and moment is None:
            raise BadCursor(cursor)
        return moment, UUID(key)
    except ValueError as unreadable:
        raise BadCursor(cursor) from unreadable


def _beyond(cursor: str, order: Order, *, is_back: bool) -> Q:
    """Keep what comes after the cursor in the direction of travel; empty moments are at the far end."""
    moment, key = _read(cursor)
    field = order.field
    side = "lt" if order.is_falling != is_back else "gt"
    same_moment = Q(**{field: moment}) if moment else Q(**{f"{field}__isnull": True})
    same = same_moment & Q(**{f"pk__{side}": key})
    if moment is None:
        return same | Q(**{f"{field}__isnull": False}) if is_back else same
    further = Q(**{f"{field}__{side}": moment}) | same
    return further if is_back else further | Q(**{f"{field}__isnull": True})


def slice_of(cases: CaseQuerySet, *, order: Order, after: str = "", before: str = "", rows: int = PAGE_ROWS) -> Slice:
    """Give one page of `cases` by key, never by counting rows. Raises BadCursor."""
    is_back = bool(before)
    if before or after:
        cases = cases.filter(_beyond(before or after, order, is_back=is_back))
    prefix = "-" if order.is_falling != is_back else ""
    found = list(_sorted(cases, order, prefix)[: rows + 1])
    more, found = len(found) > rows, found[:rows]
    if is_back:
        found.reverse()
    has_before = more if is_back else bool(after)
    has_after = True if is_back else more
    return Slice(
        cases=found,
        before=_cursor(found[0], order) if found and has_before else "",
        after=_cursor(found[-1], order) if found and has_after else "",
    )


def _sorted(cases: CaseQuerySet, order: Order, prefix: str) -> CaseQuerySet:
    """Sort as the indexes do: rising puts empty moments last; a page back reads it from the end."""
    moment = F(order.field).desc() if prefix else F(order.field).asc()
    return cases.order_by(moment, f"{prefix}pk")
